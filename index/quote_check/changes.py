"""Name the changes between a claim and the stretch of a paragraph that it is aligned with."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import regex

from index.model.checked import Change, ChangeKind
from index.model.records import Span
from index.quote_check.aligning.pairs import Pair
from index.quote_check.aligning.reordering import moved
from index.quote_check.wording.tokens import Token, plain
from index.quote_check.wording.word_kinds import Kinds
from index.spelling.lookalikes import plain as without_accents
from index.spelling.typing_cost import SHORTEST, most_cost, typing_cost

# In words: of a longer stretch that only one side has, the negations alone are named one by one.
_CLAUSE = 4
_LETTERLESS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_PRECEDENCE = (ChangeKind.NEGATION, ChangeKind.DATE, ChangeKind.NUMBER, ChangeKind.UNIT, ChangeKind.NAME)


class Side(NamedTuple):
    """A text with its words and their kinds."""

    text: str
    tokens: Sequence[Token]
    kinds: Kinds


class _Named(NamedTuple):
    number: int
    kind: ChangeKind
    pair: Pair


def changes(pairs: Sequence[Pair], claim: Side, paragraph: Side) -> tuple[Change, ...]:
    """Return how a claim differs from a paragraph, in order. If its words are the same, its marks are compared."""
    pairs = _swapped(pairs, claim, paragraph)
    kinds = enumerate(_kinds(pairs, claim, paragraph))
    named = [_Named(number, kind, pair) for number, (pair, kind) in kinds if kind is not None]
    found = [_change(group, pairs, claim, paragraph) for group in _grouped(named)]
    same = [n for first, end in moved(pairs) for n in range(first, end) if _is_same(pairs[n], claim, paragraph)]
    for group in _grouped([_Named(n, ChangeKind.WORD, pairs[n]) for n in same]):
        claimed, written = _span(group, "claimed", pairs, claim), _span(group, "written", pairs, paragraph)
        found.append(Change(ChangeKind.WORD, claimed, written, is_moved=True))
    return tuple(sorted(found, key=lambda change: change.claimed)) or tuple(
        _changed_marks(pairs, claim, paragraph)
    )


def _swapped(pairs: Sequence[Pair], claim: Side, paragraph: Side) -> list[Pair]:
    """Return the pairs with two words that changed places, as in "3-2" for "2-3", each beside the other one."""
    found = list[Pair]()
    for pair in pairs:
        found.append(pair)
        if len(found) > 2 and (swapped := _swap(found[-3], found[-2], found[-1], claim, paragraph)):
            found[-3:] = swapped
    return found


def _swap(one: Pair, between: Pair, other: Pair, claim: Side, paragraph: Side) -> list[Pair]:
    """Return the pairs of two words that changed places around the one in common; none if they did not."""
    added, dropped = (one, other) if one.written is None else (other, one)
    if added.claimed is None or between.claimed is None or added.written is not None:
        return []
    if dropped.written is None or between.written is None or dropped.claimed is not None:
        return []
    if _word(added.claimed, claim) != _word(dropped.written, paragraph):
        return []
    said, written = sorted((added.claimed, between.claimed)), sorted((dropped.written, between.written))
    return [Pair(said[0], written[0]), Pair(said[1], written[1])]


def _kinds(pairs: Sequence[Pair], claim: Side, paragraph: Side) -> Iterator[tuple[Pair, ChangeKind | None]]:
    """Yield each pair with what it changes; None for a word that is the same."""
    names = claim.kinds.names | paragraph.kinds.names
    for side, group in groupby(pairs, _lacking):
        run = list(group)
        for pair in run:
            kind = _kind(pair, claim, paragraph, names)
            is_clause = side is not None and len(run) >= _CLAUSE
            yield pair, side if is_clause and kind is not ChangeKind.NEGATION else kind


def _lacking(pair: Pair) -> ChangeKind | None:
    """Return whether a word was added or dropped; None for words on both sides."""
    if pair.claimed is None:
        return ChangeKind.DROPPED
    return ChangeKind.ADDED if pair.written is None else None


def _kind(pair: Pair, claim: Side, paragraph: Side, names: frozenset[str]) -> ChangeKind | None:
    one, other = _word(pair.claimed, claim), _word(pair.written, paragraph)
    if one == other:
        return None
    kinds = [
        side.kinds.of(number, names)
        for side, number in ((claim, pair.claimed), (paragraph, pair.written))
        if number is not None
    ]
    if kinds == [ChangeKind.NEGATION] * 2:
        return ChangeKind.WORD  # "tidak" and "tak" deny alike
    first = next((kind for kind in _PRECEDENCE if kind in kinds), None)
    return first or _lacking(pair) or ChangeKind.WORD


def _is_same(pair: Pair, claim: Side, paragraph: Side) -> bool:
    return _word(pair.claimed, claim) == _word(pair.written, paragraph)


def _word(number: int | None, side: Side) -> str | None:
    return None if number is None else side.tokens[number].key


def _grouped(named: Sequence[_Named]) -> Iterator[list[_Named]]:
    """Yield the changes of one kind that follow one another, together."""
    group = list[_Named]()
    for one in named:
        if group and (one.kind is not group[-1].kind or not _follows(group, one)):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _follows(group: Sequence[_Named], named: _Named) -> bool:
    """Return whether no word stands between a group and a pair, on either side."""
    pair = named.pair
    if named.number != group[-1].number + 1:
        return False
    for name in ("claimed", "written"):
        number = getattr(pair, name)
        last = max((n for one in group if (n := getattr(one.pair, name)) is not None), default=None)
        if number is not None and last is not None and number != last + 1:
            return False
    return _lacking(group[-1].pair) == _lacking(pair) or _lacking(pair) is not None


def _change(group: Sequence[_Named], pairs: Sequence[Pair], claim: Side, paragraph: Side) -> Change:
    claimed = _span(group, "claimed", pairs, claim)
    written = _span(group, "written", pairs, paragraph)
    one, other = claim.text[slice(*claimed)], paragraph.text[slice(*written)]
    return Change(group[0].kind, claimed, written, is_slip=_is_slip(one, other))


def _span(group: Sequence[_Named], name: str, pairs: Sequence[Pair], side: Side) -> Span:
    """Return the place of a group's words on one side; an empty one between two words if it has none there."""
    numbers = [n for one in group if (n := getattr(one.pair, name)) is not None]
    if numbers:
        return Span(side.tokens[numbers[0]].span.start, side.tokens[numbers[-1]].span.end)
    before = [n for pair in pairs[: pairs.index(group[0].pair)] if (n := getattr(pair, name)) is not None]
    if before:
        end = side.tokens[before[-1]].span.end
        return Span(end, end)
    after = next((n for pair in pairs if (n := getattr(pair, name)) is not None), 0)
    start = side.tokens[after].span.start
    return Span(start, start)


