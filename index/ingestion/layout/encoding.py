"""Decode bytes to text, whatever their encoding."""

from typing import NamedTuple

import regex

from index.analysis import stopwords
from index.ingestion.layout.code_pages import (
    decode_cyrillic,
    european_encoding,
    has_stop_words,
    is_latin,
    likely_encoding,
    usual_name,
)
from index.model.errors import Fault, ReadError

_SIGNATURES = {
    b"%pdf": "PDF",
    b"pk\x03\x04": "ZIP, DOCX or EPUB",
    b"\x89png": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"<!doctype html": "HTML",
    b"<html": "HTML",
}
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Text in a Latin alphabet with few accents, such as Indonesian, English or French, has a smaller share of bytes
# beyond ASCII. Detection relies on these bytes and guesses when they are so few: curly quotes became Baltic or
# Arabic letters.
_SMALL_SHARE = 0.05
# Few byte sequences are valid in these encodings, so a text in them is not a guess.
_ASIAN = ("big5", "gb", "hz", "shift_jis", "euc_", "cp932", "cp949", "cp950", "iso2022", "johab", "utf")


# Letters of KOI8 are valid in Japanese encodings as these, of which no text consists.
_HALF_WIDTH = regex.compile(r"[\uff61-\uff9f]{2}")
_LOST_LETTER = regex.compile(r"\w\ufffd|\ufffd\w")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# The least letters of lines in UTF-8 among others.
_FEWEST_IN_UTF_8 = 12
# The most of a text in Latin letters that is beyond ASCII: a short line may have a name and quotation marks.
_LATIN_SHARE = 0.12


class Decoded(NamedTuple):
    """A text, and a note if its encoding is a guess."""

    text: str
    notes: tuple[ReadError, ...] = ()


class Detected(NamedTuple):
    """A text as ``Decoded``, and its encoding, in which some lines or bytes may not be."""

    text: str
    notes: tuple[ReadError, ...] = ()
    encoding: str = "utf-8-sig"


def decode(data: bytes, source: str) -> Decoded:
    """Return the text without a byte order mark. Raises ReadError when the bytes are not text."""
    return Decoded(*detect(data, source)[:2])


def detect(data: bytes, source: str) -> Detected:
    """Return the text as ``decode``, with its encoding. Raises ReadError when the bytes are not text."""
    for signature, kind in _SIGNATURES.items():
        if data[:64].lstrip().lower().startswith(signature):
            raise ReadError(Fault.BINARY, source=source, kind=kind)
    if data.startswith(_BYTE_ORDER_MARKS):
        return _strictly(data, "utf-16", source)
    if 0 in data:  # frequent in UTF-16, and absent from text in any other encoding
        return _strictly(data, _order_of_utf_16(data, source), source)
    try:
        return Detected(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        nearly = _nearly_utf_8(data)
        if nearly and (error.reason == "unexpected end of data" or not _LOST_LETTER.search(nearly)):
            return Detected(nearly)
        if mixed := _utf_8_with_other_lines(data, source):
            return mixed
        return Detected(nearly) if nearly else _by_letters(data, source)


def _strictly(data: bytes, encoding: str, source: str) -> Detected:
    try:
        return Detected(data.decode(encoding), encoding=encoding)
    except UnicodeDecodeError:
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source) from None


def _order_of_utf_16(data: bytes, source: str) -> str:
    zeros = data.count(0)
    in_odd_places = data[1::2].count(0)
    if zeros * 4 < len(data) or 0 < in_odd_places < zeros:
        raise ReadError(Fault.BINARY, source=source, kind=None)
    return "utf-16-le" if in_odd_places else "utf-16-be"


def _nearly_utf_8(data: bytes, most: float = 0.25) -> str | None:
    """Return UTF-8 with \ufffd for a stray byte or a cut end, or None for another encoding.

    Args:
        most: the largest share of these among the characters beyond ASCII.
    """
    text = data.decode("utf-8-sig", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text if text.count("\ufffd") <= most * beyond_ascii else None


def _utf_8_with_other_lines(data: bytes, source: str) -> Detected | None:
    """Return a text that is UTF-8 but for some lines, as two files put together are, or None for another text.

    Lines of another encoding are hardly ever valid UTF-8, so one line is enough among others in Latin letters.
    """
    lines = [(line, _as_utf_8(line)) for line in data.split(b"\n")]
    good = [text for line, text in lines if text is not None and not line.isascii()]
    others = [line for line, text in lines if text is None]
    if sum(map(len, good)) < _FEWEST_IN_UTF_8 or not (
        len(good) > len(others) or _share_beyond_ascii(b"".join(others)) <= _LATIN_SHARE
    ):
        return None
    encoding = likely_encoding(b"\n".join(others)) or "cp1252"
    text = "\n".join(_of_other_line(line, encoding) if text is None else text for line, text in lines)
    return Detected(text.removeprefix("\ufeff"), (_guessed(encoding, source),))


def _share_beyond_ascii(data: bytes) -> float:
    return sum(byte > 0x7F for byte in data) / max(1, len(data))


def _of_other_line(line: bytes, encoding: str) -> str:
    return _nearly_utf_8(line, 0.5) or line.decode(encoding, "replace")


def _as_utf_8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def _by_letters(data: bytes, source: str) -> Detected:
    import charset_normalizer  # slow to import, and nearly all text is UTF-8

    if charset_normalizer.is_binary(data):
        raise ReadError(Fault.BINARY, source=source, kind=None)
    if european := european_encoding(data):
        notes = () if european.is_sure else (_guessed(european.encoding, source),)
        return Detected(data.decode(european.encoding), notes, european.encoding)
    share, likely = _share_beyond_ascii(data), likely_encoding(data)
    if share < _SMALL_SHARE or (likely and share <= _LATIN_SHARE):
        text = data.decode(likely or "cp1252", "replace")
        has_letter = any(character > "\x7f" and character.isalpha() for character in text)
        is_sure = likely == "cp1252" and not has_letter
        return Detected(text, () if is_sure else (_guessed(likely or "cp1252", source),), likely or "cp1252")
    match = charset_normalizer.from_bytes(data).best()
    if match is None:
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source)
    text = str(match)
    # Latin letters that european_encoding does not know are a guess: one of 60 languages has a few of the words.
    has_other_script = not is_latin(text) and any(has_stop_words(text, one) for one in stopwords.languages())
    is_cyrillic = _CYRILLIC.search(text) or _HALF_WIDTH.search(text)
    cyrillic = decode_cyrillic(data) if is_cyrillic or not has_other_script else None
    if cyrillic and cyrillic.text != text and (is_cyrillic or cyrillic.is_sure):
        notes = () if cyrillic.is_sure else (_guessed(cyrillic.encoding, source),)
        return Detected(cyrillic.text, notes, cyrillic.encoding)
    is_sure = match.encoding.startswith(_ASIAN) or has_other_script
    return Detected(
        text, () if is_sure else (_guessed(usual_name(data, text, match.encoding), source),), match.encoding
    )


def _guessed(encoding: str, source: str) -> ReadError:
    return ReadError(Fault.ENCODING_GUESSED, source=source, encoding=encoding)
