"""A request as it came over the wire, and the answer to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

_REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found", 410: "Gone", 429: "Too Many Requests"}


@dataclass(frozen=True)
class Asked:
    """A request.

    Args:
        at: when it came.
        headers: by their names in small letters.
        connections: how many connections to this host were open then.
        body: the fields of a form.
    """

    at: datetime
    host: str
    method: str
    target: str
    headers: Mapping[str, str]
    connections: int = 1
    body: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://{self.host}{self.target}"


@dataclass(frozen=True)
class Reply:
    """An answer. ``is_cut`` closes the connection before the end of the body; ``is_slow`` never sends it."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_cut: bool = False
    is_slow: bool = False

    def encode(self) -> bytes:
        body = b"" if self.status == 304 else self.body
        length = [] if self.status == 304 else [("Content-Length", str(len(body)))]
        lines = [f"HTTP/1.1 {self.status} {_REASONS.get(self.status, 'Whatever')}"]
        lines += [f"{name}: {value}" for name, value in [*self.headers.items(), *length, ("Connection", "close")]]
        sent = body[: len(body) // 2] if self.is_cut else body
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + sent


def parse(data: bytes, at: datetime, connections: int) -> Asked:
    """Return the request in these bytes."""
    head, _, body = data.decode("latin-1").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    form = dict(parse_qsl(body, strict_parsing=True)) if body else {}
    return Asked(at, headers.get("host", ""), method, target, headers, connections, form)


def is_whole(data: bytes) -> bool:
    """Return whether these bytes are a whole request."""
    head, end, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return bool(end) and len(body) >= int(length[1] if length else 0)
