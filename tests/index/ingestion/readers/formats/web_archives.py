"""Make web archives of known pages."""

import gzip
from collections.abc import Iterable

HTML = "text/html; charset=utf-8"


def html(title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def archive(
    answers: Iterable[tuple[str, str, bytes]],
    *,
    packed: bool = True,
    status: str = "200 OK",
    kind: str = "response",
) -> bytes:
    """Return an archive of answers: an address, a type and a body each, which its server has packed."""
    records = [_record("warcinfo", "x.warc", "application/warc-fields", b"software: crawler\r\n")]
    for url, content_type, body in answers:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Encoding: gzip\r\n\r\n".encode()
        block = head + gzip.compress(body, mtime=0)
        records.append(_record(kind, url, "application/http; msgtype=response", block))
    return b"".join(gzip.compress(record, mtime=0) if packed else record for record in records)


def _record(kind: str, url: str, content_type: str, block: bytes) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2022-03-04T05:06:07Z",
        "WARC-Record-ID": "<urn:uuid:ece51ba4-9f8b-4b8e-8b3a-5ac2f1d3b0a1>",
        "Content-Type": content_type,
        "Content-Length": str(len(block)),
    }
    lines = ["WARC/1.0", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"
