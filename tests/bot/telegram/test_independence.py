"""Chats do not wait for each other, whatever one of them does."""

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

import pytest

from bot.telegram.application import BotApplication, resume
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
