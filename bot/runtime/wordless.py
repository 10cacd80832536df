"""Describe errors without their words, which may be a question, a link, a name or a row of the database."""

import traceback
from collections.abc import Iterator

from index.model.errors import EngineError, KutipError, StoreError

_CAUSED = "\nThe above exception was the direct cause of the following exception:\n\n"
_DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"


def in_brief(error: BaseException) -> str:
    """Return the type of an error, and what is known to hold no words of a person."""
    name = type(error).__name__
    if isinstance(error, StoreError | EngineError):
        return str(error)
    if isinstance(error, KutipError):
        return str(error.fault)
    return f"{name}: {error.strerror}" if isinstance(error, OSError) and error.strerror else name


def traceback_of(error: BaseException) -> str:
    """Return the traceback of an error and of its causes, each error in brief."""
    return "".join(_parts(error, set())).rstrip("\n")


def _parts(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _parts(before, seen)
        yield _CAUSED if error.__cause__ else _DURING
    if error.__traceback__:
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{in_brief(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from _parts(inner, seen)
