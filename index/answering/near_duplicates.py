"""Group near-duplicates: a report from several outlets is quoted once, and the quote names them all."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from index.ranking.scoring import Ranked

# A shingle is three words in a row, or three characters where spaces are rare. Copies of an agency's report differ
# in a place name, a comma or a last sentence.
_SHINGLE = 3
_ALIKE = 0.7

# In characters, on average. Text with spaces between words stays below seven.
_LONGEST_WORD = 15

_Shingles = frozenset[tuple[str, ...]]
_Keys = frozenset[str] | frozenset[int]


class _Text:
    """A text as its shingles, and as keys that rule out most comparisons and take a third of the time to make.

    A key is a word, or a pair of characters where spaces are rare. Each key begins a shingle that no other begins,
    but for those at the end of the text.
    """

    def __init__(self, text: str) -> None:
        words = text.lower().split()
        has_spaces = len(text) <= _LONGEST_WORD * len(words)
        self._units: Sequence[str] = words if has_spaces else text
        self.keys: _Keys = frozenset(words) if has_spaces else _pairs(text)

    @cached_property
    def shingles(self) -> _Shingles:
        if len(self._units) < _SHINGLE:
            return frozenset({tuple(self._units)})
        return frozenset(zip(*(self._units[start:] for start in range(_SHINGLE)), strict=False))

    def may_be_like(self, known: set[str | int]) -> bool:
        """Return whether this may be like one of the texts that have the ``known`` keys."""
        most = len(self._units) - _SHINGLE + 1
        return most < _SHINGLE or len(self.keys - known) - _SHINGLE <= (1 - _ALIKE) * most

    def is_like(self, other: "_Text") -> bool:
        one, two = self.shingles, other.shingles
        # The shorter set cannot share more than it has.
        if min(len(one), len(two)) < _ALIKE * max(len(one), len(two)):
            return False
        shared = len(one & two)
        return shared >= _ALIKE * (len(one) + len(two) - shared)


def group_near_duplicates(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-duplicates from other articles, in the order of the first ones."""
    groups: list[tuple[_Text, list[Ranked]]] = []
    known = set[str | int]()
    for one in ranked:
        text = _Text(one.candidate.paragraph.text)
        group = _group_of(one, text, groups) if text.may_be_like(known) else None
        if group is None:
            groups.append((text, [one]))
            known |= text.keys
        else:
            group.append(one)
    yield from (group for _, group in groups)


def _group_of(one: Ranked, text: _Text, groups: Sequence[tuple[_Text, list[Ranked]]]) -> list[Ranked] | None:
    """Return the group of near-duplicates that a paragraph belongs to, if there is one."""
    for first, group in groups:
        if text.is_like(first) and _article_id(one) not in map(_article_id, group):
            return group
    return None


def _article_id(one: Ranked) -> int:
    return one.candidate.article.id


def _pairs(text: str) -> frozenset[int]:
    """Return the pairs of neighbouring characters, each as one number, which Python reads out of UTF-32 in C."""
    encoded = memoryview(text.encode("utf-32-le", "surrogatepass"))
    halves = (encoded[start : start + (len(encoded) - start) // 8 * 8] for start in (0, 4))
    return frozenset().union(*(half.cast("Q") for half in halves))
