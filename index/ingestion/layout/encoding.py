"""Decode bytes to text, whatever their encoding."""

from typing import NamedTuple

from index.analysis import stopwords
from index.ingestion.layout.code_pages import decode_european, has_stop_words, is_latin
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


class Decoded(NamedTuple):
    """A text, and a note if its encoding is a guess."""

    text: str
    notes: tuple[ReadError, ...] = ()


def decode(data: bytes, source: str) -> Decoded:
    """Return the text without a byte order mark. Raises ReadError when the bytes are not text."""
    for signature, kind in _SIGNATURES.items():
        if data[:64].lstrip().lower().startswith(signature):
            raise ReadError(Fault.BINARY, source=source, kind=kind)
    if data.startswith(_BYTE_ORDER_MARKS):
        return Decoded(_strictly(data, "utf-16", source))
    if 0 in data:  # frequent in UTF-16, and absent from text in any other encoding
        return Decoded(_strictly(data, _order_of_utf_16(data, source), source))
    try:
        return Decoded(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        nearly = _nearly_utf_8(data)
        return Decoded(nearly) if nearly else _detect(data, source)


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source) from None


def _order_of_utf_16(data: bytes, source: str) -> str:
    zeros = data.count(0)
    in_odd_places = data[1::2].count(0)
    if zeros * 4 < len(data) or 0 < in_odd_places < zeros:
        raise ReadError(Fault.BINARY, source=source, kind=None)
    return "utf-16-le" if in_odd_places else "utf-16-be"


def _nearly_utf_8(data: bytes) -> str | None:
    """Return UTF-8 with \ufffd for a stray byte or a cut end, or None for another encoding."""
    text = data.decode("utf-8-sig", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text if text.count("\ufffd") * 4 <= beyond_ascii else None


def _detect(data: bytes, source: str) -> Decoded:
    import charset_normalizer  # slow to import, and nearly all text is UTF-8

    if charset_normalizer.is_binary(data):
        raise ReadError(Fault.BINARY, source=source, kind=None)
    if text := decode_european(data):
        return Decoded(text)
    if sum(byte > 0x7F for byte in data) < len(data) * _SMALL_SHARE:
        text = data.decode("cp1252", "replace")
        is_sure = not any(character > "\x7f" and character.isalpha() for character in text)
        return Decoded(text, () if is_sure else (_guessed("cp1252", source),))
    match = charset_normalizer.from_bytes(data).best()
    if match is None:
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source)
    text = str(match)
    # Latin letters that decode_european does not know are a guess: one of 60 languages has a few of the words.
    has_other_script = not is_latin(text) and any(has_stop_words(text, one) for one in stopwords.languages())
    is_sure = match.encoding.startswith(_ASIAN) or has_other_script
    return Decoded(text, () if is_sure else (_guessed(match.encoding, source),))


def _guessed(encoding: str, source: str) -> ReadError:
    return ReadError(Fault.ENCODING_GUESSED, source=source, encoding=encoding)
