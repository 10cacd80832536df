"""Group near-duplicates: a report from several outlets is quoted once, and the quote names them all."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from index.model.stages import Stage, lap
from index.ranking.scoring import Ranked

# A shingle is three words in a row, or four characters where spaces are rare. Copies of an agency's report differ
# in a place name, a comma or a last sentence. A changed unit changes each shingle that it is part of, so the same
# share of changed units leaves fewer shingles of four alike than of three.
_SHINGLE, _ALIKE = 3, 0.7
_CHARACTERS, _CHARACTERS_ALIKE = 4, 0.62

# In characters, on average. Text with spaces between words stays below seven.
_LONGEST_WORD = 15


class _Text(Protocol):
    """A text as its shingles, and as keys that rule out most comparisons."""

    alike: float
    keys: frozenset[Hashable]

    @property
    def shingles(self) -> frozenset[Hashable]: ...

    def may_be_copy(self, new: int) -> bool:
        """Return whether this may be like a text that lacks so many of its keys."""
        ...


class _Words:
    """A text with spaces. Its keys are its words, which take a third of the time of shingles to make.

    Each word begins a shingle that no other begins, but for those at the end of the text.
    """

    alike = _ALIKE

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self.keys: frozenset[Hashable] = frozenset(words)

    @cached_property
    def shingles(self) -> frozenset[Hashable]:
        if len(self._words) < _SHINGLE:
            return frozenset({tuple(self._words)})
        return frozenset(zip(*(self._words[start:] for start in range(_SHINGLE)), strict=False))

    def may_be_copy(self, new: int) -> bool:
        most = self.most
        return most < _SHINGLE or new - _SHINGLE <= (1 - _ALIKE) * most

    @property
    def most(self) -> int:
        """The largest number of shingles that there can be."""
        return len(self._words) - _SHINGLE + 1


class _Characters:
    """A text in which spaces are rare. Its shingles are made in C, and are its keys."""

    alike = _CHARACTERS_ALIKE

    def __init__(self, text: str) -> None:
        self.keys = self.shingles = _character_shingles(text) if len(text) >= _CHARACTERS else frozenset({text})

    def may_be_copy(self, new: int) -> bool:
        return new <= (1 - self.alike) * len(self.keys)


def _text(text: str) -> _Text:
    words = text.lower().split()
    return _Words(words) if len(text) <= _LONGEST_WORD * len(words) else _Characters(text)


def _may_be_alike(a: _Text, b: _Text) -> bool:
    """Return whether two texts may be alike, by their lengths and words. Their shingles take ten times as long."""
    if not (isinstance(a, _Words) and isinstance(b, _Words)):
        return True
    fewest = min(a.most, b.most)
    if fewest < _SHINGLE:
        return True
    # Each word but the last ones begins a shingle, so the longer text has at least this many.
    if fewest < _ALIKE * (max(len(a.keys), len(b.keys)) - _SHINGLE):
        return False
    shared = len(a.keys & b.keys)
    return a.may_be_copy(len(a.keys) - shared) and b.may_be_copy(len(b.keys) - shared)


def _are_alike(a: _Text, b: _Text) -> bool:
    one, two, alike = a.shingles, b.shingles, max(a.alike, b.alike)
    # The shorter set cannot share more than it has.
    if min(len(one), len(two)) < alike * max(len(one), len(two)):
        return False
    shared = len(one & two)
    return shared >= alike * (len(one) + len(two) - shared)


def group_near_duplicates(ranked: Iterable[Ranked]) -> Iterator[list[Ranked]]:
    """Yield each paragraph with its near-duplicates from other articles, in the order of the first ones.

    What an article says twice word for word, as in a box beside its text, is yielded once.
    """
    lap(Stage.JUDGING)
    groups: list[tuple[_Text, list[Ranked]]] = []
    known = set[Hashable]()
    said = set[tuple[int, str]]()
    for one in ranked:
        words = _article_id(one), one.candidate.paragraph.text
        if words in said:
            continue
        said.add(words)
        text, before = _text(one.candidate.paragraph.text), len(known)
        known |= text.keys
        group = _group_of(one, text, groups) if text.may_be_copy(len(known) - before) else None
        if group is None:
            groups.append((text, [one]))
        else:
            group.append(one)
    lap(Stage.COPIES)
    yield from (group for _, group in groups)


def _group_of(one: Ranked, text: _Text, groups: Sequence[tuple[_Text, list[Ranked]]]) -> list[Ranked] | None:
    """Return the group of near-duplicates that a paragraph belongs to, if there is one."""
    for first, group in groups:
        if (
            _may_be_alike(text, first)
            and _are_alike(text, first)
            and _article_id(one) not in map(_article_id, group)
        ):
            return group
    return None


def _article_id(one: Ranked) -> int:
    return one.candidate.article.id


def _character_shingles(text: str) -> frozenset[Hashable]:
    """Return each four characters in a row as one number, which Python reads out of UTF-16 in C."""
    encoded = memoryview(text.encode("utf-16-le", "surrogatepass"))
    starts = range(0, 2 * _CHARACTERS, 2)
    rows = (encoded[start : start + (len(encoded) - start) // 8 * 8] for start in starts)
    return frozenset[Hashable]().union(*(row.cast("Q") for row in rows))
