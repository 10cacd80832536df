"""Words that say the reverse of each other: "naik" and "turun"."""

from collections.abc import Iterable
from functools import cache

from index.analysis import word_lists


def are_opposite(before: Iterable[str], after: Iterable[str]) -> bool:
    """Return whether a word, in small letters, says the reverse of one that stands in its place."""
    later = set(after)
    return any(not later.isdisjoint(_opposites().get(word, ())) for word in before)


@cache
def _opposites() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for pairs in word_lists.read_phrases("quote_check")["opposite"].values():
        for one, other in (pair.split() for pair in pairs.split(",")):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return found
