"""Which messages ask something, and what."""

import re
from dataclasses import dataclass

from telegram import Chat, Message

from bot.telegram.protocol.deep_links import QuestionLink, link_of
from bot.telegram.protocol.messages import (
    argument,
    begins_with_command,
    called_command,
    is_by,
    replied_to,
    text_of,
    without_mention,
)

_LINK = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A question, and the message that it replies to, if it does."""

    question: str
    replied: Message | None


def question_in(message: Message) -> Asked | None:
    """Return what a message asks the bot, None where it is no question.

    A question is /ask with a text, a deep link with one, and in private any text that is no command and nothing to
    add; in a group, a mention of the bot or a reply to it. Where only the bot is called, the question is the
    message that the call replies to.
    """
    asked, replied = _said_to_the_bot(message), replied_to(message)
    if asked is None:
        return None
    if not any(map(str.isalnum, asked)) and not is_by(message.get_bot().id, replied):
        asked, replied = text_of(replied) or asked, None
    return Asked(asked, replied) if asked.strip() else None


def is_to_add(message: Message) -> bool:
    """Return whether a private message is a file, a forwarded post or a link, which the bot offers to add."""
    is_link = _LINK.fullmatch(message.text or "") is not None
    return message.chat.type == Chat.PRIVATE and bool(message.forward_origin or message.document or is_link)


def _said_to_the_bot(message: Message) -> str | None:
    if command := called_command(message):
        if command.name == "start":
            link = link_of(argument(message))
            return link.question if isinstance(link, QuestionLink) else None
        return argument(message) if command.name == "ask" else None
    if begins_with_command(message) or is_to_add(message):
        return None
    if message.chat.type == Chat.PRIVATE:
        return text_of(message) or None
    mentioned = without_mention(message)
    if mentioned is None and is_by(message.get_bot().id, replied_to(message)):
        return text_of(message) or None
    return mentioned
