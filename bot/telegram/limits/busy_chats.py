"""Know the chats in which more is asked than can be answered there."""

from collections import deque
from collections.abc import Callable
from time import monotonic

_SECONDS = 60.0
# What Telegram lets a bot send there in that time: https://core.telegram.org/bots/faq.
_MOST_IN_PRIVATE, _MOST_IN_A_GROUP = 60, 20
_MOST_CHATS = 1000


class BusyChats:
    """The chats with more updates in a minute than the bot may send messages there.

    What arrives counts, not what is sent: after an outage, everybody's answers are late. In the event loop only.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._came: dict[int, deque[float]] = {}

    def note(self, chat_id: int) -> None:
        """Count an update of a chat."""
        most = _MOST_IN_A_GROUP if chat_id < 0 else _MOST_IN_PRIVATE
        self._came.setdefault(chat_id, deque(maxlen=most + 1)).append(self._clock())
        if len(self._came) > _MOST_CHATS:
            earliest = self._clock() - _SECONDS
            self._came = {chat: came for chat, came in self._came.items() if came[-1] > earliest}

    def __contains__(self, chat_id: object) -> bool:
        came = self._came.get(chat_id) if isinstance(chat_id, int) else None
        return came is not None and len(came) == came.maxlen and came[0] > self._clock() - _SECONDS
