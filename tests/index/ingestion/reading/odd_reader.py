"""A reading process whose reader does what a hostile text makes it do: the text names it."""

import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from index.ingestion.readers import READERS
from index.ingestion.readers.base import ReadResult
from index.ingestion.reading.__main__ import main
from index.model.records import ParsedArticle
from tests.index.parsed_paragraphs import without_heading


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    act = file.read(limit).decode()
    yield ParsedArticle(title="Sebelum", paragraphs=without_heading("Terbaca."))
    yield from ACTS[act]()


def spin() -> Iterator[ReadResult]:
    while True:
        pass


def hang() -> Iterator[ReadResult]:
    os.read(os.pipe()[0], 1)
    yield from ()


def grow() -> Iterator[ReadResult]:
    yield ParsedArticle(title="a", paragraphs=without_heading("a" * 10**10))


def flood() -> Iterator[ReadResult]:
    while True:
        yield ParsedArticle(title="a", paragraphs=without_heading("a" * 1000))


def recurse() -> Iterator[ReadResult]:
    yield from recurse()


def write() -> Iterator[ReadResult]:
    sys.stdout.write("tidak untuk siapa pun\n")
    yield from ()


def fail() -> Iterator[ReadResult]:
    raise RuntimeError("rahasia")


def die() -> Iterator[ReadResult]:
    os._exit(3)


def keep() -> Iterator[ReadResult]:
    KEPT.append(b"a" * 300_000_000)
    yield from ()


KEPT: list[bytes] = []
ACTS = {act.__name__: act for act in (spin, hang, grow, flood, recurse, write, fail, die, keep)} | {
    "": lambda: iter(())
}

if __name__ == "__main__":
    READERS[".odd"] = "tests.index.ingestion.reading.odd_reader:parse"
    main()
