"""Align a claim with a paragraph, word by word: where it stands there, and where the two differ."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Levenshtein

from index.quote_check.aligning.pairs import Block, Pair
from index.quote_check.aligning.reordering import moved, reordered_pairs
from index.quote_check.wording.tokens import Token

# Between two stretches in common, each word that only one side has costs this share of an average word. A clause
# may be left out, but a word that is in common by chance is far from the others.
_GAP = 0.15
# The share of a claim that a sentence has in the claim's order, and how much more it has in any order, if the
# claim is taken for its words in another order.
_IN_ORDER, _IN_ANY_ORDER = 0.9, 0.1
# The first and the last stretches in common that may be there by chance, and what a word that differs costs then.
_FEW, _DIFFERING = 3, 0.25
_SEPARATOR = "\n"


class Alignment(NamedTuple):
    """The stretch of a paragraph that a claim was taken from, beside the claim.

    Args:
        pairs: all words of the claim and of the stretch, in order.
        share: the share of the claim's weight that both have, from 0 to 1.
        run: the length of the longest stretch in common, in words.
        differing: the number of words that only one side has, or has otherwise.
    """

    pairs: tuple[Pair, ...]
    share: float
    run: int
    differing: int

    @property
    def written(self) -> tuple[int, int]:
        """The numbers of the first word of the stretch and of the last one."""
        numbers = [pair.written for pair in self.pairs if pair.written is not None]
        return min(numbers), max(numbers)


def aligned(
    claim: Sequence[Token], paragraph: Sequence[Token], weights: Mapping[str, float], starts: Sequence[int]
) -> Alignment | None:
    """Return the best alignment of a claim with a part of a paragraph; None if they have no word in common.

    Args:
        weights: what the words of the claim count.
        starts: the numbers of the words that begin a sentence of the paragraph.
    """
    one, other = [token.key for token in claim], [token.key for token in paragraph]
    if whole := _whole(one, other):
        return _measured(whole, one, other, weights)
    blocks = _nearest_blocks(common_blocks(one, other), one, weights)
    if not blocks:
        return None
    found = _in_order(blocks, one, other, weights, starts)
    if found.share >= _IN_ORDER:
        return found
    start, end = found.written
    begin = max((number for number in starts if number <= start), default=0)
    stop = min((number for number in starts if number > end), default=len(other))
    anywhere = sum(weights[key] for key in (Counter(one) & Counter(other[begin:stop])).elements())
    if anywhere < (found.share + _IN_ANY_ORDER) * (sum(weights[key] for key in one) or 1.0):
        return found
    pairs = reordered_pairs(one, other[begin:stop], begin)
    reordered = _measured(pairs, one, other, weights) if pairs else found
    return max(found, reordered, key=lambda one: one.share)


def aligned_whole(one: Sequence[Token], other: Sequence[Token]) -> tuple[Pair, ...]:
    """Return the pairs of all words of two texts, in order."""
    return tuple(_all_pairs([token.key for token in one], [token.key for token in other], 0))


def _in_order(
    blocks: Sequence[Block],
    one: Sequence[str],
    other: Sequence[str],
    weights: Mapping[str, float],
    starts: Sequence[int],
) -> Alignment:
    """Return the best alignment around all or most of these blocks, or with the sentence that has most of a claim.

    A word that was added at the end of a claim may stand in the next sentence of the paragraph, too, and the first
    words of a short claim at the beginning of another one.
    """
    sentence = _likeliest_sentence(one, other, weights, starts)
    likely = _pairs(one, other[slice(*sentence)], sentence[0])
    found = {sentence: _measured(likely, one, other, weights)} if _has_both(likely) else {}
    for first, end in product(range(min(_FEW, len(blocks))), range(len(blocks), max(0, len(blocks) - _FEW), -1)):
        if first < end and (window := _window(blocks[first:end], len(one), len(other), starts)) not in found:
            pairs = _pairs(one, other[slice(*window)], window[0])
            found[window] = _measured(pairs, one, other, weights)
    return max(found.values(), key=lambda each: each.share * len(one) - _DIFFERING * each.differing)


def _likeliest_sentence(
    one: Sequence[str], other: Sequence[str], weights: Mapping[str, float], starts: Sequence[int]
) -> tuple[int, int]:
    bounds = [(start, end) for start, end in pairwise((*starts, len(other))) if start < end]
    wanted = frozenset(one)
    return max(
        bounds or [(0, len(other))],
        key=lambda span: sum(weights[key] for key in wanted.intersection(other[slice(*span)])),
    )


def _has_both(pairs: Sequence[Pair]) -> bool:
    return any(pair.claimed is not None and pair.written is not None for pair in pairs)


def _whole(one: Sequence[str], other: Sequence[str]) -> tuple[Pair, ...]:
    """Return the pairs of a claim that stands in a paragraph as it is; none if it does not."""
    claimed, written = _SEPARATOR.join(["", *one, ""]), _SEPARATOR.join(["", *other, ""])
    place = written.find(claimed)
    first = written.count(_SEPARATOR, 0, place) if one and place >= 0 else None
    return () if first is None else tuple(Pair(number, first + number) for number in range(len(one)))


def _measured(
    pairs: tuple[Pair, ...], one: Sequence[str], other: Sequence[str], weights: Mapping[str, float]
) -> Alignment:
    common = [pair for pair in pairs if _is_common(pair, one, other)]
    total = sum(weights[key] for key in one) or 1.0
    shared = sum(weights[one[pair.claimed]] for pair in common if pair.claimed is not None)
    differing = len(pairs) - len(common) + len(moved(pairs))
    return Alignment(pairs, shared / total, _longest_run(pairs, one, other), differing)


def _is_common(pair: Pair, one: Sequence[str], other: Sequence[str]) -> bool:
    return pair.claimed is not None and pair.written is not None and one[pair.claimed] == other[pair.written]


def common_blocks(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return the stretches that the longest common subsequence consists of.

    On 1,000 words, rapidfuzz takes 0.5 ms for this and the pairs; difflib took six times as long, and 4 s on words
    that repeat themselves.
    """
    return [
        Block(found.src_start, found.dest_start, found.src_end - found.src_start)
        for found in LCSseq.opcodes(one, other)
        if found.tag == "equal"
    ]


