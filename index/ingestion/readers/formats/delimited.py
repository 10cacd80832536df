"""Read the rows of CSV and TSV as articles. The first row names the columns, in English or Indonesian."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

import regex

from index.ingestion.layout.credits import read_credits
from index.ingestion.layout.encoding import detect
from index.ingestion.readers.formats.content import Part
from index.model.errors import Fault, ReadError

_NAMES = {
    name: field
    for field, names in {
        "title": "title judul headline judulberita judulartikel",
        "text": "text teks isi content konten body article artikel isiberita isiartikel"
        " naskah fulltext articletext",
        "published": "date tanggal published tgl waktu tanggalterbit tglterbit publishedat datepublished pubdate"
        " publishdate publicationdate",
        "url": "url link tautan alamat permalink",
        "publisher": "publisher penerbit media situs site sitename source sumber portal outlet",
        "author": "author authors penulis wartawan reporter jurnalis byline",
        "language": "language lang bahasa",
    }.items()
    for name in names.split()
}
_DELIMITERS = ",;\t|"
# Excel writes and reads such a line above the names of the columns.
_STATED = regex.compile(r"\"?sep=([,;\t|])\"?", flags=regex.IGNORECASE)
_QUOTED, _MARKS = regex.compile(r'"[^"]*"'), regex.compile(r"[\W_]+")
_HTML = regex.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|table)\b[^<>]*>", flags=regex.IGNORECASE)
_HEAD_BYTES = 60_000
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def rows(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield the text of each row. Raises ReadError where no column has texts."""
    lines = _lines(file, source, limit)
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise ReadError(Fault.EMPTY, source=source)
    delimiter, head = _delimiter(first), 1
    if stated := _STATED.fullmatch(first.strip("\r\n")):
        first, delimiter, head = next(lines, ""), stated[1], 2
    columns = _columns(next(csv.reader([first], delimiter=delimiter), []))
    if "text" not in columns:
        raise ReadError(Fault.NO_TEXT_COLUMN, source=source)
    csv.field_size_limit(limit)
    taken = _Taken(lines)
    table, before = csv.reader(taken, delimiter=delimiter), head
    while True:
        try:
            row = next(table, None)
        except csv.Error:
            yield ReadError(Fault.TOO_LARGE, source=source, line=before + 1, limit=limit)
        else:
            if row is None:
                return
            if taken.are_cut:
                raise ReadError(Fault.DOCUMENT_CUT_OFF, source=source)
            if any(map(str.strip, row)):
                yield _part(row, columns, source, before + 1)
        before = table.line_num + head


class _Taken:
    """The lines of a table.

    Args:
        are_cut: whether a row wanted more of them than there are: the file ends in a quoted field.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.are_cut = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.are_cut = True


def _part(row: Sequence[str], columns: Mapping[str, int], source: str, line: int) -> Part:
    fields = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
    text = fields.pop("text", "")
    stated, notes = read_credits({name: value for name, value in fields.items() if value}, source, line)
    return Part(stated, text, _HTML.search(text) is not None, line, notes)


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Return the place of each field; the first column of a name counts."""
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        if field := _NAMES.get(_MARKS.sub("", name).casefold()):
            columns.setdefault(field, place)
    return columns


def _delimiter(first: str) -> str:
    """Return what stands between the names of columns; programs of some countries write semicolons."""
    bare = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count)


def _lines(file: BinaryIO, source: str, limit: int) -> Iterator[str]:
    """Yield lines, a huge one in pieces. Raises ReadError for a file that is not text."""
    head = file.read(_HEAD_BYTES) + file.readline(limit)
    if not head.strip():
        raise ReadError(Fault.EMPTY, source=source)
    encoding = detect(head, source).encoding
    if head.startswith(_UTF_16):
        yield from io.StringIO((head + file.read(limit)).decode("utf-16", "replace"))
        return
    beginning = io.BytesIO(head.removeprefix(codecs.BOM_UTF8))
    for stream in (beginning, file):
        while line := stream.readline(limit + 1):
            yield _decoded(line, encoding)


def _decoded(line: bytes, encoding: str) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode(encoding, "replace")
    return text.replace("\r\n", "\n").replace("\r", " ").replace("\0", "")
