"""Decode web pages: by their bytes, by what their server or they themselves state, or by their words."""

import re
from itertools import accumulate

from index.ingestion.layout.encoding import Decoded, decode, detect

# Browsers read these encodings as others, of which they are parts: https://encoding.spec.whatwg.org/#names-and-labels
_READ_AS = {
    **dict.fromkeys(("iso8859-1", "iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii", "ansi"), "cp1252"),
    **dict.fromkeys(("iso8859-9", "iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
_STATED = re.compile(
    rb"<(?:meta\b[^<>]{0,200}?\bcharset|\?xml\b[^<>]{0,100}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)
_XML = re.compile(r"\s*<\?xml\b[^<>]*>")
_STATED_WITHIN, _SAMPLE = 4_096, 100_000
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# In these, all bytes are those of ASCII, and a text is also UTF-8.
_SEVEN_BITS = ("iso2022", "iso-2022", "hz", "utf-7", "utf7")
_NO_TEXT = (b"script", b"style")


def decode_page(data: bytes, source: str, charset: str = "") -> Decoded:
    """Return the text of a page, and a note if its encoding is a guess. Raises ReadError when it is no text.

    Args:
        charset: the encoding that its server states.
    """
    stated = _by_statement(data, charset or _stated(data))
    found = _by_words(data, source) if stated is None else Decoded(stated)
    return found._replace(text=_without_declaration(found.text))


def decode_plain(data: bytes, source: str, charset: str) -> Decoded:
    """Return a plain text from the web as ``decode_page``."""
    text = _by_statement(data, charset)
    return decode(data, source) if text is None else Decoded(text)


def _without_declaration(text: str) -> str:
    """Return the text without the line of XML at its beginning; looking for it elsewhere takes the square."""
    found = _XML.match(text)
    return text[found.end() :] if found else text


def _by_statement(data: bytes, charset: str) -> str | None:
    """Return the text in UTF-8, which no other encoding looks like, or in the stated encoding, or None."""
    name = _READ_AS.get(charset.lower(), charset.lower())
    if data.startswith(_MARKS) or data.count(0) * 4 >= len(data) > 3:  # UTF-16
        return data.decode("utf-8-sig") if data.startswith(_MARKS[0]) and _is(data, "utf-8") else None
    if _is(data, "utf-8") and not name.startswith(_SEVEN_BITS):
        return data.decode()
    if not name or name.replace("-", "") in ("utf8", "utf16") or not _is(data, name):
        return None
    return data.decode(name)


def _is(data: bytes, encoding: str) -> bool:
    try:
        return isinstance(data.decode(encoding), str)
    except (LookupError, ValueError):  # ValueError: a name with a null, or bytes that are not of it
        return False


def _stated(data: bytes) -> str:
    found = _STATED.search(data[:_STATED_WITHIN])
    return found[1].decode() if found else ""


def _by_words(data: bytes, source: str) -> Decoded:
    """Return the page in the encoding in which the text between its tags reads best."""
    found = detect(data if data.startswith(_MARKS) or 0 in data else _text_between_tags(data), source)
    return Decoded(data.decode(found.encoding, "replace"), found.notes)


def _text_between_tags(data: bytes) -> bytes:
    pieces = (piece.partition(b">") for piece in data.split(b"<"))
    texts = [text.strip() for tag, _, text in pieces if not tag[:6].lower().startswith(_NO_TEXT)]
    sizes = accumulate(len(text) + 1 for text in texts)
    return b"\n".join(text for text, size in zip(texts, sizes, strict=True) if text and size <= _SAMPLE)
