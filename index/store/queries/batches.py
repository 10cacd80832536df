"""Divide many values into lists that one statement can take."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
# SQLite takes 999 parameters at least.
_MOST_PARAMETERS = 900


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield values in lists that one statement can take as its parameters."""
    left = list(values)
    for start in range(0, len(left), _MOST_PARAMETERS):
        yield left[start : start + _MOST_PARAMETERS]
