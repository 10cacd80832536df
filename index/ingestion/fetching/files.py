"""Find and open files, the files of folders, and standard input."""

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.files.names import suffix_of
from index.model.errors import Fault, ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STANDARD_INPUT = "-"
_BUFFER_BYTES = 1 << 16


IsLeftOut = Callable[[Path], bool]


def find_files(
    names: Iterable[str], suffixes: frozenset[str], is_left_out: IsLeftOut = lambda _: False
) -> Iterator[Path | ReadError]:
    """Yield the file with each name and, for a folder, all files in it with one of these suffixes, in order.

    Of the files of a folder, those that are left out count as ones with another suffix. "-" stands for standard
    input. A name without a file yields a ReadError in its place.
    """
    for name in names:
        try:
            yield from _find_one(name, suffixes, is_left_out)
        except (OSError, ValueError) as error:  # the name is too long, or has characters that no name can have
            yield ReadError(Fault.UNREADABLE, source=name, problem=getattr(error, "strerror", None) or str(error))


def _find_one(name: str, suffixes: frozenset[str], is_left_out: IsLeftOut) -> Iterator[Path | ReadError]:
    path = Path(os.path.expanduser(name))  # noqa: PTH111 - keeps an unknown ~user, where Path.expanduser raises
    if not name:  # Path would take it for the current folder
        yield ReadError(Fault.NO_SUCH_SOURCE, source=name)
    elif name == STANDARD_INPUT or path.is_file():
        yield path
    elif path.is_dir():
        yield from _files(path, suffixes, is_left_out)
    elif path.exists():
        yield path  # a pipe, such as <(...) in a shell
    else:
        yield ReadError(Fault.NO_SUCH_SOURCE, source=name)


def _files(folder: Path, suffixes: frozenset[str], is_left_out: IsLeftOut) -> Iterator[Path | ReadError]:
    found, skipped, unreadable = False, Counter[str](), list[ReadError]()

    def note_unreadable(error: OSError) -> None:
        unreadable.append(ReadError(Fault.UNREADABLE, source=str(error.filename), problem=error.strerror))

    for path in _visible_files(folder, note_unreadable):
        if suffix_of(path.name) in suffixes and not is_left_out(path):
            found = True
            yield path
        else:
            skipped[path.suffix.lower()] += 1
    yield from unreadable
    if not found and not unreadable:
        yield ReadError(Fault.NOTHING_TO_READ, source=str(folder), suffixes=sorted(suffixes))
    if skipped:
        bare = skipped.pop("", 0)
        kinds = [f"{count} {suffix}" for suffix, count in skipped.most_common()]
        details = {"skipped": kinds, "bare": bare, "suffixes": sorted(suffixes)}
        yield ReadError(Fault.FILES_SKIPPED, source=str(folder), **details)


def _visible_files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    """Yield the regular files of a folder in order, without those that are hidden or in a hidden folder."""
    paths = []
    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(parent, name) for name in names if not name.startswith(".")]
    yield from (path for path in sorted(paths) if path.is_file())


@dataclass
class ReadProgress:
    """How many bytes of the files are read; ``total`` is None when it is unknown, as for standard input."""

    done: int = 0
    total: int | None = None


class _CountedFile(io.FileIO):
    def __init__(self, path: Path, progress: ReadProgress) -> None:
        super().__init__(path)
        self._progress = progress

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count = super().readinto(buffer)
        self._progress.done += count or 0
        return count


def total_bytes(found: Iterable[Path | ReadError]) -> int | None:
    """Return the size of all files together, or None when one of them is not a regular file."""
    paths = [path for path in found if isinstance(path, Path)]
    if not all(path.is_file() for path in paths):
        return None
    return sum(path.stat().st_size for path in paths)


@contextmanager
def open_source(path: Path, progress: ReadProgress) -> Iterator[io.BufferedReader]:
    """Open a file, or standard input for "-". Raises ReadError when the file cannot be opened."""
    if str(path) == STANDARD_INPUT:
        yield cast("io.BufferedReader", sys.stdin.buffer)
        return
    try:
        file = io.BufferedReader(_CountedFile(path, progress), _BUFFER_BYTES)
    except OSError as error:
        raise ReadError(Fault.UNREADABLE, source=str(path), problem=error.strerror) from error
    with file:
        yield cast("io.BufferedReader", file)
