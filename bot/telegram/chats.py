"""What a chat may see and where its own articles go; what a message says."""

from typing import NamedTuple

from telegram import Chat, Message, Update

from index.models import SHARED


class Place(NamedTuple):
    """A chat as the library knows it: its name there, its own library, and those that it may ask."""

    name: str
    own: str
    libraries: frozenset[str]


def place(chat: Chat) -> Place:
    name = f"chat:{chat.id}"
    return Place(name, name, frozenset({SHARED, name}))


def new_message(update: Update) -> Message:
    """Returns the message of an update; handlers here get none without one."""
    if update.message is None:
        raise TypeError(update)
    return update.message


def argument(message: Message) -> str:
    """Returns what follows the command in a message or in a file's caption."""
    text = message.text or message.caption or ""
    after_command = text.split(maxsplit=1)[1:]
    return after_command[0].strip() if after_command else ""
