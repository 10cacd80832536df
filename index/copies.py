"""Near-copies: the same report in several outlets takes one place, and names them all."""

from collections.abc import Iterable, Iterator

from index.analysis import words
from index.ranking import Ranked

# Of three words in a row. Reports of one agency differ in a place name, a comma, a sentence at the end.
_SHINGLE = 3
_ALIKE = 0.7


def grouped(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-copies from other articles after it, in the order of the first ones."""
    groups: list[tuple[frozenset[str], list[Ranked]]] = []
    for one in ranked:
        shingles = _shingles(one.paragraph.text)
        for of_first, group in groups:
            if _are_alike(shingles, of_first) and all(one.article.id != other.article.id for other in group):
                group.append(one)
                break
        else:
            groups.append((shingles, [one]))
    yield from (group for _, group in groups)


def _shingles(text: str) -> frozenset[str]:
    found = [words.fold(word) for word in words.split(text)]
    return frozenset(
        " ".join(found[start : start + _SHINGLE]) for start in range(max(1, len(found) - _SHINGLE + 1))
    )


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    # The shorter can not share more than it has.
    if min(len(one), len(other)) < _ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= _ALIKE * (len(one) + len(other) - shared)
