"""What a message says, which command it calls, and whether it is addressed to the bot."""

import re

from telegram import Chat, Message, MessageEntity, Update
from telegram.ext import filters

from bot.telegram.protocol.commands import BY_NAME, Command

_COMMAND = re.compile(r"/(?P<command>\w+?)(?:_(?P<number>\d+))?(?:@(?P<bot>\w+))?(?!\w)", re.IGNORECASE)


def new_message(update: Update) -> Message:
    """Return the message of an update; handlers here get none without one."""
    if update.message is None:
        raise TypeError(update)
    return update.message


def text_of(message: Message | None) -> str:
    return (message.text or message.caption or "") if message else ""


def replied_to(message: Message) -> Message | None:
    """Return the message that one replies to, not the opening of its topic, to which Telegram ties all others."""
    replied = message.reply_to_message
    return None if replied and replied.forum_topic_created else replied


def marked_text(message: Message) -> str | None:
    """Return the text that a person marked in the message that theirs replies to, here or in another chat."""
    return message.quote.text.strip() or None if message.quote else None


def is_by(user_id: int, message: Message | None) -> bool:
    return bool(message and message.from_user and message.from_user.id == user_id)


def called_command(message: Message) -> Command | None:
    """Return the command of this bot with which a message or a caption begins, None where it begins with none.

    The caption of a forwarded post is the text of somebody else, who called nothing.
    """
    match = _COMMAND.match(text_of(message))
    if match is None or (message.forward_origin and not message.text):
        return None
    if match["bot"] and match["bot"].casefold() != message.get_bot().username.casefold():
        return None
    command = BY_NAME.get(match["command"].lower())
    return None if command and match["number"] and not command.takes_number else command


def calls_by_name(message: Message) -> bool:
    """Return whether a message begins with a command, known or not, that names this bot, as /foo@bot does."""
    match = _COMMAND.match(message.text or "")
    return bool(match and match["bot"] and match["bot"].casefold() == message.get_bot().username.casefold())


def begins_with_command(message: Message) -> bool:
    """Return whether a message or a caption begins as a command does, of this bot or of another."""
    return bool(filters.COMMAND.filter(message)) or re.match(r"/\w", message.caption or "") is not None


def argument(message: Message) -> str:
    """Return what follows the command, or the number in a command that can be tapped, such as /article_3."""
    text = text_of(message)
    match = _COMMAND.match(text)
    if match is None:
        return text.strip()
    return match["number"] or text[match.end() :].strip()


def without_mention(message: Message) -> str | None:
    """Return the text without the mentions of this bot, or None where there is none."""
    units = _utf16(message)
    name = f"@{message.get_bot().username}".casefold()
    ours = [
        where for where in _places(message, MessageEntity.MENTION) if _decoded(units[where]).casefold() == name
    ]
    if not ours:
        return None
    for where in sorted(ours, key=lambda where: -where.start):
        units = units[: where.start] + units[where.stop :]
    return _decoded(units).strip()


def entity_texts(message: Message, kind: str) -> list[str]:
    """Return the texts that Telegram marks as being of a kind, such as addresses, in order."""
    units = _utf16(message)
    return [_decoded(units[where]) for where in _places(message, kind)]


def _utf16(message: Message) -> bytes:
    """Return the text in UTF-16, in which Telegram counts. Half a character raises no error."""
    return text_of(message).encode("utf-16-le", "surrogatepass")


def _decoded(units: bytes) -> str:
    return units.decode("utf-16-le", "replace")


def _places(message: Message, kind: str) -> list[slice]:
    entities = (*message.entities, *message.caption_entities)
    return [
        slice(entity.offset * 2, (entity.offset + entity.length) * 2) for entity in entities if entity.type == kind
    ]


def is_reply_to_bot(message: Message) -> bool:
    """Return whether a message replies to the bot with words, typed or spoken."""
    is_said = text_of(message) or message.voice or message.video_note
    return bool(is_said) and is_by(message.get_bot().id, replied_to(message))


def is_chatter(update: Update) -> bool:
    """Return whether an update is what people say in a group to each other, or what Telegram reports there.

    Addressed to the bot are its commands that name no other bot, mentions of it, replies to it, and a move of the
    group.
    """
    message = update.message
    if message is None or message.chat.type == Chat.PRIVATE:
        return False
    if message.is_automatic_forward:  # a channel's post in the group that discusses it
        return True
    if message.migrate_to_chat_id or message.migrate_from_chat_id:
        return False
    is_called = called_command(message) is not None or without_mention(message) is not None
    is_called = is_called or calls_by_name(message)
    return not ((text_of(message) and is_called) or is_reply_to_bot(message))
