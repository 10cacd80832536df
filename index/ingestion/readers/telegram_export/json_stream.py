"""The parts of result.json, one after the other, in an amount of memory that does not grow with the file."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import ijson

from index.ingestion.readers.telegram_export.bounded_file import BoundedFile

# As Telegram Desktop writes control characters, which is no JSON. An even number of backslashes before it stands
# for backslashes.
_CONTROL = re.compile(rb"(?<!\\)((?:\\\\)*)\\x[0-9A-Fa-f]{2}")
# What a block may end with of such a character, or of any escape.
_BEGUN = re.compile(rb"(?<!\\)(?:\\\\)*(\\(?:x[0-9A-Fa-f]?)?)\Z")
_DEEPEST = 30
_CHAT_FIELDS = frozenset({"name", "type", "id"})
_CHATS = [[], ["chats", "list", "item"], ["left_chats", "list", "item"]]
_Events = Iterator[tuple[str, object]]


class Part(NamedTuple):
    """A part of an export.

    Args:
        name: "chat" where one begins, "name", "type" or "id" for what is said of it, or "message".
        is_of_many: whether the export is one of all chats.
    """

    name: str
    value: object
    is_of_many: bool


class BrokenExport(Exception):  # noqa: N818 - a state
    """The rest cannot be read."""


def read_parts(file: BinaryIO, source: str, limit: int) -> Iterator[Part]:
    """Yield the parts of an export. Raises BrokenExport or, for a part larger than ``limit`` bytes, ReadError."""
    bounded = BoundedFile(file, source, limit)
    try:
        yield from _parts(bounded, iter(ijson.basic_parse(_CleanedFile(bounded))))
    except (ijson.JSONError, ValueError, ArithmeticError) as error:
        raise BrokenExport from error


def _parts(file: BoundedFile, events: _Events) -> Iterator[Part]:
    path: list[str] = []
    for event, value in events:
        file.forget()
        if event == "map_key":
            path[-1] = str(value)
        elif event in ("end_map", "end_array"):
            path.pop()
        elif event == "start_map":
            if path and path[-2:] == ["messages", "item"] and path[:-2] in _CHATS:
                yield Part("message", _built(events), len(path) > 2)
                continue
            if path in _CHATS:
                yield Part("chat", None, bool(path))
            path.append("")
        elif event == "start_array":
            path.append("item")
        elif path and path[-1] in _CHAT_FIELDS and path[:-1] in _CHATS:
            yield Part(path[-1], value, len(path) > 1)
        if len(path) > _DEEPEST:
            raise BrokenExport


def _built(events: _Events) -> dict[str, object]:
    """Return the object that has just begun."""
    built: dict[str, object] = {}
    stack: list[dict[str, object] | list[object]] = [built]
    keys: list[str] = [""]
    for event, value in events:
        top = stack[-1]
        if event == "map_key":
            keys[-1] = str(value)
            continue
        if event in ("end_map", "end_array"):
            stack.pop()
            keys.pop()
            if not stack:
                break
            continue
        if event in ("start_map", "start_array"):
            value = {} if event == "start_map" else []
        if isinstance(top, dict):
            top[keys[-1]] = value
        else:
            top.append(value)
        if isinstance(value, dict | list):
            stack.append(value)
            keys.append("")
            if len(stack) > _DEEPEST:
                raise BrokenExport
    return built


class _CleanedFile:
    """A file of JSON with spaces in place of control characters."""

    def __init__(self, file: BoundedFile) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._carried = b""

    def read(self, size: int) -> bytes:
        """Return the next block, empty at the end."""
        if size == 0:  # asked for to learn whether bytes or text will come
            return b""
        while block := self._file.read():
            if cleaned := self._cleaned(block):
                return cleaned
        return self._cleaned(b"")

    def _cleaned(self, block: bytes) -> bytes:
        text = self._carried + self._decoder.decode(block, final=not block).encode()
        self._carried = b""
        if block and b"\\" in text[-3:] and (begun := _BEGUN.search(text)):
            text, self._carried = text[: begun.start(1)], text[begun.start(1) :]
        return _CONTROL.sub(rb"\1 ", text) if b"\\x" in text else text
