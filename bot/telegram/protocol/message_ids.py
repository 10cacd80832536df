"""The numbers of messages, by which a message whose sending got no answer can be looked for."""

from collections import defaultdict, deque

# Telegram numbers the messages of a supergroup or channel by itself, and those of private chats and basic groups
# together, for each account. https://core.telegram.org/api/bots/ids#chat-ids tells their ids apart.
_OWN_COUNT = -1_000_000_000_000
_ACCOUNT = 0
# More than may come while a lost message is looked for, in all private chats or in one group. A bot may be in a
# thousand groups for years: they take 15 MB.
_REMEMBERED = 500
_REMEMBERED_OF_A_GROUP = 100


class MessageIds:
    """The newest messages that are known, in each count."""

    def __init__(self) -> None:
        self._latest: defaultdict[int, int] = defaultdict(int)
        self._known: dict[int, deque[int]] = {}
        self._sent: dict[int, deque[tuple[float, int]]] = {}

    def note(self, chat_id: int, number: int) -> None:
        """Remember a message, whoever sent it."""
        count = _count_of(chat_id)
        self._latest[count] = max(self._latest[count], number)
        self._known.setdefault(count, deque(maxlen=_most_of(count))).append(number)

    def sent(self, chat_id: int, number: int, began: float) -> None:
        """Remember a message of our own, whose sending began at this time."""
        self.note(chat_id, number)
        count = _count_of(chat_id)
        self._sent.setdefault(count, deque(maxlen=_most_of(count))).append((began, number))

    def last_until(self, chat_id: int, time: float) -> int | None:
        """Return the last number that a message can have that was there at this time; None if nothing tells.

        What we sent later has a higher number.
        """
        later = [number for began, number in self._sent.get(_count_of(chat_id), ()) if began >= time]
        return min(later) - 1 if later else None

    def latest(self, chat_id: int) -> int:
        """Return the number of the newest message known in the count of this chat; 0 before there is one."""
        return self._latest.get(_count_of(chat_id), 0)

    def unknown_between(self, chat_id: int, after: int, last: int) -> list[int]:
        """Return the numbers in this range that a message of this chat may have and none that is known has."""
        known = set(self._known.get(_count_of(chat_id), ()))
        return [number for number in range(after + 1, last + 1) if number not in known]


def _count_of(chat_id: int) -> int:
    return chat_id if chat_id < _OWN_COUNT else _ACCOUNT


def _most_of(count: int) -> int:
    return _REMEMBERED if count == _ACCOUNT else _REMEMBERED_OF_A_GROUP
