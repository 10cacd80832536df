"""Record in the ledger what the bot sends and edits, at the moment it takes effect."""

import time
from collections.abc import Callable, Mapping

from tests.botapi.server import BotApiServer, Message
from tests.botapi.server.waiting import Outbox
from tools.load.ledger import Ledger
from tools.load.library import WORD

Shown = dict[tuple[int, int], str | None]
Others = Mapping[int, Callable[[Message], None]]


def watch(server: BotApiServer, ledger: Ledger, others: Others) -> None:
    """Record all that the bot sends from now on. Nobody else can wait for it then.

    ``others`` are chats that are not in the ledger, with what is to be done with a message there.
    """
    shown: Shown = {}
    server.world.sent = _Sent(ledger, shown, others)
    server.world.edited = _Edited(ledger, shown, others)


def word_in(message: Message | None) -> str | None:
    found = WORD.search(message.text) if message else None
    return found[0] if found else None


class _Sent(Outbox[int, Message]):
    def __init__(self, ledger: Ledger, shown: Shown, others: Others) -> None:
        super().__init__("message of the bot")
        self._others = others
        self._ledger = ledger
        self._shown = shown

    def put(self, key: int, item: Message) -> None:
        if note := self._others.get(key):
            note(item)
            return
        word = self._shown[key, item.message_id] = word_in(item)
        self._ledger.arrived(key, word, word_in(item.reply_to), time.monotonic())


class _Edited(Outbox[tuple[int, int], Message]):
    """Ignore an edit into the same text, by which the bot checks whether a message arrived."""

    def __init__(self, ledger: Ledger, shown: Shown, others: Others) -> None:
        super().__init__("edit of the bot")
        self._others = others
        self._ledger = ledger
        self._shown = shown

    def put(self, key: tuple[int, int], item: Message) -> None:
        if key[0] in self._others:
            return
        before, word = self._shown[key], word_in(item)
        if word == before:
            return
        self._shown[key] = word
        if before:
            self._ledger.withdrawn(before)
        self._ledger.arrived(key[0], word, word_in(item.reply_to), time.monotonic())
