"""The kind of words that a question asks for, finer than the type of answer that it expects of a paragraph."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

import regex

from index.analysis import words
from index.analysis.language import UNDETERMINED
from index.model.records import Span
from index.query.answer_kinds.counted import counting
from index.query.answer_kinds.names import find_names
from index.query.answer_kinds.numbers import find_numbers
from index.query.answer_kinds.times import find_times
from index.query.answer_type import AnswerType, expected_answer
from index.query.parsed_question import ParsedQuestion

# "tahun berapakah" asks for the same as "tahun berapa".
_EMPHATIC = regex.compile(r"(?<=\p{L}{3})kah(?!\p{L})", regex.IGNORECASE)

# "How old was he when he died?" asks for a number: what its first words ask for comes before the rest.
_FIRST_WORDS = 3


class AnswerKind(StrEnum):
    """What the words are: of every other kind, only a reranker knows them."""

    NAME = "name"
    TIME = "time"
    NUMBER = "number"
    PLACE = "place"
    OTHER = "other"


_OF_TYPES: Mapping[AnswerType, AnswerKind] = {
    AnswerType.NAME: AnswerKind.NAME,
    AnswerType.TIME: AnswerKind.TIME,
    AnswerType.NUMBER: AnswerKind.NUMBER,
    AnswerType.PLACE: AnswerKind.PLACE,
}


def asked_kind(question: ParsedQuestion) -> AnswerKind | None:
    """Return the kind that a question asks for; None for a reason or a definition, which take whole sentences."""
    known = question.asked_in != UNDETERMINED
    spoken = (question.asked_in,) if known else (*question.languages[:1], "en")
    text = _EMPHATIC.sub("", question.standard_text)
    begins = " ".join(text.split()[:_FIRST_WORDS])
    expected = expected_answer(begins, spoken) or expected_answer(text, spoken)
    return _OF_TYPES.get(expected.type) if expected else AnswerKind.OTHER


class Candidates(NamedTuple):
    """The places in a text that may answer, and the numbers in it that count something else."""

    fitting: Sequence[Span]
    unfit: Sequence[Span] = ()


def candidates(text: str, kind: AnswerKind, language: str, said: frozenset[str], question: str = "") -> Candidates:
    """Return the places in a text that have this kind of words, and none that the question says itself.

    Args:
        language: of the text.
        said: the words of the question, in lower case.
        question: what numbers have to count, if it counts something.
    """
    found = _find(text, kind, language, said)
    counted = set(counting(found, text, question, language) if kind is AnswerKind.NUMBER else found)
    new = [span for span in found if has_new_word(text[span.start : span.end], said)]
    return Candidates([span for span in new if span in counted], [span for span in new if span not in counted])


def _find(text: str, kind: AnswerKind, language: str, said: frozenset[str]) -> Sequence[Span]:
    if kind is AnswerKind.OTHER:
        return ()
    if kind is AnswerKind.TIME:
        return find_times(text, language)
    if kind is AnswerKind.NUMBER:
        return find_numbers(text, language)
    return find_names(text, language, said)


def has_new_word(text: str, said: frozenset[str]) -> bool:
    """Return whether a text has a word that the question does not say."""
    return any(word not in said for word in words.folded_words(text))
