"""Count the questions of each chat, or of each person, in a sliding window of a minute."""

from collections import deque

MINUTE = 60.0
_MOST_CHATS = 1000
# Telegram takes 20 messages a minute in a group. With more questions, answers would come later and later; the
# other two are for other replies and for buttons.
MOST_IN_A_GROUP = 18


class QuestionsAMinute:
    """At most so many questions of a chat in any 60 seconds, in a group or channel fewer; 0 means no limit.

    A person is counted as the private chat with the bot, which has the same id. The time of asking counts, so
    questions that waited while the bot was down are all answered. In the event loop only.
    """

    def __init__(self, most: int, most_in_a_group: int = MOST_IN_A_GROUP) -> None:
        self._most, self._most_in_a_group = most, most_in_a_group
        self._asked: dict[int, deque[float]] = {}

    def most_of(self, chat_id: int) -> int:
        return min(self._most, self._most_in_a_group) if chat_id < 0 else self._most

    def wait(self, chat_id: int, at: float) -> float:
        """Count a question and return 0; or count nothing and return the seconds until the next is allowed.

        Args:
            at: when it was asked, in seconds.
        """
        most = self.most_of(chat_id)
        if not most:
            return 0.0
        asked = self._asked.setdefault(chat_id, deque())
        while asked and asked[0] <= at - MINUTE:
            asked.popleft()
        if len(asked) >= most:
            return asked[0] + MINUTE - at
        asked.append(at)
        if len(self._asked) > _MOST_CHATS:
            self._drop_quiet(at)
        return 0.0

    async def count(self, chat_id: int, at: float) -> float:
        """Do what ``wait`` does, over all processes that receive the updates of the bot."""
        return self.wait(chat_id, at)

    def _drop_quiet(self, at: float) -> None:
        self._asked = {chat: asked for chat, asked in self._asked.items() if asked[-1] > at - MINUTE}
