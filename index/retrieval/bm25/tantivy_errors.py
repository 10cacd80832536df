"""Translate the errors of tantivy to those of engines."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.model.errors import EngineError, Fault
from index.retrieval.os_errors import FAULTS

# tantivy reports the operating system's errors as text, with their numbers in it.
_SYSTEM_ERROR = re.compile(r"(?:\(os error |Os \{ code: )(\d+)")


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Raise EngineError in place of what tantivy raises while it works on the index at ``path``."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise EngineError(_fault(str(error)), path=path, problem=str(error)[:200]) from error
    except BaseException as error:
        # A panic of Rust arrives as this class, which derives from BaseException and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise EngineError(Fault.INDEX_DAMAGED, path=path, problem=str(error)[:200]) from error


def _fault(problem: str) -> Fault:
    number = _SYSTEM_ERROR.search(problem)
    return FAULTS.get(int(number[1]), Fault.INDEX_DAMAGED) if number else Fault.INDEX_DAMAGED
