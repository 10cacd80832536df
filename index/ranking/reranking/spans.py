"""The words of a paragraph that answer: the best pairs of a first and a last token."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.encoder.four_bits import Floats

# In tokens. Of the answers that people marked, 97 of 100 are shorter.
MOST_TOKENS = 30


class Span(NamedTuple):
    """A range of tokens, the last included, and the probability that the answer is exactly this one."""

    first: int
    last: int
    probability: float


def best_spans(begins: Floats, ends: Floats, count: int = 1, most: int = MOST_TOKENS) -> list[Span]:
    """Return the most probable ranges of at most ``most`` tokens, the best first; none if there is no token.

    Args:
        begins: for each token the logit that the answer begins with it.
        ends: likewise for the end.
        count: how many ranges to return at most.
    """
    if not len(begins):
        return []
    begin, end = _log_softmax(begins), _log_softmax(ends)
    both = begin[:, None] + end[None, :]
    lengths = np.arange(len(begins))[None, :] - np.arange(len(begins))[:, None]
    both[(lengths < 0) | (lengths >= most)] = -np.inf
    flat = both.ravel()
    best = np.argpartition(-flat, min(count, len(flat)) - 1)[:count]
    places = [divmod(int(place), len(begins)) for place in best[np.argsort(-flat[best], kind="stable")]]
    return [Span(*place, float(np.exp(both[place]))) for place in places if np.isfinite(both[place])]


def characters(span: Span, places: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the range of characters of a range of tokens; None if these stand for no character."""
    inside = [place for place in places[span.first : span.last + 1] if place[0] < place[1]]
    return (inside[0][0], max(end for _, end in inside)) if inside else None


def _log_softmax(logits: Floats) -> Floats:
    shifted = logits - logits.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()), np.float32)
