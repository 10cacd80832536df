"""How many questions a chat may ask in a minute."""

from collections import deque

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
        self._told: set[int] = set()

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
        self._told.discard(chat_id)
        if len(self._asked) > _MOST_CHATS:
            self._drop_quiet(at)
        return 0.0

    def is_told(self, chat_id: int) -> bool:
        """Tell whether a chat was told to wait since its last question; from now on it was.

        So what is too much is answered once, and not as often as it is asked.
        """
        if chat_id in self._told:
            return True
        self._told.add(chat_id)
        return False

    def _drop_quiet(self, at: float) -> None:
        self._asked = {chat: asked for chat, asked in self._asked.items() if asked[-1] > at - _SECONDS}
        self._told &= self._asked.keys()
