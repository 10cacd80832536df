"""Translate the errors of tantivy to those of engines, and end what they stopped."""

import re
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import tantivy

from index.model.errors import EngineError, Fault
from index.retrieval.os_errors import FAULTS

# tantivy reports the operating system's errors as text, with their numbers in it.
_SYSTEM_ERROR = re.compile(r"(?:\(os error |Os \{ code: )(\d+)")


def translated_errors(path: Path) -> AbstractContextManager[None]:
    """Raise EngineError in place of what tantivy raises while it works on the index at ``path``."""
    return _Translating(path)


class _Translating:
    """As a generator, it would take more time than most calls of tantivy; a question makes twenty."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if error is None:
            return
        if isinstance(error, (ValueError, OSError)):
            raise EngineError(_fault(str(error)), path=self._path, problem=str(error)[:200]) from error
        # A panic of Rust arrives as this class, which derives from BaseException and cannot be imported.
        if type(error).__name__ == "PanicException":
            raise EngineError(Fault.INDEX_DAMAGED, path=self._path, problem=str(error)[:200]) from error


def _fault(problem: str) -> Fault:
    number = _SYSTEM_ERROR.search(problem)
    return FAULTS.get(int(number[1]), Fault.INDEX_DAMAGED) if number else Fault.INDEX_DAMAGED


def abandon(writer: tantivy.IndexWriter) -> None:
    """Drop what is not committed, and end tantivy's threads, which would go on writing to the folder."""
    with suppress(EngineError, RuntimeError), translated_errors(Path()):
        writer.rollback()
        writer.wait_merging_threads()
