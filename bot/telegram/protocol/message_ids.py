"""The ids of messages, by which a message whose sending got no response can be looked for."""

from collections import defaultdict, deque
from collections.abc import Collection

# Message ids count up within a supergroup or a channel, and within an account for all its private chats and basic
# groups together. https://core.telegram.org/api/bots/ids#chat-ids says which chat ids are which.
_OWN_SEQUENCE = -1_000_000_000_000
_ACCOUNT = 0
# More messages than come while a lost one is looked for, in all private chats or in one group. A bot that has been
# in a thousand groups for years needs 15 MB for them.
_REMEMBERED = 2000
_REMEMBERED_OF_A_GROUP = 100


class MessageIds:
    """The newest messages that are known, in each sequence of ids."""

    def __init__(self) -> None:
        self._latest: defaultdict[int, int] = defaultdict(int)
        self._known: dict[int, deque[int]] = {}
        self._sent: dict[int, deque[tuple[float, int]]] = {}

    def note(self, chat_id: int, message_id: int) -> None:
        """Remember a message, whoever sent it."""
        sequence = sequence_of(chat_id)
        self._latest[sequence] = max(self._latest[sequence], message_id)
        self._known.setdefault(sequence, deque(maxlen=_most_of(sequence))).append(message_id)

    def sent(self, chat_id: int, message_id: int, began: float) -> None:
        """Remember a message of the bot, whose sending began at this time."""
        self.note(chat_id, message_id)
        sequence = sequence_of(chat_id)
        self._sent.setdefault(sequence, deque(maxlen=_most_of(sequence))).append((began, message_id))

    def last_until(self, chat_id: int, time: float) -> int | None:
        """Return the highest id that a message sent before this time can have, None if that is not known.

        Whatever the bot sent later has a higher id.
        """
        later = [sent for began, sent in self._sent.get(sequence_of(chat_id), ()) if began >= time]
        return min(later) - 1 if later else None

    def latest(self, chat_id: int) -> int:
        """Return the newest id known in the sequence of this chat, 0 before there is one."""
        return self._latest.get(sequence_of(chat_id), 0)

    def unknown(self, chat_id: int, after: int, last: int) -> int:
        """Return how many ids in this range no known message of this sequence has."""
        known = {number for number in self._known.get(sequence_of(chat_id), ()) if after < number <= last}
        return max(0, last - after - len(known))

    def next_unknown(self, chat_id: int, after: int, last: int, tried: Collection[int] = ()) -> int | None:
        """Return an id in this range that no known message of this sequence has, None if none is left.

        A lost message comes right behind those that were known or, after an outage, behind all that people wrote
        meanwhile. The lowest and the highest ids therefore take turns.

        Args:
            tried: ids that are passed over.
        """
        known = {*self._known.get(sequence_of(chat_id), ()), *tried}
        ids = range(last, after, -1) if len(tried) % 2 else range(after + 1, last + 1)
        return next((unknown for unknown in ids if unknown not in known), None)


def sequence_of(chat_id: int) -> int:
    """Return a number that the chats have in common whose messages are numbered together."""
    return chat_id if chat_id < _OWN_SEQUENCE else _ACCOUNT


def _most_of(sequence: int) -> int:
    return _REMEMBERED if sequence == _ACCOUNT else _REMEMBERED_OF_A_GROUP
