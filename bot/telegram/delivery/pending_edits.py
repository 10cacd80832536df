"""How many messages of a chat are to be edited at a time."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from telegram import Message

# An answer in the chat waits behind so many edits at most.
_AT_ONCE = 5


class PendingEdits:
    """The messages of each chat whose edit is under way. In the event loop only."""

    def __init__(self) -> None:
        self._edited: dict[int, Counter[int]] = {}

    @contextmanager
    def edit(self, message: Message) -> Iterator[bool]:
        """Count a message until the end of the block; yield False where its chat has too many.

        Another edit of a message that is counted already is never too many.
        """
        edited = self._edited.setdefault(message.chat.id, Counter())
        if message.message_id not in edited and len(edited) >= _AT_ONCE:
            yield False
            return
        edited[message.message_id] += 1
        try:
            yield True
        finally:
            edited[message.message_id] -= 1
            if not edited[message.message_id]:
                del edited[message.message_id]
            if not edited:
                self._edited.pop(message.chat.id, None)
