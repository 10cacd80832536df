"""Take the characters and their places from the pages of a PDF file, with PDFium."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from math import pi
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from index.model.errors import Fault, ReadError

_MOST_PAGES, _MOST_CHARACTERS = 3_000, 1_000_000
_PASSWORD = 4
# A hyphen at a line's end, as PDFium writes it.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SMALLEST = 2.5  # in points: nobody reads that
_PRIVATE = range(0xE000, 0xF900)
# Fonts without a table say nothing of which letters they draw: more of these, and a page is no text.
_MOST_UNKNOWN = 0.05


class Character(NamedTuple):
    """A character on a page, as its reader holds it.

    Args:
        x0: where it begins, in points from the left.
        x1: where it ends.
        y: its baseline, in points from below.
        size: the height of its line in points, about 1.15 of the size of its font.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float


class Page(NamedTuple):
    """A page: its characters, and its top and bottom in points. One of a picture has none."""

    characters: list[Character]
    bottom: float
    top: float


def pages_of(data: bytes, source: str) -> Iterator[Page]:
    """Yield the pages of a file. Raises ReadError."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise ReadError(Fault.DOCUMENT_PROTECTED, source=source) from None
        raise ReadError(Fault.NOT_A_DOCUMENT, source=source, format="PDF") from None
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError(Fault.DOCUMENT_BOMB, source=source)
        left = _MOST_CHARACTERS
        for number in range(len(document)):
            page = _page(document, number, left)
            left -= len(page.characters)
            if left <= 0:
                raise ReadError(Fault.DOCUMENT_BOMB, source=source)
            yield page
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int, most: int) -> Page:
    try:
        page = document[number]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:  # a damaged page is as one without text
        return Page([], 0.0, 0.0)
    try:
        found = list(_characters(text, min(text.count_chars(), most)))
        left, bottom, right, top = page.get_cropbox()
    finally:
        text.close()
        page.close()
    if not found:
        return Page([], bottom, top)
    inside = [(one, turn) for one, turn in found if left <= one.x0 <= right and bottom <= one.y <= top]
    turns = Counter(turn for _, turn in inside)
    turn = max(turns, key=turns.__getitem__, default=0)
    kept = [_turned(one, turn) for one, its in inside if its == turn]
    corners = Character("", left, left, bottom, 0), Character("", right, right, top, 0)
    low, high = sorted(_turned(corner, turn).y for corner in corners)
    return Page(kept if _is_text(kept) else [], low, high)


def _characters(page: pypdfium2.PdfTextPage, count: int) -> Iterator[tuple[Character, int]]:
    """Yield each character that somebody has drawn, with the quarter turns of its line.

    The coordinates of a turned one are those of the page: its line begins at x0 and ends at x1 only after a turn.
    """
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if pdfium.FPDFText_IsGenerated(page, index) == 1 and code not in _HYPHENS:
            continue
        known = pdfium.FPDFText_GetLooseCharBox(page, index, box) and pdfium.FPDFText_GetCharOrigin(
            page, index, x, y
        )
        turns = pdfium.FPDFText_GetCharAngle(page, index) / (pi / 2)
        turn = round(turns)
        if not known or abs(turns - turn) > 0.05:
            continue
        is_level = turn % 2 == 0
        size = box.top - box.bottom if is_level else box.right - box.left
        if size < _SMALLEST:
            continue
        text = _HYPHENS.get(code) or _LIGATURES.get(code) or _letter(code)
        if is_level:
            yield Character(text, box.left, box.right, y.value, size), turn % 4
        else:  # along the line is upwards or downwards
            yield Character(text, x.value, box.top - box.bottom, y.value, size), turn % 4


def _turned(one: Character, turn: int) -> Character:
    """Return a character where it is if the page is turned so that its line is level."""
    text, x0, x1, y, size = one
    if turn == 1:
        return Character(text, -y, -y + x1, x0, size)
    if turn == 2:
        return Character(text, -x1, -x0, -y, size)
    return Character(text, y, y + x1, -x0, size) if turn == 3 else one


def _letter(code: int) -> str:
    is_letter = 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 and code not in _PRIVATE and code != 0xFFFD
    return chr(code) if is_letter else ""


def _is_text(characters: list[Character]) -> bool:
    unknown = sum(not one.text for one in characters)
    return unknown <= _MOST_UNKNOWN * len(characters)
