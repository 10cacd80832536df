"""Chats and people as the library knows them: by names made from Telegram's ids."""

from typing import NamedTuple

from telegram import Chat, Message, Update, User

from index.model.records import SHARED

_CHAT, _USER = "chat:", "user:"


class Place(NamedTuple):
    """A chat as the library knows it.

    Args:
        own: the library of its own articles.
        libraries: those that it may ask.
    """

    name: str
    own: str
    libraries: frozenset[str]


def name_of_chat(chat_id: int) -> str:
    return f"{_CHAT}{chat_id}"


def chat_id_of(name: str) -> int:
    """Return the id of a chat by its name in the library."""
    return int(name.removeprefix(_CHAT))


def place(chat: Chat) -> Place:
    return _place(chat.id)


def private_place(user: User) -> Place:
    """Return the private chat of a person with the bot, which has the id of the person."""
    return _place(user.id)


def name_of_place(update: Update) -> str | None:
    """Return the name of the chat of an update; None for an update without a chat, such as an inline query."""
    return name_of_chat(update.effective_chat.id) if update.effective_chat else None


def is_of_channel(update: Update) -> bool:
    """Return whether an update is of a channel, where the bot reads and never writes."""
    chat = None if update.callback_query else update.effective_chat
    return chat is not None and chat.type == Chat.CHANNEL


def name_of_user(user: User) -> str:
    return f"{_USER}{user.id}"


def writer_of(message: Message) -> User | None:
    """Return the person who wrote a message; None for a group or channel that speaks for itself."""
    return None if message.sender_chat else message.from_user


def sender_of(message: Message) -> int:
    """Return the id of the person who wrote a message or, if a group or channel speaks for itself, its own."""
    writer = writer_of(message)
    return writer.id if writer else (message.sender_chat or message.chat).id


def asker_of(message: Message) -> str | None:
    """Return the name of the person who wrote a message, as answers have it."""
    writer = writer_of(message)
    return name_of_user(writer) if writer else None


def _place(chat_id: int) -> Place:
    name = name_of_chat(chat_id)
    return Place(name, name, frozenset({SHARED, name}))
