"""Compare recorded answers: everything has to be equal, numbers up to rounding."""

import math
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tools.answers.recording import Recorded

_ROUNDING = 1e-9


def differences(before: Iterable[Recorded], after: Iterable[Recorded]) -> Iterator[str]:
    """Yield a line for each answer that differs, with the first values that do."""
    for one, other in zip_longest(before, after):
        place = next(_different(one, other, ""), None)
        if place:
            named = one or other or {}
            yield f"{named.get('set')}, {named.get('engine')}, {named.get('question')!r}:{place}"


def _different(one: object, other: object, place: str) -> Iterator[str]:
    if isinstance(one, float) and isinstance(other, float):
        if not math.isclose(one, other, rel_tol=_ROUNDING, abs_tol=_ROUNDING):
            yield f"{place}: {one} is {other}"
    elif isinstance(one, dict) and isinstance(other, dict):
        for name in one.keys() | other.keys():
            yield from _different(one.get(name), other.get(name), f"{place} {name}")
    elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)) and len(one) == len(other):
        for number, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from _different(first, second, f"{place} {number}")
    elif one != other:
        yield f"{place}: {one!r} is {other!r}"
