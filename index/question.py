"""A question to the words that are worth looking for."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import analysis
from index.analysis import language, stopwords, words

# Measured over 0 (dropped) and 1 (like any word); see index.analysis.stopwords.
_STOP_WORD_SHARE = 0.3


@dataclass(frozen=True)
class QuestionWord:
    """A word of a question.

    Args:
        text: as it was typed.
        terms: what it is in each language of the library; a paragraph that has one of them has the word.
        share: how much it counts, from 0 to 1.
    """

    text: str
    terms: frozenset[str]
    share: float

    @property
    def is_stop_word(self) -> bool:
        return self.share < 1


def understand(question: str, languages: Sequence[str]) -> tuple[QuestionWord, ...]:
    """Returns the words to look for, in order, each once; none where a question has only words that ask.

    Args:
        languages: those of the library asked, the commonest first. A question is analysed in each of them, as
            its own language, on five words, is too uncertain to choose one stemmer by.
    """
    typed = words.split(question)
    asked_in = language.of_question([words.fold(word) for word in typed], languages)
    if asked_in == language.UNDETERMINED and languages:
        asked_in = languages[0]
    asking, common = stopwords.question_words(asked_in), stopwords.stop_words(asked_in)
    understood: dict[frozenset[str], QuestionWord] = {}
    for word in typed:
        folded = words.fold(word)
        variants = frozenset(analysis.term_of(word, code) for code in languages or [asked_in]) - {""}
        if variants and folded not in asking:
            share = _STOP_WORD_SHARE if folded in common else 1.0
            understood.setdefault(variants, QuestionWord(word, variants, share))
    return tuple(understood.values())
