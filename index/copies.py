"""Near-copies: the same report in several outlets takes one place, and names them all."""

from collections.abc import Iterable, Iterator, Sequence

from index.ranking import Ranked

# Of three terms in a row. Reports of one agency differ in a place name, a comma, a sentence at the end.
_SHINGLE = 3
_ALIKE = 0.7

_Shingles = frozenset[tuple[str, ...]]


def grouped(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-copies from other articles after it, in the order of the first ones."""
    groups: list[tuple[_Shingles, list[Ranked]]] = []
    for one in ranked:
        shingles = _shingles(one.terms)
        for of_first, group in groups:
            if _are_alike(shingles, of_first) and all(one.article.id != other.article.id for other in group):
                group.append(one)
                break
        else:
            groups.append((shingles, [one]))
    yield from (group for _, group in groups)


def _shingles(terms: Sequence[str]) -> _Shingles:
    if len(terms) < _SHINGLE:
        return frozenset({tuple(terms)})
    return frozenset(zip(*(terms[start:] for start in range(_SHINGLE)), strict=False))


def _are_alike(one: _Shingles, other: _Shingles) -> bool:
    # The shorter can not share more than it has.
    if min(len(one), len(other)) < _ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= _ALIKE * (len(one) + len(other) - shared)
