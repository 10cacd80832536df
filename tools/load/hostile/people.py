"""What the people of the hostile chats do, all at once, and the other one who adds articles meanwhile."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from tests.botapi.server import BotApiServer, Message
from tools.load.hostile.files import nasty_files

_MOST_TEXT = 4096
_MOST_INLINE = 256
_GIVEN_UP_AFTER = 120.0


class Attacker:
    """A person who sends everything nasty to a private chat and to a group of their own."""

    def __init__(self, server: BotApiServer, name: str, sites: Sequence[str]) -> None:
        self._person = server.person(name)
        self.chats = [server.private(self._person), server.group(name, admins=(self._person,))]
        self.sent: Counter[str] = Counter()
        self._sites = itertools.cycle(sites)
        self._files = itertools.cycle(nasty_files())
        self._latest: Message | None = None

    def note(self, message: Message) -> None:
        """Remember a message of the bot, to press its buttons."""
        self._latest = message

    async def attack(self) -> None:
        """Go on until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for seconds, act in ((2.0, self._link), (1.0, self._file), (0.1, self._inline), (0.1, self._flood)):
                tasks.create_task(self._repeat(seconds, act()))

    async def _repeat(self, seconds: float, acts: Iterator[str]) -> None:
        for done in acts:
            self.sent[done] += 1
            await asyncio.sleep(seconds)

    def _link(self) -> Iterator[str]:
        for chat in itertools.cycle(self.chats):
            self._person.write(chat, f"/add {next(self._sites)}")
            yield "links"

    def _file(self) -> Iterator[str]:
        for chat in itertools.cycle(self.chats):
            self._person.send_file(chat, *next(self._files), "/add")
            yield "files"

    def _inline(self) -> Iterator[str]:
        for number in itertools.count():
            self._person.type_inline(f"{number} {'banjir di kota ' * 20}"[:_MOST_INLINE])
            yield "inline queries"

    def _flood(self) -> Iterator[str]:
        long = f"/ask {'A. ikuti [banjir](kota) ' * 400}"[:_MOST_TEXT]
        for chat in itertools.cycle(self.chats):
            article = self._person.write(chat, long)
            yield "questions"
            self._person.write(chat, "/ask di mana banjir?", reply_to=article)
            yield "questions"
            if self._latest:
                self._person.forge(self._latest, "a:1:1")
                yield "presses"


class Neighbour:
    """A person in a chat of their own, who adds one article after the other and waits for each."""

    def __init__(self, server: BotApiServer) -> None:
        self._person = server.person("Neighbour")
        self.chat = server.private(self._person)
        self._numbers = itertools.count(1)
        self._replies: asyncio.Queue[str] = asyncio.Queue()

    def note(self, message: Message) -> None:
        self._replies.put_nowait(message.text)

    async def add(self) -> float:
        """Add an article and return the seconds until the bot says that it is added. Raises TimeoutError."""
        number, began = next(self._numbers), time.monotonic()
        title = f"Pasar {number} dibuka"
        self._person.write(self.chat, f"/add {title}\n\nPasar nomor {number} di Semarang dibuka lagi hari ini.")
        async with asyncio.timeout(_GIVEN_UP_AFTER):
            while title not in await self._replies.get():
                pass
        return time.monotonic() - began
