"""How many questions a chat may ask in a minute."""

from collections import deque
from math import inf

_SECONDS = 60.0
_MOST_CHATS = 1000
# Telegram takes 20 messages a minute in a group; with more questions, answers would come later and later. The rest
# is for what else is said there, and for buttons.
_MOST_IN_A_GROUP = 18


class QuestionsAMinute:
    """At most so many questions of a chat in any 60 seconds, 18 of a group; 0 is no limit. In the event loop only.

    It is the time of asking that counts, so what has waited for the bot is answered, however much it is.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def most_of(self, chat_id: int) -> int:
        return min(self._most, _MOST_IN_A_GROUP) if chat_id < 0 else self._most

    def wait(self, chat_id: int, at: float) -> float:
        """Count a question and return 0; or the seconds from then until there may be one more, and count nothing.

        Args:
            at: when it was asked, in seconds.
        """
        most = self.most_of(chat_id)
        if not most:
            return 0.0
        asked = self._asked.setdefault(chat_id, deque())
        while asked and asked[0] <= at - _SECONDS:
            asked.popleft()
        if len(asked) >= most:
            return asked[0] + _SECONDS - at
        asked.append(at)
        if len(self._asked) > _MOST_CHATS:
            self._drop_quiet(at)
        return 0.0

    def is_told(self, chat_id: int, at: float) -> bool:
        """Return whether a chat was told to wait in the 60 seconds before; if not, it is now.

        So what is too much is answered once, and not as often as it is asked.
        """
        if at - self._told.get(chat_id, -inf) < _SECONDS:
            return True
        self._told[chat_id] = at
        return False

    def _drop_quiet(self, at: float) -> None:
        self._asked = {chat: asked for chat, asked in self._asked.items() if asked[-1] > at - _SECONDS}
        self._told = {chat: told for chat, told in self._told.items() if chat in self._asked}
