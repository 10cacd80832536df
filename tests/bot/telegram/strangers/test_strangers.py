"""Strangers who send slow links and huge files hold up nobody but themselves."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Event, Thread

import pytest

from bot.runtime.settings import Settings
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.pool import ReadingPool
from index.ingestion.reading.process import ReadingProcess
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Message, Person
from tests.conftest import PATIENCE

QUESTION = "apa yang disepakati?"
ARTICLE = "Pasar Johar dibuka\n\nPasar Johar di Semarang dibuka lagi pada hari Senin."
# After so many seconds a slow link is left.
LINK_SECONDS = 20.0
ONE_LINE = b"Kalimat berita tentang banjir di kota Semarang yang panjang sekali. " * 28_000


class SlowSite:
    """Answer each request with headers without an end, two a second. Each is left after 20 seconds."""

    def __init__(self) -> None:
        self.visited = Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._closed = Event()
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.visited.set()
            Thread(target=self._drip, args=(connection,), daemon=True).start()

    def _drip(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not self._closed.wait(0.5):
                connection.sendall(b"X: a\r\n")

    def close(self) -> None:
        self._closed.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(PATIENCE)
        self._listener.close()


@pytest.fixture
def sites() -> Iterator[list[SlowSite]]:
    made = [SlowSite(), SlowSite()]
    yield made
    for site in made:
        site.close()


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    """Yield processes without a limit of time, so that a slow link is slow until its site closes."""
    limits = ReadingLimits(seconds=2.0 * PATIENCE)
    made = ReadingPool(lambda: ReadingProcess(limits, "tests.bot.telegram.strangers.loopback_reader"))
    yield made
    made.close()


async def test_an_ordinary_chat_is_served_while_two_hostile_ones_are_busy(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    sites: list[SlowSite],
    pool: ReadingPool,
) -> None:
    hostile = [server.person(name) for name in ("Eve", "Mal")]
    theirs = [server.private(person) for person in hostile]
    began = time.monotonic()
    async with running(examples, settings, server, readings=pool):
        for person, private, site in zip(hostile, theirs, sites, strict=True):
            for place in (private, server.group("Grup", admins=(person,))):
                person.write(place, f"/add {site.url}")
                person.send_file(place, "besar.txt", ONE_LINE, "/add")
            for number in range(10):
                person.type_inline(f"banjir di kota {number}?")
        for site in sites:
            assert await asyncio.to_thread(site.visited.wait, PATIENCE)
        ana.write(chat, QUESTION)
        assert (await server.next_message(chat)).text.startswith("BREST")
        ana.write(chat, f"/add {ARTICLE}")
        assert "Added Pasar Johar dibuka" in (await server.next_message(chat)).text
        # Each has two links, one after the other, and a file after each.
        finished = int((time.monotonic() - began) / LINK_SECONDS)
        for private in theirs:
            assert len(said(server, private)) <= 2 * finished
        pool.close()
        for private in theirs:
            while "stopped" not in (await server.next_message(private)).text:
                pass


def said(server: BotApiServer, chat: Chat) -> list[Message]:
    """Return what the bot has said in a chat."""
    return [message for message in server.history(chat) if message.sender.is_bot]


async def test_a_reading_that_is_killed_is_said_to_be_and_not_taken_up_again(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, sites: list[SlowSite]
) -> None:
    limits = ReadingLimits(seconds=1.0)
    started: list[ReadingProcess] = []

    def start() -> ReadingProcess:
        started.append(ReadingProcess(limits, "tests.bot.telegram.strangers.loopback_reader"))
        return started[-1]

    pool = ReadingPool(start)
    async with running(examples, settings, server, readings=pool):
        ana.write(chat, f"/add {sites[0].url}")
        told = await server.next_message(chat)
        assert "is not added: reading it takes more time or memory" in told.text
    pool.close()
    again = ReadingPool(start)
    count = len(started)
    async with running(examples, settings, server, readings=again):
        ana.write(chat, QUESTION)
        assert (await server.next_message(chat)).text.startswith("BREST")
        await server.quiet()
    again.close()
    assert len(started) == count
    assert not examples.articles(frozenset({f"chat:{chat.id}"}))
