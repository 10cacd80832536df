"""Parse a question: its words in the languages of a library, the answer it expects, and the time it is about."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from index.analysis import word_lists, words
from index.analysis.language import UNDETERMINED
from index.model.records import Span
from index.query import answer_type, temporal
from index.query.continuation import without_connective
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.query.small_talk import without_small_talk
from index.query.words import question_language, question_words
from index.text.paragraphs import clean

# In characters. A question is never longer than a long paragraph.
_LONGEST = 1000
# Tags and entities of pages, which people copy with a question, are none of its words.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&(?:[a-zA-Z]{2,8}|#\d{1,6});")


def parse(question: str, languages: Sequence[str], today: date | None) -> ParsedQuestion:
    """Parse a question that is asked of a library.

    Args:
        languages: those of the library, the most frequent first.
        today: the day of asking; None ignores times.
    """
    text = _cut(without_connective(without_small_talk(clean(_MARKUP.sub(" ", question)))))
    asked_in = question_language(text, languages)
    spoken = (asked_in,) if asked_in != UNDETERMINED else (*languages[:1], "en")
    time = temporal.find_time(text, spoken, today) if today else None
    others = question_words(_blanked(text, time.spans), languages) if time else ()
    return ParsedQuestion(
        text=text,
        words=others or question_words(text, languages),
        languages=tuple(languages),
        answer_type=answer_type.expected_answer(text, spoken),
        time=time,
        is_cross_lingual=asked_in not in (*languages, UNDETERMINED),
        asks_for_latest=time is not None and _are_news_words(others),
    )


def _cut(question: str) -> str:
    """Return the part of a question that is read, up to the end of a word."""
    if len(question) <= _LONGEST:
        return question
    return question[: _LONGEST + 1].rsplit(" ", 1)[0][:_LONGEST]


def _blanked(question: str, spans: Sequence[Span]) -> str:
    """Return a question with spaces in place of these stretches, so that offsets stay."""
    for start, end in spans:
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _are_news_words(found: Sequence[QuestionWord]) -> bool:
    """Return whether there is no word to search for but such as "news" and "happened"."""
    return _news_words().issuperset(word.spelling for word in found)


@cache
def _news_words() -> frozenset[str]:
    texts = word_lists.read_words("news_words").values()
    return frozenset(words.fold(word) for text in texts for word in words.split_words(text))
