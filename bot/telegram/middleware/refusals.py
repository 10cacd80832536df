"""Questions above a limit: say at once that one is not answered, and name the others when there may be more."""

import asyncio
import logging
from dataclasses import dataclass

from telegram import Message
from telegram.error import TelegramError

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.protocol.current_update import answer_in, current_language, handling
from bot.telegram.protocol.messages import text_of
from index.query.small_talk import small_talk_in

_log = logging.getLogger(__name__)
# In seconds. Where slots become free one by one, a chat is told no more often than this.
_AT_LEAST = 20.0
_MOST_NAMED = 5


@dataclass
class _Refused:
    """The refused questions of a chat, of which it knows the first, and until when they are collected."""

    until: float
    questions: list[str]


class Refusals:
    """The questions that were refused lately, by chat. In the event loop only."""

    def __init__(self) -> None:
        self._open: dict[int, _Refused] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def is_open(self, chat_id: int) -> bool:
        """Return whether questions of a chat are being collected."""
        return chat_id in self._open

    def add(self, message: Message, at: float) -> bool:
        """Collect a question, asked at this time. Return False if the chat has to be told of it at once."""
        refused = self._open.get(message.chat.id)
        if refused is None or at >= refused.until:
            return False
        if not small_talk_in(text_of(message)):
            refused.questions.append(text_of(message))
        return True

    def begin(self, message: Message, until: float, seconds: float, renderer: Renderer) -> None:
        """Collect the questions of a chat until this time, and then, in so many seconds, name them."""
        refused = self._open[message.chat.id] = _Refused(until + max(0.0, _AT_LEAST - seconds), [text_of(message)])
        wait = max(seconds, _AT_LEAST)
        task = asyncio.create_task(self._name(message, refused, wait, current_language(), renderer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _name(
        self, message: Message, refused: _Refused, seconds: float, language: str, renderer: Renderer
    ) -> None:
        await asyncio.sleep(seconds)
        if self._open.get(message.chat.id) is refused:
            del self._open[message.chat.id]
        if len(refused.questions) == 1:  # the chat knows of it
            return
        with handling(None):  # the update that was refused is done
            answer_in(language)
            named = refused.questions[-_MOST_NAMED:]
            others = len(refused.questions) - len(named)
            html = renderer.render("may_ask_again", questions=named, others=others)
            try:
                await send(message, Reply(html))
            except TelegramError as error:
                _log.warning("a chat does not know that it may ask again: %s", type(error).__name__)
