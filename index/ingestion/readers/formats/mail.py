"""Read e-mail: the text of one message, and of each message in a mailbox (EML, MBOX)."""

import email.header
import email.message
import re
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.utils import parseaddr
from itertools import islice
from typing import BinaryIO

from index.ingestion.layout.encoding import decode
from index.ingestion.layout.stated_day import stated_day
from index.ingestion.readers.formats.content import TIMES_TEXT, Part
from index.ingestion.readers.formats.quoted_mail import own_html, own_words
from index.model.errors import Fault, ReadError
from index.model.records import Credits
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

_MOST_PARTS, _LONGEST_HEADER = 200, 2_000
# Parsing nested parts takes a call of Python's for each.
_DEEPEST, _CONTAINERS = 50, re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
# Parsing the parameters of this header takes a time that grows with the square of its length: 4 s for 400 KB.
_LONG_TYPE = re.compile(rb"^content-type[^\S\n]*:(?:[^\n]|\n[ \t]){5000}", re.IGNORECASE | re.MULTILINE)
_FLOWED = re.compile(r"(?<=\S) \n(?=\S)")


def message(data: bytes, source: str) -> Part:
    """Return the text of a message. Raises ReadError if it has none."""
    parsed = _parsed(data, source, "EML")
    body = _body(parsed)
    if body is None:
        raise ReadError(Fault.NO_PARAGRAPHS, source=source)
    text, is_html = _text_of(body, source), body.get_content_type() == "text/html"
    return Part(_credits(parsed), own_html(text) if is_html else own_words(text), is_html)


def single(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield the text of a file that is one message. Raises ReadError, also behind what one that is cut off has."""
    data = _whole(file, source, limit)
    yield message(data, source)
    _check_end(data, source, "EML")


def saved_page(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield the page that a browser has saved as one file (MHTML). Raises ReadError."""
    data = _whole(file, source, limit)
    parsed = _parsed(data, source, "MHTML")
    page = next(
        (part for part in islice(parsed.walk(), _MOST_PARTS) if part.get_content_type() == "text/html"), None
    )
    if page is None:
        raise ReadError(Fault.NO_PARAGRAPHS, source=source)
    addresses = (parsed.get("Snapshot-Content-Location"), page.get("Content-Location"))
    url = next((each.strip() for each in map(str, addresses) if is_web_address(each.strip())), None)
    yield Part(Credits(title="", url=url), _text_of(page, source), is_html=True, is_page=True)
    _check_end(data, source, "MHTML")


def mailbox(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield the text of each message of a mailbox. Raises ReadError for a file that is none, or is cut off."""
    most, data = TIMES_TEXT * limit, b""
    for data in _messages(file, source, limit, most):
        try:
            if len(data) > most:
                raise ReadError(Fault.TOO_LARGE, source=source, limit=most)
            yield message(data, source)
        except ReadError as error:
            yield error
    if len(data) <= most:
        _check_end(data, source, "MBOX", ends_with=b"\n")  # as every message does


def _check_end(data: bytes, source: str, name: str, ends_with: bytes = b"") -> None:
    """Raise ReadError for a message that is cut off: its parts have no end, or it ends with something else."""
    if not data.endswith(ends_with):
        raise ReadError(Fault.DOCUMENT_CUT_OFF, source=source)
    try:
        parsed = _parsed(data, source, name)
    except ReadError:  # it is reported already
        return
    defects = (defect for part in islice(parsed.walk(), _MOST_PARTS) for defect in part.defects)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in defects):
        raise ReadError(Fault.DOCUMENT_CUT_OFF, source=source)


def _whole(file: BinaryIO, source: str, limit: int) -> bytes:
    data = file.read(TIMES_TEXT * limit + 1)
    if len(data) > TIMES_TEXT * limit:
        raise ReadError(Fault.TOO_LARGE, source=source, limit=TIMES_TEXT * limit)
    if not data.strip():
        raise ReadError(Fault.EMPTY, source=source)
    return data


def _parsed(data: bytes, source: str, name: str) -> email.message.Message:
    """Return a message; ``name`` is that of the format in the ReadError for what is none."""
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    is_deep = len(list(islice(_CONTAINERS.finditer(data), _DEEPEST + 1))) > _DEEPEST
    if is_deep or _LONG_TYPE.search(data):
        raise ReadError(Fault.DOCUMENT_BOMB, source=source)
    parsed = email.message_from_bytes(data)
    if not parsed.keys():
        raise ReadError(Fault.NOT_A_DOCUMENT, source=source, format=name)
    return parsed


def _messages(file: BinaryIO, source: str, limit: int, most: int) -> Iterator[bytes]:
    """Yield each message, one that is too large cut soon after ``most`` bytes."""
    line = file.readline(limit)
    while line and not line.strip():
        line = file.readline(limit)
    if not line:
        raise ReadError(Fault.EMPTY, source=source)
    if not line.startswith(b"From "):
        raise ReadError(Fault.NOT_A_DOCUMENT, source=source, format="MBOX")
    lines, size, is_blank = list[bytes](), 0, False
    while line := file.readline(limit):
        if is_blank and line.startswith(b"From "):
            yield b"".join(lines)
            lines, size, is_blank = [], 0, False
            continue
        is_blank = not line.strip()
        if size <= most:
            lines.append(line)
            size += len(line)
    yield b"".join(lines)


def _body(parsed: email.message.Message) -> email.message.Message | None:
    """Return the plain text of a message, or else its text in HTML, that is no attachment."""
    parts = [part for part in islice(parsed.walk(), _MOST_PARTS) if not part.is_multipart()]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    for kind in ("text/plain", "text/html"):
        for part in shown:
            if part.get_content_type() == kind and (payload := _payload(part)) and payload.strip():
                return part
    return None


def _payload(part: email.message.Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _text_of(part: email.message.Message, source: str) -> str:
    text = _decoded(part, _payload(part), source)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FLOWED.sub(" ", text) if str(part.get_param("format")).lower() == "flowed" else text


def _decoded(part: email.message.Message, payload: bytes, source: str) -> str:
    """Return the text in the encoding that a part states, or in another one if it is not."""
    stated = part.get_param("charset")
    for charset in (stated if isinstance(stated, str) else "utf-8", "utf-8"):
        try:
            return payload.decode(charset)
        except (LookupError, ValueError):
            continue
    is_html = part.get_content_type() == "text/html"
    return payload.decode("cp1252", "replace") if is_html else decode(payload, source).text


def _credits(parsed: email.message.Message) -> Credits:
    try:
        published = stated_day(_header(parsed, "Date") or None, "en")
    except (ValueError, OverflowError):
        published = None
    address = _header(parsed, "Archived-At").strip("<> ")
    return Credits(
        title=_header(parsed, "Subject"),
        author=_author(_header(parsed, "From")),
        published=published,
        url=address if is_web_address(address) else None,
    )


def _author(sender: str) -> str | None:
    """Return the name of a sender, without the address, which is private."""
    if sender.count("(") > _DEEPEST:  # comments in comments take a call of Python's for each, too
        return None
    return clean(parseaddr(sender)[0]) or None


def _header(parsed: email.message.Message, name: str) -> str:
    value = str(parsed.get(name, ""))[:_LONGEST_HEADER]
    try:
        return clean(str(email.header.make_header(email.header.decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return clean(value)
