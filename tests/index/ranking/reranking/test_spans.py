"""The words that answer, out of the logits of tokens."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking.reranking.spans import MOST_TOKENS, Span, best_spans, characters

LOGITS = st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=50)


def floats(*values: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    return np.array(values, np.float32)


def test_the_span_goes_from_the_best_begin_to_the_best_end() -> None:
    (span,) = best_spans(floats(0, 9, 0, 0), floats(0, 0, 0, 9))
    assert (span.first, span.last) == (1, 3)
    assert span.probability == pytest.approx(1, abs=0.01)


def test_no_span_ends_before_it_begins_or_is_too_long() -> None:
    (backwards,) = best_spans(floats(0, 0, 9), floats(9, 0, 0))
    assert backwards.first <= backwards.last
    count = 3 * MOST_TOKENS
    (far,) = best_spans(floats(9, *[0] * (count - 1)), floats(*[0] * (count - 1), 9))
    assert far.last - far.first < MOST_TOKENS


def test_of_no_tokens_there_is_no_span() -> None:
    assert best_spans(floats(), floats(), 5) == []


@given(LOGITS, st.randoms(use_true_random=False))
def test_the_span_is_the_best_of_all_pairs(begins: list[float], random: "np.random.Generator") -> None:
    ends = [random.uniform(-20, 20) for _ in begins]
    spans = best_spans(floats(*begins), floats(*ends), 20)
    span = spans[0]
    assert len(set(spans)) == len(spans) <= 20
    assert [one.probability for one in spans] == sorted((one.probability for one in spans), reverse=True)
    assert sum(one.probability for one in spans) <= 1.0001
    assert 0 <= span.first <= span.last < len(begins)
    assert 0 <= span.probability <= 1.0001
    pairs = [
        begins[first] + ends[last]
        for first in range(len(begins))
        for last in range(first, min(len(begins), first + MOST_TOKENS))
    ]
    assert begins[span.first] + ends[span.last] == pytest.approx(max(pairs), abs=1e-3)


def test_tokens_that_stand_for_nothing_point_at_nothing() -> None:
    places = [(0, 0), (0, 4), (5, 5), (5, 9)]
    assert characters(Span(0, 2, 1.0), places) == (0, 4)
    assert characters(Span(1, 3, 1.0), places) == (0, 9)
    assert characters(Span(2, 2, 1.0), places) is None
