"""Group near-duplicates: a report from several outlets is quoted once, and the quote names them all."""

from collections.abc import Iterable, Iterator, Sequence

from index.ranking.scoring import Ranked

# A shingle is three words in a row, or three characters where spaces are rare. Copies of an agency's report differ
# in a place name, a comma or a last sentence.
_SHINGLE = 3
_ALIKE = 0.7

# In characters, on average. Text with spaces between words stays below seven.
_LONGEST_WORD = 15

_Shingles = frozenset[tuple[str, ...]]


def group_near_duplicates(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-duplicates from other articles, in the order of the first ones."""
    groups: list[tuple[_Shingles, list[Ranked]]] = []
    for one in ranked:
        shingles = _shingles(one.candidate.paragraph.text)
        for first, group in groups:
            if _are_alike(shingles, first) and _article_id(one) not in map(_article_id, group):
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
    # The shorter set cannot share more than it has.
    if min(len(one), len(other)) < _ALIKE * max(len(one), len(other)):
        return False
    shared = len(one & other)
    return shared >= _ALIKE * (len(one) + len(other) - shared)
