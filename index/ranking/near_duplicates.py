"""Near-copies: the same report in several outlets takes one place, and names them all."""

from collections.abc import Iterable, Iterator, Sequence

from index.ranking.ranker import Ranked

# Of three words in a row, or three characters where few spaces are put. Reports of one agency differ in a place
# name, a comma, a sentence at the end.
_SHINGLE = 3
_ALIKE = 0.7

# On average; of texts that have spaces between words, it is seven letters at most.
_LONGEST_WORD = 15

_Shingles = frozenset[tuple[str, ...]]


def grouped(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-copies from other articles after it, in the order of the first ones."""
    groups: list[tuple[_Shingles, list[Ranked]]] = []
    for one in ranked:
        shingles = _shingles(one.candidate.paragraph.text)
        for of_first, group in groups:
            if _are_alike(shingles, of_first) and _article_id(one) not in map(_article_id, group):
                group.append(one)
                break
        else:
            groups.append((shingles, [one]))
    yield from (group for _, group in groups)


def _article_id(one: Ranked) -> int:
    return one.candidate.article.id


def _shingles(text: str) -> _Shingles:
    units: Sequence[str] = text.lower().split()
    if len(text) > _LONGEST_WORD * len(units):
        units = text
    if len(units) < _SHINGLE:
        return frozenset({tuple(units)})
    return frozenset(zip(*(units[start:] for start in range(_SHINGLE)), strict=False))


def _are_alike(one: _Shingles, other: _Shingles) -> bool:
    # The shorter cannot share more than it has.
    if min(len(one), len(other)) < _ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= _ALIKE * (len(one) + len(other) - shared)
