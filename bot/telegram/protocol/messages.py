"""What a chat may see and where its own articles go; what a message says, and to whom."""

import re
from typing import NamedTuple

from telegram import Chat, Message, MessageEntity, Update, User

from index.model.records import SHARED


class Place(NamedTuple):
    """A chat as the library knows it: its name there, its own library, and those that it may ask."""

    name: str
    own: str
    libraries: frozenset[str]


# A group may have other bots, whose commands need not name them.
COMMANDS = frozenset(
    {"start", "help", "ask", "sources", "article", "add", "remove", "share", "editors"}
    | {"privacy", "language", "forget"}
)
_PREFIX = "chat:"
_COMMAND = re.compile(r"/(?P<command>\w+?)(?:_(?P<number>\d+))?(?:@(?P<bot>\w+))?(?=\s|$)", re.IGNORECASE)


def name_of(chat_id: int) -> str:
    """Return the name of a chat in the library."""
    return f"{_PREFIX}{chat_id}"


def place(chat: Chat) -> Place:
    return _place(chat.id)


def place_of_user(user: User) -> Place:
    """Return the private chat of a person with the bot, which has the number of the person."""
    return _place(user.id)


def place_of(update: Update) -> str | None:
    """Return the name of the chat that an update is of; None for what is of none, as an inline query."""
    return place(update.effective_chat).name if update.effective_chat else None


def new_message(update: Update) -> Message:
    """Return the message of an update; handlers here get none without one."""
    if update.message is None:
        raise TypeError(update)
    return update.message


def _place(chat_id: int) -> Place:
    name = name_of(chat_id)
    return Place(name, name, frozenset({SHARED, name}))


def name_of_user(user: User) -> str:
    return f"user:{user.id}"


def writer_of(message: Message) -> User | None:
    """Return the person who wrote a message; None for a group or channel that speaks for itself."""
    return None if message.sender_chat else message.from_user


def asker_of(message: Message) -> str | None:
    """Return the name of the person who wrote a message, as answers have it."""
    writer = writer_of(message)
    return name_of_user(writer) if writer else None


def chat_id_of(name: str) -> int:
    """Return the id of a chat by its name in the library."""
    return int(name.removeprefix(_PREFIX))


def is_chatter(update: Update) -> bool:
    """Return whether an update is nothing to the bot: what people say, or Telegram tells of them, in a group.

    For the bot are its commands that name no other, mentions of it, replies to it, and a move of the group.
    """
    message = update.message
    if message is None or message.chat.type == Chat.PRIVATE:
        return False
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return False
    bot = message.get_bot()
    called = command_of(message, bot.username) in COMMANDS or without_mention(message, bot.username) is not None
    return not (text_of(message) and (called or is_by(bot.id, replied_to(message))))


def replied_to(message: Message) -> Message | None:
    """Return the message that one replies to, not the opening of its topic, to which Telegram ties all others."""
    replied = message.reply_to_message
    return None if replied and replied.forum_topic_created else replied


def is_by(user_id: int, message: Message | None) -> bool:
    return bool(message and message.from_user and message.from_user.id == user_id)


def text_of(message: Message | None) -> str:
    return (message.text or message.caption or "") if message else ""


def command_of(message: Message, username: str) -> str | None:
    """Return the command that a message or a file's caption begins with, in lower case, if it is for this bot."""
    match = _COMMAND.match(text_of(message))
    if match is None or (match["bot"] and match["bot"].casefold() != username.casefold()):
        return None
    return match["command"].lower()


def argument(message: Message) -> str:
    """Return what follows the command, or the number in a command that can be tapped, such as /article_3."""
    text = text_of(message)
    match = _COMMAND.match(text)
    if match is None:
        return text.strip()
    return match["number"] or text[match.end() :].strip()


def without_mention(message: Message, username: str) -> str | None:
    """Return the text without the mentions of this bot, or None where there is none."""
    # Offsets count UTF-16 units. Half a character is no text, but no reason to fail either.
    units = text_of(message).encode("utf-16-le", "surrogatepass")
    entities = (*message.entities, *message.caption_entities)
    mentions = [
        slice(entity.offset * 2, (entity.offset + entity.length) * 2)
        for entity in entities
        if entity.type == MessageEntity.MENTION
    ]
    name = f"@{username}".casefold()
    ours = [where for where in mentions if units[where].decode("utf-16-le", "replace").casefold() == name]
    if not ours:
        return None
    for where in sorted(ours, key=lambda where: -where.start):
        units = units[: where.start] + units[where.stop :]
    return units.decode("utf-16-le", "replace").strip()
