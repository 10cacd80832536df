"""Feeds with bytes changed, left out or repeated anywhere are read or refused, and nothing else."""

from random import Random

import pytest

from index.ingestion.feeds.item_article import read_item
from index.ingestion.feeds.parse import parse_feed
from index.model.errors import ReadError
from index.model.records import Credits
from tests.index.syncing.conftest import HOST, URL
from tests.publisher.clock import START
from tests.publisher.feeds import FORMATS, story

_MARKS = (b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b'"', b"{", b"<item>", b"<!DOCTYPE a [")
_PIECES = (*_MARKS, b"\x00", b"\xff\xfe", b"&#1;", b"&#xfffe;", b"\x0b")


def mutated(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(changed) + 1) for _ in range(2))
        piece = chance.choice((bytes(changed[at:to]), chance.choice(_PIECES), chance.randbytes(3), b""))
        changed[at : min(to, at + chance.choice((0, 1, 40, 4000)))] = piece
    return bytes(changed)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("count", [40, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_mutated_feed_is_read_or_refused(count: int, name: str) -> None:
    render, content_type = FORMATS[name]
    whole = render([story(number, HOST, START, teaser=number == 1) for number in range(3)])
    chance = Random(name)  # noqa: S311 - the same feeds each time
    for _ in range(count):
        data = mutated(whole, chance)
        try:
            found = parse_feed(data, URL, content_type)
        except ReadError:
            continue
        for item in found.items[:3]:
            read_item(item.html, Credits(title=item.title, url=item.url), URL)
