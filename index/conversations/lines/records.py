"""What is stored in a line, and what a process gets when it claims one."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Addressed(NamedTuple):
    """An update as it came.

    Args:
        place: the chat that it is of.
        line: the chat whose updates it waits for.
        joins: a chat whose updates are in this line, too, from now on.
        sequence: the chats with the same one number messages together.
        message: the id of the newest message that it shows.
    """

    number: int
    place: str | None
    content: Mapping[str, Any]
    line: str
    joins: str | None = None
    sequence: int = 0
    message: int = 0


class Claimed(NamedTuple):
    """A line that is now this process's.

    Args:
        is_new_here: another process had it last, or nobody.
        is_abandoned: the one that had it has ended, or is out of reach.
        closed_seconds: for how long Telegram takes no message of its chat.
    """

    name: str
    is_new_here: bool
    is_abandoned: bool
    closed_seconds: float