def _is_slip(one: str, other: str) -> bool:
    typed, words = one.split(), other.split()
    return 0 < len(typed) == len(words) and all(map(_is_mistyped, typed, words))


def _is_mistyped(one: str, other: str) -> bool:
    """Return whether a word is typed as another one, but for marks, as "us" for "U.S", or a slip."""
    typed, word = (_LETTERLESS.sub("", without_accents(text)) for text in (one, other))
    if not (typed.isalpha() and word.isalpha()):
        return False
    return typed == word or (len(typed) >= SHORTEST and typing_cost(typed, word) <= most_cost(typed))


def _changed_marks(pairs: Sequence[Pair], claim: Side, paragraph: Side) -> Iterator[Change]:
    """Yield where capitals or punctuation differ between the same words; quotation marks do not count."""
    ends: tuple[int, int] | None = None
    for pair in pairs:
        if pair.claimed is None or pair.written is None:
            continue
        claimed, written = claim.tokens[pair.claimed].span, paragraph.tokens[pair.written].span
        if ends:
            gaps = Span(ends[0], claimed.start), Span(ends[1], written.start)
            if _marks(claim.text, gaps[0]) != _marks(paragraph.text, gaps[1]):
                yield Change(ChangeKind.WORD, *gaps, only_marks=True)
        one, other = plain(claim.text[slice(*claimed)]), plain(paragraph.text[slice(*written)])
        if one != other and (ends or one[1:] != other[1:]):
            yield Change(ChangeKind.WORD, claimed, written, only_marks=True)
        ends = claimed.end, written.end


def _marks(text: str, gap: Span) -> str:
    """Return what stands between two words, with one space around it, so that it is never stripped."""
    return plain(f"a{text[slice(*gap)]}a")
