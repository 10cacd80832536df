"""Find what a question asks the number of: "korban" in "berapa korban gempa itu?"."""

from functools import cache

from index.analysis import word_lists, words
from index.query.answer_type import AnswerType
from index.query.parsed_question import ParsedQuestion, QuestionWord

_PHRASES = {"id": ("berapa", "brp", "berapakah"), "en": ("how many",), "no": ("hvor mange",)}


def counted_word(question: ParsedQuestion) -> QuestionWord | None:
    """Return the word for what is counted; None if nothing is, or if it is a measure such as a length."""
    if question.answer_type is None or question.answer_type.type is not AnswerType.NUMBER:
        return None
    said = words.folded_words(question.text)
    for phrase in _PHRASES.get(question.asked_in, ()):
        asking = tuple(phrase.split())
        for end in range(len(asking), len(said)):
            if said[end - len(asking) : end] == asking:
                return _word(question, said[end])
    return None


def _word(question: ParsedQuestion, spelling: str) -> QuestionWord | None:
    if spelling in _measures(question.asked_in):
        return None
    return next((word for word in question.words if word.spelling == spelling), None)


@cache
def _measures(language: str) -> frozenset[str]:
    return frozenset(word_lists.read_words("measures").get(language, "").split())
