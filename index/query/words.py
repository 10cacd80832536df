"""A question to the words that are worth looking for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index import analysis
from index.analysis import dates, language, words
from index.model.records import Span
from index.query import question_words as asking

# Measured over 0 (dropped) and 1 (like any word); see index.analysis.stopwords.
_STOP_WORD_SHARE = 0.3
# A date as a whole, beside the words that it is made of.
_DATE_SHARE = 0.5
_LONGEST = 1000


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


def language_of(question: str, languages: Sequence[str]) -> str:
    """Return the language that a question is asked in, as far as its small words tell, or "und"."""
    return language.question_language([words.fold(word) for word in words.split_words(question)], languages)


def understand(question: str, languages: Sequence[str]) -> tuple[QuestionWord, ...]:
    """Return the words to look for, in order, each once; none where a question has only words that ask.

    Of scripts without spaces, a word is a pair of characters.

    Args:
        languages: those of the library asked, the commonest first. A question is analysed in each of them, as
            its own language, on five words, is too uncertain to choose one stemmer by.
    """
    typed = {words.fold(word) for word in (*words.split_words(question), *words.undivided_words(question))}
    asked_in = language.question_language(typed, languages)
    if asked_in == language.UNDETERMINED and languages:
        asked_in = languages[0]
    understood: dict[frozenset[str], QuestionWord] = {}
    for code in dict.fromkeys((asked_in, *languages)):
        for span, term in dates.find_dates(question, code):
            written = question[span.start : span.end]
            understood.setdefault(frozenset({term}), QuestionWord(written, frozenset({term}), _DATE_SHARE))
    for word, is_common in _telling(question, asked_in):
        variants = frozenset(analysis.term_of(word, code) for code in languages or [asked_in]) - {""}
        if variants:
            share = _STOP_WORD_SHARE if is_common else 1.0
            understood.setdefault(variants, QuestionWord(word, variants, share))
    return tuple(understood.values())


def _telling(question: str, asked_in: str) -> Iterator[tuple[str, bool]]:
    """Yield each word that is worth looking for, and whether it is a stop word."""
    for word in words.undivided_words(question):
        for part in asking.without(word, asked_in):
            # Of the pairs that a longer part is divided into, none is a stop word of its own: measured, no gain.
            is_common = asking.is_common(part, asked_in)
            yield from ((divided, is_common) for divided in words.split_words(part))


def cut(question: str) -> str:
    """Return what of a question is read: at the most a long paragraph, up to the end of a word."""
    if len(question) <= _LONGEST:
        return question
    return question[: _LONGEST + 1].rsplit(" ", 1)[0][:_LONGEST]


def without(question: str, spans: Iterable[Span]) -> str:
    """Return a question with these stretches blank."""
    for start, end in spans:
        question = question[:start] + " " * (end - start) + question[end:]
    return question
