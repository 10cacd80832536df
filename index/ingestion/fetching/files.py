"""Where bytes come from: files, folders and standard input. Parsing them is for others."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.model.errors import Fault, ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT = "-"
_BUFFER_BYTES = 1 << 16


def find(names: Iterable[str], suffixes: frozenset[str]) -> Iterator[Path | ReadError]:
    """Yield the file behind each name and, of a folder, all files with one of these suffixes, in order.

    "-" stands for standard input. What cannot be found comes as a ReadError, in its place.
    """
    for name in names:
        try:
            yield from _find_one(name, suffixes)
        except (OSError, ValueError) as error:  # a name that is too long, or holds what no name can
            yield ReadError(Fault.UNREADABLE, source=name, problem=getattr(error, "strerror", None) or str(error))


def _find_one(name: str, suffixes: frozenset[str]) -> Iterator[Path | ReadError]:
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - leaves what it does not know as it is
    if not name:  # which Path would take for the folder we are in
        yield ReadError(Fault.NO_SUCH_SOURCE, source=name)
    elif name == STANDARD_INPUT or path.is_file():
        yield path
    elif path.is_dir():
        yield from _files(path, suffixes)
    elif path.exists():
        yield path  # a pipe, as of a shell's <(...)
    else:
        yield ReadError(Fault.NO_SUCH_SOURCE, source=name)


def _files(folder: Path, suffixes: frozenset[str]) -> Iterator[Path | ReadError]:
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in suffixes and path.is_file() and not hidden:
            found = True
            yield path
    if not found:
        yield ReadError(Fault.NOTHING_TO_READ, source=str(folder), suffixes=sorted(suffixes))


@dataclass
class Meter:
    """How many bytes of the sources are read; ``total`` is None where nobody can know, as of standard input."""

    done: int = 0
    total: int | None = None


class _Metered(io.FileIO):
    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self._meter = meter

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count = super().readinto(buffer)
        self._meter.done += count or 0
        return count


def measure(found: Iterable[Path | ReadError]) -> int | None:
    """Return the bytes of all that was found, or None when some of it is no file."""
    paths = [path for path in found if isinstance(path, Path)]
    if not all(path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)


@contextmanager
def opened(path: Path, meter: Meter) -> Iterator[io.BufferedReader]:
    """Open a file, or standard input for "-". Raises a ReadError when that is not allowed."""
    if str(path) == STANDARD_INPUT:
        yield cast("io.BufferedReader", sys.stdin.buffer)
        return
    try:
        file = io.BufferedReader(_Metered(path, meter), _BUFFER_BYTES)
    except OSError as error:
        raise ReadError(Fault.UNREADABLE, source=str(path), problem=error.strerror) from error
    with file:
        yield cast("io.BufferedReader", file)
