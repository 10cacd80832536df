"""Read the pages in a web archive (WARC), one after the other, whatever its size."""

import contextlib
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from index.ingestion.layout.page_encoding import decode_page
from index.ingestion.readers.formats.content import Part
from index.model.errors import Fault, ReadError
from index.model.records import Credits
from index.model.web_address import is_web_address

_GZIP = b"\x1f\x8b"
_PAGES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
# These bound a header and the lines between two bodies. A crawler writes some dozens; a cookie has 4,096 bytes.
_LONGEST_LINE, _MOST_LINES = 65_536, 2_000
_LONGEST_ADDRESS = 2_000
# HTML becomes ten times smaller. What is a hundred times larger when it is unpacked is made to fill the memory.
_MOST_TIMES, _ALWAYS = 100, 10_000_000
_BROKEN = (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, zlib.error)


def pages(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield each page of an archive with its address and day. Raises ReadError for a file that is none.

    Only answers with status 200 are pages; pictures, scripts, requests and notes on the crawl are not. Of a file
    that is cut off, the page that it ends in is left out.
    """
    beginning = cast("io.BufferedReader", file).peek(2)[:2]
    stream = _Unpacked(file, source) if beginning == _GZIP else _Ending(file)
    seen, is_broken = False, False
    last: ArcWarcRecord | None = None
    page: Part | ReadError | None = None
    try:
        for record in _Records(cast("BinaryIO", stream)):
            if page is not None:  # the record before this one has been read to its end
                yield page
            seen, last, page = seen or bool(record.rec_type), record, None
            if (address := _address(record)) and (data := _body(record, limit)):
                page = _page(record, address, data, source)
    except _BROKEN:
        is_broken = True
    is_whole = last is not None and not _lacks_bytes(last)
    if page is not None and is_whole:
        yield page
    if is_broken or not is_whole or stream.is_cut:
        fault = Fault.DOCUMENT_CUT_OFF if seen else Fault.NOT_A_DOCUMENT
        raise ReadError(fault, source=source, format="WARC")


def _lacks_bytes(record: ArcWarcRecord) -> bool:
    """Return whether a record, which has been read to the end of the file, states that it is longer."""
    return bool(getattr(record.raw_stream, "limit", 0))


class _Records(ArchiveIterator):  # type: ignore[misc]  # it has no types
    """The records of an archive, whose lines are bounded, and which writes nothing to the screen."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self.reader = _Lines(stream, decomp_type=None)


class _Lines(BufferedReader):  # type: ignore[misc]  # it has no types
    """Reads blocks and lines. Raises ValueError for a line that is too long, or too many in a row."""

    def __init__(self, stream: BinaryIO, decomp_type: str | None) -> None:
        super().__init__(stream, decomp_type=decomp_type)
        self._lines = 0

    def read(self, length: int | None = None) -> bytes:
        self._lines = 0
        return bytes(super().read(length))

    def readline(self, length: int | None = None) -> bytes:
        self._lines += 1
        most = min(length or _LONGEST_LINE, _LONGEST_LINE)
        line = bytes(super().readline(most))
        # At the end of a block, it may return half of what it was asked for.
        if self._lines > _MOST_LINES or (len(line) > _LONGEST_LINE // 2 and not line.endswith(b"\n")):
            raise ValueError("no header has such lines")
        return line


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of all members of a file. Raises ReadError if they are made to fill the memory.

    ``is_cut`` says whether the last member has no end, which warcio takes for the end of the archive.
    """

    def __init__(self, file: BinaryIO, source: str) -> None:
        self.is_cut = False
        self._packed, self._source = _Counted(file), source
        self._unpacked = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed))
        self._count = 0

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._unpacked.read1(size)  # what is before a damaged place counts
        except EOFError:
            self.is_cut = True
            return b""
        self._count += len(data)
        if self._count > _ALWAYS + _MOST_TIMES * self._packed.count:
            raise ReadError(Fault.DOCUMENT_BOMB, source=self._source)
        return data

    def tell(self) -> int:
        return self._count


class _Ending:
    """A file that is not packed. ``is_cut`` says whether it lacks the empty lines behind its last record."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._end = file, b""

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._end = (self._end + data[-4:])[-4:]
        return data

    def tell(self) -> int:
        return self._file.tell()

    @property
    def is_cut(self) -> bool:
        return not self._end.endswith((b"\n\n", b"\r\n\r\n"))


class _Counted:
    """A file that counts what is read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.count = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


def _address(record: ArcWarcRecord) -> str | None:
    """Return the address of a page; None for a record that is none."""
    http = record.http_headers
    if record.rec_type != "response" or http is None or http.get_statuscode() != "200":
        return None
    kind = (http.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    is_page = kind in _PAGES and len(address) <= _LONGEST_ADDRESS and is_web_address(address)
    return address if is_page else None


def _body(record: ArcWarcRecord, limit: int) -> bytes:
    """Return the bytes of a page, without what its server packed them in; nothing of one that is too large."""
    with contextlib.redirect_stderr(io.StringIO()):  # it reports damaged bodies there
        data = bytes(record.content_stream().read(limit + 1))
    return data if len(data) <= limit else b""


def _page(record: ArcWarcRecord, address: str, data: bytes, source: str) -> Part | ReadError:
    stated = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    credits_ = Credits(title="", url=address, published=_day(record))
    try:
        text = decode_page(data, source, stated[1] if stated else "").text
    except ReadError as error:
        return error
    return Part(credits_, text, is_html=True, is_page=True)


def _day(record: ArcWarcRecord) -> date | None:
    """Return the day on which a page was stored, which is that of news where the page states none."""
    try:
        return date.fromisoformat((record.rec_headers.get_header("WARC-Date") or "")[:10])
    except ValueError:
        return None
