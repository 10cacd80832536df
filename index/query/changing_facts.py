"""Recognise a question for a fact that changes: a rate, a price, the holder of an office, a count of victims."""

from collections.abc import Mapping, Sequence
from functools import cache

from index.analysis import word_lists, words
from index.query.answer_type import AnswerType, ExpectedAnswer

_ANY = "any"


def asks_for_changing_fact(question: str, expected: ExpectedAnswer | None, languages: Sequence[str]) -> bool:
    """Return whether a question in one of these languages asks for a fact that changes."""
    padded = f" {' '.join(words.fold(word) for word in words.undivided_words(question))} "
    kinds = {_ANY, expected.type} if expected else {_ANY}
    return any(
        f" {phrase} " in padded
        for code in languages
        for kind, phrases in _phrases().get(code, {}).items()
        if kind in kinds
        for phrase in phrases
    )


@cache
def _phrases() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        code: {
            kind if kind == _ANY else AnswerType(kind): tuple(words.fold(phrase) for phrase in phrases)
            for kind, phrases in by_kind.items()
        }
        for code, by_kind in word_lists.read_phrase_lists("changing_facts").items()
    }
