"""Bound how long one question waits for the servers that it needs, all its requests together."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class _Patience:
    def __init__(self, seconds: float) -> None:
        self.left = seconds


_present: ContextVar[_Patience | None] = ContextVar("patience", default=None)


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """Let the requests of this thread in the context wait so many seconds in total.

    Within such a context, another one is a part of it: it has no more than what is left, and what it takes counts.
    """
    with spending(seconds) as most:
        token = _present.set(_Patience(most))
        try:
            yield
        finally:
            _present.reset(token)


@contextmanager
def sparing(seconds: float) -> Iterator[None]:
    """Let the requests of this thread in the context leave so many seconds of what is left to those after it."""
    patience = _present.get()
    if patience is None:
        yield
        return
    with waiting_at_most(patience.left - seconds):
        yield


@contextmanager
def spending(most: float) -> Iterator[float]:
    """Yield how many seconds a request may wait, at most so many, and count what it takes.

    They are 0 or less when nothing is left. Without a context of ``waiting_at_most``, there is no other bound.
    """
    patience = _present.get()
    if patience is None:
        yield most
        return
    began = time.monotonic()
    try:
        yield min(most, patience.left)
    finally:
        patience.left -= time.monotonic() - began
