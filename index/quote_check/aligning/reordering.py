"""Align a claim whose words stand in another order in the paragraph, as where a clause moved to the front."""

from collections import defaultdict
from collections.abc import Sequence

from index.quote_check.aligning.pairs import Block, Pair

# In words: shorter stretches in common move by chance. More pairs of words than this are not compared.
_TILE, _MOST_PAIRS = 2, 12_000


def reordered_pairs(one: Sequence[str], other: Sequence[str], offset: int) -> tuple[Pair, ...] | None:
    """Return the pairs of a claim and of words of a paragraph, with the longest stretches in common side by side.

    None says that there are no stretches in common, or too many words.

    Args:
        offset: the number of the first of these words in the paragraph.
    """
    if len(one) * len(other) > _MOST_PAIRS:
        return None
    tiles = _tiles(one, other)
    if not tiles:
        return None
    first, last = min(tile.written for tile in tiles), max(tile.written + tile.size for tile in tiles)
    used = {tile.written + n for tile in tiles for n in range(tile.size)}
    free = [number for number in range(first, last) if number not in used]
    pairs, claimed = list[Pair](), 0
    for tile in tiles:
        pairs += _between(range(claimed, tile.claimed), _take(free, tile.written, tile.claimed - claimed), offset)
        pairs += [Pair(tile.claimed + n, offset + tile.written + n) for n in range(tile.size)]
        claimed = tile.claimed + tile.size
    pairs += _between(range(claimed, len(one)), _take(free, last, len(one) - claimed), offset)
    return tuple(pairs + [Pair(None, offset + number) for number in free])


def moved(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """Return the stretches of pairs that stand elsewhere than behind the pair before, as first and end numbers."""
    places = [
        (n, pair.written) for n, pair in enumerate(pairs) if pair.written is not None and pair.claimed is not None
    ]
    found, start, highest = list[tuple[int, int]](), None, -1
    for n, written in places:
        if written < highest and start is None:
            start = n
        elif written > highest:
            if start is not None:
                found.append((start, n))
            start, highest = None, written
    return [*found, (start, places[-1][0] + 1)] if start is not None else found


def _take(free: list[int], before: int, most: int) -> list[int]:
    """Take the last of the free words before a place, as many as the claim has there."""
    taken = [number for number in free if number < before][-most:] if most else []
    for number in taken:
        free.remove(number)
    return taken


def _between(claimed: Sequence[int], written: Sequence[int], offset: int) -> list[Pair]:
    """Return pairs of the words between two stretches, from the end, where they stand beside what both have."""
    lacking = len(claimed) - len(written)
    return [
        Pair(number, offset + written[n - lacking] if n >= lacking else None) for n, number in enumerate(claimed)
    ]


def _tiles(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return stretches in common that do not overlap, the longest chosen first, in the order of the claim."""
    free_one, free_other = [True] * len(one), [True] * len(other)
    tiles = list[Block]()
    while (tile := _longest(one, other, free_one, free_other)).size >= _TILE:
        for n in range(tile.size):
            free_one[tile.claimed + n] = free_other[tile.written + n] = False
        tiles.append(tile)
    return sorted(tiles)


def _longest(one: Sequence[str], other: Sequence[str], free_one: list[bool], free_other: list[bool]) -> Block:
    places = defaultdict[str, list[int]](list)
    for j, key in enumerate(other):
        if free_other[j]:
            places[key].append(j)
    best, before = Block(0, 0, 0), dict[int, int]()
    for i, key in enumerate(one):
        # The lengths of the stretches that end here, by where they end in the other text.
        row = {j: before.get(j - 1, 0) + 1 for j in places.get(key, ())} if free_one[i] else {}
        for j, size in row.items():
            if size > best.size:
                best = Block(i + 1 - size, j + 1 - size, size)
        before = row
    return best
