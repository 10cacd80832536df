"""Read files with one record a line, as JSON or as columns between tabs, plain or compressed by gzip."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.model.errors import Fault, JudgedSetError


class Fields(NamedTuple):
    """The fields of one line. Any method may raise JudgedSetError, which names the line."""

    source: str
    line: int
    values: dict[str, object]

    def id(self) -> str:
        """Return the id, named ``id`` or, as in BEIR, ``_id``."""
        value = self.values.get("id", self.values.get("_id"))
        if value is None or value == "":
            raise self._wrong("id")
        return str(value)

    def required(self, name: str) -> str:
        """Return a text that has to be there."""
        if not isinstance(self.values.get(name), str):
            raise self._wrong(name)
        return self.text(name)

    def text(self, name: str) -> str:
        """Return a text without line breaks; empty if it is missing."""
        value = self.values.get(name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    def _wrong(self, wanted: str) -> JudgedSetError:
        return JudgedSetError(
            Fault.BAD_JUDGED_LINE, source=self.source, line=self.line, wrong="field", value=wanted
        )


def objects(path: Path) -> Iterator[tuple[int, Fields]]:
    """Yield each JSON object with the number of its line. Raises JudgedSetError."""
    for line, text in _lines(path):
        try:
            values = json.loads(text)
        except ValueError:
            values = None
        if not isinstance(values, dict):
            raise JudgedSetError(Fault.BAD_JUDGED_LINE, source=str(path), line=line, wrong="json", value=text)
        yield line, Fields(str(path), line, values)


def rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the columns of each line with its number. Raises JudgedSetError."""
    for line, text in _lines(path):
        yield line, text.rstrip("\n").split("\t")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    line = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for line, data in enumerate(file, start=1):
                if data.strip():
                    yield line, data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JudgedSetError(Fault.UNKNOWN_ENCODING, source=str(path), line=line) from None
    except (OSError, EOFError, zlib.error) as error:
        raise JudgedSetError(Fault.UNREADABLE, source=str(path), problem=str(error)) from error
