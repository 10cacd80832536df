"""Chats do not wait for each other, whatever one of them does."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pytest

from bot.telegram.application import BotApplication, resume
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.limits.busy_chats import BusyChats
from bot.telegram.monitoring.update_log import UpdateLog
from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.receiving.order import ByChat
from bot.telegram.receiving.queue import Incoming
from index.ingestion.readers.base import ReadResult
from index.library import Library
from index.model.errors import AddError
from index.model.records import AddResult
from tests.conftest import PATIENCE
from tests.fakes import ANA, RecordingRequest, Updates

QUESTION = "apa yang disepakati?"


class Blocked:
    """A replacement of Library.add_read that does not return until it is released."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.begun = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self.let_go = threading.Event()

    def __call__(self, results: Iterable[ReadResult], library: str) -> Iterator[AddResult | AddError]:
        self.entered.append(library)
        if len(self.entered) == 2:
            self._loop.call_soon_threadsafe(self.begun.set)
        self.let_go.wait(PATIENCE)
        return iter(())


async def test_many_large_articles_do_not_hold_up_a_question(
    bot: BotApplication,
    examples: Library,
    updates: Updates,
    request_: RecordingRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocked = Blocked()
    monkeypatch.setattr(examples, "add_read", blocked)
    await resume(bot)
    adding = [
        asyncio.create_task(
            bot.process_update(
                updates.text("/add some long text", chat_id=chat_id, **{"from": {**ANA, "id": chat_id}})
            )
        )
        for chat_id in range(100, 140)
    ]
    try:
        async with asyncio.timeout(PATIENCE):
            await blocked.begun.wait()
            await bot.process_update(updates.text(QUESTION))
        assert "BREST" in request_.sent()[-1]["text"]
        assert len(blocked.entered) == 2  # the others wait for these, and take no thread
    finally:
        blocked.let_go.set()
        with suppress(Exception):
            await asyncio.gather(*adding)


async def nothing() -> None: ...


async def test_a_chat_that_sends_more_than_may_be_answered_is_busy_and_one_that_chatters_is_not(
    examples: Library, updates: Updates
) -> None:
    busy = BusyChats()
    incoming = Incoming(examples.inbox(1), MessageIds())
    in_order = ByChat(incoming, UnreachableChats(), UpdateLog(), busy)
    for _ in range(61):
        await in_order.process_update(updates.text("halo", chat_id=7), nothing())
        await in_order.process_update(updates.text("halo semua", chat_id=-7), nothing())
    for _ in range(21):
        await in_order.process_update(updates.text(f"/ask {QUESTION}", chat_id=-8), nothing())
        await in_order.process_update(updates.text(QUESTION, chat_id=8), nothing())
    assert [chat for chat in (7, -7, 8, -8) if chat in busy] == [7, -8]
