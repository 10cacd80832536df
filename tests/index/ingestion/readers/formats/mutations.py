"""Files that are changed at random places, the same on each run."""

import random
from collections.abc import Iterator

from index.ingestion.readers import parse_bytes
from index.model.errors import ReadError
from index.model.records import ParsedArticle

_HOSTILE = (
    b"\0",
    b"\xff" * 8,
    b"<",
    b"]]>",
    b'"',
    b"\r",
    b"&x;",
    b"PK\x03\x04",
    b"9" * 12,
    b"\nFrom ",
    b"endobj",
    b"<<",
)


def mutated(data: bytes, count: int) -> Iterator[bytes]:
    """Yield so many copies with bytes changed, taken out, repeated or put in."""
    chance = random.Random(len(data))  # noqa: S311 - the same files on each run
    for _ in range(count):
        copy = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            place, length = chance.randrange(len(copy) + 1), chance.choice((1, 2, 8, 60, 400))
            kind = chance.randrange(5)
            if kind == 0:
                copy[place : place + length] = chance.randbytes(len(copy[place : place + length]))
            elif kind == 1:
                del copy[place : place + length]
            elif kind == 2:
                copy[place:place] = copy[place : place + length] * 3
            elif kind == 3:
                copy[place:place] = chance.choice(_HOSTILE)
            else:
                del copy[len(copy) - chance.randrange(len(copy) + 1) // 8 :]
        yield bytes(copy)


def assert_read_or_refused(name: str, data: bytes, count: int, limit: int = 100_000) -> None:
    """Assert that each changed copy gives articles within the limit and errors about it, at least one of them."""
    for copy in mutated(data, count):
        results = list(parse_bytes(copy, name, limit))
        assert results
        for result in results:
            if isinstance(result, ReadError):
                assert result.details["source"] == name
            else:
                assert isinstance(result, ParsedArticle)
                assert sum(len(text.encode()) for text in result.texts) <= 2 * limit