def _nearest_blocks(blocks: Sequence[Block], one: Sequence[str], weights: Mapping[str, float]) -> list[Block]:
    """Return the blocks in a row that weigh most, less what the gaps between them cost."""
    average = sum(weights[key] for key in one) / max(1, len(one))
    best: tuple[float, int, int] = (0.0, 0, 0)
    score, first = 0.0, 0
    for number, block in enumerate(blocks):
        weight = sum(weights[key] for key in one[block.claimed : block.claimed + block.size])
        if number:
            before = blocks[number - 1]
            claimed = block.claimed - before.claimed - before.size
            written = block.written - before.written - before.size
            score -= _GAP * average * (written + min(claimed, written))
        if score <= 0:
            score, first = 0.0, number
        score += weight
        if score > best[0]:
            best = score, first, number + 1
    return list(blocks[best[1] : best[2]])


def _window(blocks: Sequence[Block], claimed: int, written: int, starts: Sequence[int]) -> tuple[int, int]:
    """Return the part of the paragraph to compare: from the first block to the last one.

    It has room for the words of the claim before and behind them, which may be altered, within the sentence.
    """
    first, last = blocks[0], blocks[-1]
    begin = max((start for start in starts if start <= first.written), default=0)
    end = min((start for start in starts if start >= last.written + last.size), default=written)
    behind = claimed - last.claimed - last.size
    return max(begin, first.written - first.claimed), min(end, last.written + last.size + behind)


def _pairs(one: Sequence[str], other: Sequence[str], offset: int) -> tuple[Pair, ...]:
    return _without_ends(_slid(_all_pairs(one, other, offset), one, other, offset))


def _all_pairs(one: Sequence[str], other: Sequence[str], offset: int) -> list[Pair]:
    pairs = list[Pair]()
    for found in Levenshtein.opcodes(one, other):
        tag, i, i_end, j, j_end = found.tag, found.src_start, found.src_end, found.dest_start, found.dest_end
        if tag in ("equal", "replace"):
            pairs += [Pair(i + n, offset + j + n) for n in range(i_end - i)]
        elif tag == "delete":
            pairs += [Pair(n, None) for n in range(i, i_end)]
        else:
            pairs += [Pair(None, offset + n) for n in range(j, j_end)]
    return pairs


def _slid(pairs: list[Pair], one: Sequence[str], other: Sequence[str], offset: int) -> list[Pair]:
    """Return the pairs with the first words beside the rest if they stand there, too, and likewise the last.

    Of a text that repeats a word, the alignment takes any of its places.
    """
    before = next((n for n, pair in enumerate(pairs) if pair.claimed is None), 0)
    gap = next((n for n in range(before, len(pairs)) if pairs[n].claimed is not None), len(pairs)) - before
    if 0 < before <= gap and all(pair.written is not None for pair in pairs[:before]):
        moved_ = [Pair(n, pairs[gap + n].written) for n in range(before)]
        if all(_is_at(pair, one, other, offset) for pair in moved_) and gap + before < len(pairs):
            pairs = [*moved_, *pairs[gap + before :]]
    behind = next((n for n, pair in enumerate(reversed(pairs)) if pair.claimed is None), 0)
    end = len(pairs) - behind
    gap = next((n for n in range(end) if pairs[end - 1 - n].claimed is not None), end)
    if 0 < behind <= gap < end and all(pair.written is not None for pair in pairs[end:]):
        moved_ = [Pair(pairs[end + n].claimed, pairs[end - gap + n].written) for n in range(behind)]
        if all(_is_at(pair, one, other, offset) for pair in moved_):
            pairs = [*pairs[: end - gap], *moved_]
    return pairs


def _is_at(pair: Pair, one: Sequence[str], other: Sequence[str], offset: int) -> bool:
    return (
        pair.claimed is not None and pair.written is not None and one[pair.claimed] == other[pair.written - offset]
    )


def _without_ends(pairs: list[Pair]) -> tuple[Pair, ...]:
    """Return the pairs without words of the paragraph around the claim, which the claim does not have to have."""
    while pairs and pairs[0].claimed is None:
        pairs.pop(0)
    while pairs and pairs[-1].claimed is None:
        pairs.pop()
    return tuple(pairs)


def _longest_run(pairs: Sequence[Pair], one: Sequence[str], other: Sequence[str]) -> int:
    longest = run = 0
    for before, pair in pairwise([Pair(None, None), *pairs]):
        follows = before.written is not None and pair.written == before.written + 1
        run = (run if follows else 0) + 1 if _is_common(pair, one, other) else 0
        longest = max(longest, run)
    return longest
