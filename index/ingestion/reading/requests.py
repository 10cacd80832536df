"""What is to be read: a file, a text or a web page. Each goes to a reading process as a line of JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, BinaryIO

from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.readers import parse_bytes, parse_text
from index.ingestion.readers.base import ReadResult
from index.ingestion.sources import read_web_page
from index.model.records import Credits


@dataclass(frozen=True)
class FileRequest:
    """The bytes of a file; ``source`` is its name, and is never opened."""

    data: bytes
    source: str


@dataclass(frozen=True)
class TextRequest:
    """A text with the credits that a chat knows."""

    text: str
    source: str
    stated: Credits


@dataclass(frozen=True)
class PageRequest:
    """A web page, which is fetched from public addresses only."""

    source: str


Request = FileRequest | TextRequest | PageRequest


def read(request: Request, limit: int, allowed: Callable[[Address], bool] = is_public) -> Iterator[ReadResult]:
    """Yield the articles of a request.

    Args:
        limit: the most bytes that one may have.
        allowed: says from which addresses a page may be fetched.
    """
    if isinstance(request, FileRequest):
        yield from parse_bytes(request.data, request.source, limit)
    elif isinstance(request, TextRequest):
        yield from parse_text(request.text, request.source, request.stated, limit)
    else:
        yield from read_web_page(request.source, allowed)


def encode(request: Request) -> bytes:
    """Return a line of JSON and, for a file, its bytes behind it."""
    if isinstance(request, FileRequest):
        return _line({"source": request.source, "size": len(request.data)}) + request.data
    if isinstance(request, TextRequest):
        return _line({"source": request.source, "text": request.text, "stated": asdict(request.stated)})
    return _line({"source": request.source})


def decode(line: bytes, stream: BinaryIO) -> Request:
    """Return the request of a line; the bytes of a file are read from the stream behind it."""
    fields = json.loads(line)
    if "size" in fields:
        return FileRequest(stream.read(fields["size"]), fields["source"])
    if "text" in fields:
        return TextRequest(fields["text"], fields["source"], Credits(**with_date(fields["stated"])))
    return PageRequest(fields["source"])


def with_date(credits_: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of credits with their date, of which JSON has only the text."""
    published = credits_["published"]
    return credits_ | {"published": date.fromisoformat(published) if published else None}


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, default=str).encode() + b"\n"
