"""Counts of chats, people and albums that all processes which receive the updates of the bot share."""

import asyncio
import logging

from bot.telegram.middleware.sliding_window import MINUTE, QuestionsAMinute
from bot.telegram.protocol.albums import SeenAlbums
from index.conversations.lines.recent import RecentEvents
from index.model.errors import StoreError

_log = logging.getLogger(__name__)


class SharedQuestions(QuestionsAMinute):
    """Counts in the database or, while that is away, by itself."""

    def __init__(self, most: int, recent: RecentEvents, what: str, most_in_a_group: int) -> None:
        """Count what is called ``what``."""
        super().__init__(most, most_in_a_group)
        self._recent, self._what = recent, what

    async def count(self, chat_id: int, at: float) -> float:
        most = self.most_of(chat_id)
        if not most:
            return 0.0
        try:
            return await asyncio.to_thread(self._recent.count, f"{self._what}:{chat_id}", at, most, MINUTE)
        except StoreError as error:
            _log.warning("questions are counted by this process alone: %s", error.fault)
            return self.wait(chat_id, at)


class SharedAlbums(SeenAlbums):
    """Remembers albums in the database, with the update that came first: it may be handled again after a crash."""

    def __init__(self, recent: RecentEvents) -> None:
        super().__init__()
        self._recent = recent

    async def is_first(self, album: str, update_id: int) -> bool:
        return await asyncio.to_thread(self._recent.is_first, f"album:{album[:100]}", update_id)
