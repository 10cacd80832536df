"""Which messages ask something, and what."""

from dataclasses import dataclass

from telegram import Chat, Message

from bot.telegram.protocol.deep_links import QuestionLink, link_of
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import (
    argument,
    begins_with_command,
    called_command,
    is_by,
    marked_text,
    replied_to,
    text_of,
    without_mention,
)
from index.query.small_talk import small_talk_in


@dataclass(frozen=True)
class Asked:
    """A question, the message that it replies to, and the text that the person marked there, if any.

    Of a message in another chat, Telegram only gives the marked text.
    """

    question: str
    replied: Message | None
    marked: str | None = None


def question_in(message: Message) -> Asked | None:
    """Return what a message asks the bot, None where it is not a question.

    A question is /ask with a text, a deep link with one, and in private any text that is not a command and has
    nothing to add; in a group, a mention of the bot or a reply to it. Where only the bot is called, the question
    is the message that the call replies to.
    """
    asked, replied, marked = _said_to_the_bot(message), replied_to(message), marked_text(message)
    if asked is None:
        return None
    if not any(map(str.isalnum, asked)) and not is_by(message.get_bot().id, replied):
        asked, replied, marked = marked or text_of(replied) or asked, None, None
    return Asked(asked, replied, marked) if asked.strip() else None


def is_to_add(message: Message) -> bool:
    """Return whether a private message is a file, a forwarded post or has a link, which the bot offers to add."""
    if message.chat.type != Chat.PRIVATE:
        return False
    return bool(message.forward_origin or message.document or (message.text and addresses_to_add(message)))


def question_about_file(message: Message) -> str | None:
    """Return what the caption of a file asks about it, None where it asks nothing; that of a post is its text."""
    caption = (message.caption or "").strip()
    is_question = any(map(str.isalnum, caption)) and not small_talk_in(caption)
    return caption if is_question and not message.forward_origin else None


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
