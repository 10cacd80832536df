"""The update that is being handled, known wherever its reply is made."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Handling:
    """An update in hand.

    Args:
        number: of the update.
        attempts: how often it was tried again before; a new one was not.
        latest_message: the newest message of its chat when its reply began to be sent, None before that.
        calls: made for it that count towards the limits of its chat.
        is_new: False for one that an earlier process left unfinished; its reply may have been sent.
    """

    number: int
    attempts: int = 0
    latest_message: int | None = None
    calls: int = 0
    is_new: bool = True


in_hand: ContextVar[Handling | None] = ContextVar("in_hand", default=None)
