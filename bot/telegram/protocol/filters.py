"""Which updates a handler takes, for python-telegram-bot's handlers."""

from collections.abc import Callable
from types import UnionType

from telegram import Message
from telegram.ext import filters

from bot.telegram.protocol.callback_data import decode
from bot.telegram.protocol.commands import BY_NAME
from bot.telegram.protocol.messages import called_command

# Channels' posts are no messages to the bot.
POSTS = filters.UpdateType.CHANNEL_POSTS
NEW = filters.UpdateType.MESSAGE
EDITED = filters.UpdateType.EDITED_MESSAGE
PRIVATE = NEW & filters.ChatType.PRIVATE
GROUPS = NEW & filters.ChatType.GROUPS


class Where(filters.MessageFilter):
    """Take the messages of which the predicate is true."""

    def __init__(self, predicate: Callable[[Message], object]) -> None:
        super().__init__(name=getattr(predicate, "__name__", None))
        self._predicate = predicate

    def filter(self, message: Message) -> bool:
        return bool(self._predicate(message))


def calls(name: str) -> filters.BaseFilter:
    """Take the messages and captions that call a command, by any of its names."""
    command = BY_NAME[name]
    return NEW & Where(lambda message: called_command(message) is command)


def presses(kinds: type | UnionType) -> Callable[[object], bool]:
    """Take the presses of buttons of these kinds; None is for data that is of no button."""
    return lambda data: isinstance(decode(data), kinds)
