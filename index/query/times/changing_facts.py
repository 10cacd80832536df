"""Recognise a question for a fact that changes: a rate, a price, the holder of an office, a count of victims."""

from collections.abc import Mapping, Sequence
from functools import cache

from index.analysis import word_lists, words

_ANY = "any"


def changing_fact_words(question: str, answer_type: str | None, languages: Sequence[str]) -> frozenset[str]:
    """Return the folded words for a fact that changes, if a question in one of these languages asks for one.

    ``answer_type`` is that of the answer it expects: "siapa gubernur?" asks for an office, "kata gubernur" does
    not.
    """
    padded = f" {' '.join(words.folded_words(question))} "
    return frozenset(
        word
        for code in languages
        for kind, phrases in _phrases().get(code, {}).items()
        if kind in (_ANY, answer_type)
        for phrase in phrases
        if phrase in padded
        for word in phrase.split()
    )


def is_fact_word(word: str) -> bool:
    """Return whether a folded word names a kind of fact, as "harga" and "president" do."""
    return all(part in _fact_words() for part in word.split())


@cache
def _fact_words() -> frozenset[str]:
    by_kind = (phrases for kinds in _phrases().values() for phrases in kinds.values())
    return frozenset(word for phrases in by_kind for phrase in phrases for word in phrase.split())


@cache
def _phrases() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the phrases by language and kind, with a space before and after each."""
    return {
        code: {kind: tuple(f" {words.fold(phrase)} " for phrase in phrases) for kind, phrases in by_kind.items()}
        for code, by_kind in word_lists.read_phrase_lists("changing_facts").items()
    }
