"""Bytes to text, in whatever encoding they came."""

from index.errors import Fault, ReadError

_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, DOCX or EPUB",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "gzip",
}


def decode(data: bytes, source: str) -> str:
    """Returns the text without a byte order mark, or raises a ReadError for what is no text."""
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError(Fault.BINARY, source=source, kind=kind)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _detect(data, source)
    # UTF-16 without accents is also valid UTF-8, with a NUL beside each letter.
    return _detect(data, source) if "\x00" in text else text


def _detect(data: bytes, source: str) -> str:
    import charset_normalizer  # heavy, and nearly all text is UTF-8

    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and charset_normalizer.is_binary(data):
        raise ReadError(Fault.BINARY, source=source, kind=None)
    match = charset_normalizer.from_bytes(data).best()
    if match is None or "\x00" in (text := str(match)):
        raise ReadError(Fault.UNKNOWN_ENCODING, source=source)
    return text.removeprefix("\ufeff")
