"""Keep the codes of paragraphs in two files beside an index: what index.text.term_codes makes of their terms.

    codes    those of one paragraph after the other, as they were indexed
    places   by the ids of paragraphs: where the codes are, and how many bytes; 0 for none

A paragraph keeps its text as long as its id, so its codes never change. They are no more than a shortcut: where
some are missing or damaged, as after a loss of power, a question analyses the text. Nothing waits for the disk.
"""

import mmap
import os
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from index.retrieval.bm25.base import Entry
from index.retrieval.os_errors import translated_os_errors

_PLACE = struct.Struct("<Q")
# A place is one number: the offset, and the number of bytes in the lowest bits.
_BITS = 16
_MOST_BYTES = (1 << _BITS) - 1
_BATCH = 1000


class _Mapped:
    """Both files, mapped into memory. Other processes may write to them."""

    def __init__(self, codes: mmap.mmap, places: mmap.mmap) -> None:
        self._codes, self._places = codes, places
        self.sizes = len(codes), len(places)

    def covers(self, ids: Collection[int]) -> bool:
        """Return whether the files have not grown since by what is known of these paragraphs."""
        size, count = self.sizes[0], self.sizes[1] // _PLACE.size
        return all(id_ < count and self._end(id_) <= size for id_ in ids)

    def read(self, ids: Iterable[int]) -> dict[int, bytes]:
        found, count = {}, self.sizes[1] // _PLACE.size
        for id_ in ids:
            place = _PLACE.unpack_from(self._places, id_ * _PLACE.size)[0] if id_ < count else 0
            if place:
                start = place >> _BITS
                found[id_] = self._codes[start : start + (place & _MOST_BYTES)]
        return found

    def _end(self, id_: int) -> int:
        (place,) = _PLACE.unpack_from(self._places, id_ * _PLACE.size)
        return int((place >> _BITS) + (place & _MOST_BYTES))


class CodeFiles:
    """The codes beside one index. Any thread may read while one writes. Raises EngineError where it writes."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use the files in the folder of an index; without one, there are none."""
        self.folder = folder
        self._mapped: _Mapped | None = None

    def read(self, paragraph_ids: Iterable[int]) -> dict[int, bytes]:
        """Return the codes of those of these paragraphs that have some."""
        wanted, mapped = list(paragraph_ids), self._mapped
        if mapped is None or not mapped.covers(wanted):
            mapped = self._map()
        return mapped.read(wanted) if mapped else {}

    def keeping(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the entries, and write their codes, some at a time."""
        remaining = iter(entries)
        while batch := list(islice(remaining, _BATCH)):
            self._write([(one.paragraph_id, one.codes) for one in batch if 0 < len(one.codes) <= _MOST_BYTES])
            yield from batch

    def erase(self, paragraph_ids: Iterable[int]) -> None:
        """Overwrite the codes of these paragraphs, from which parts of their text could be guessed."""
        known = self.read(paragraph_ids)
        if self.folder is None or not known:
            return
        with (
            translated_os_errors(self.folder, struct.error),
            _changed(self._codes) as codes,
            _changed(self._places) as places,
        ):
            for id_, data in known.items():
                places.seek(id_ * _PLACE.size)
                (place,) = _PLACE.unpack(places.read(_PLACE.size))
                if data:  # a damaged place may be far beyond the end
                    codes.seek(place >> _BITS)
                    codes.write(bytes(len(data)))
                places.seek(id_ * _PLACE.size)
                places.write(bytes(_PLACE.size))

    def _write(self, kept: Sequence[tuple[int, bytes]]) -> None:
        if self.folder is None or not kept:
            return
        with translated_os_errors(self.folder), _changed(self._codes) as codes, _changed(self._places) as places:
            offset = codes.seek(0, os.SEEK_END)
            codes.write(b"".join(data for _, data in kept))
            for id_, data in kept:
                if places.tell() != id_ * _PLACE.size:
                    places.seek(id_ * _PLACE.size)
                places.write(_PLACE.pack(offset << _BITS | len(data)))
                offset += len(data)

    def _map(self) -> "_Mapped | None":
        """Map the files as they are now, unless that is done; None where they are missing."""
        if self.folder is None:
            return None
        try:
            sizes = self._codes.stat().st_size, self._places.stat().st_size
            if self._mapped is None or self._mapped.sizes != sizes:
                self._mapped = _Mapped(_map(self._codes), _map(self._places))
        except (OSError, ValueError):  # of an empty file, nothing can be mapped
            return None
        return self._mapped

    @property
    def _codes(self) -> Path:
        return (self.folder or Path()) / "codes"

    @property
    def _places(self) -> Path:
        return (self.folder or Path()) / "places"


@contextmanager
def _changed(path: Path) -> Iterator[BinaryIO]:
    """Open a file to change a part of it, and create it if it is missing."""
    with open(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:  # noqa: PTH123 - pathlib cannot
        yield file


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
