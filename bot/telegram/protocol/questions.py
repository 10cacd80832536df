"""Which messages ask something, and what."""

from dataclasses import dataclass

from telegram import Chat, Document, Message

from bot.telegram.protocol.deep_links import QuestionLink, link_of
from bot.telegram.protocol.links import Links, addresses_to_add, blocks, links_in
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
from index.query.asking import is_question
from index.query.small_talk import small_talk_in
from index.text.pasted import Pasted, pasted_article

# In characters. A longer post that asks is an article with a question for its headline.
_LONGEST_FORWARDED_QUESTION = 200


@dataclass(frozen=True)
class Asked:
    """A question and what it is about.

    Args:
        replied: the message that it replies to.
        marked: the text that the person marked there. Of a message in another chat, Telegram gives nothing else.
        pages: the addresses beside it or in the message that it replies to.
        file: below which it stands, or to which it replies.
        pages_left_out: counts the addresses behind those, which are not read.
        is_elsewhere: whether it replies to a message in another chat of which Telegram shows nothing.
    """

    question: str
    replied: Message | None
    marked: str | None = None
    pages: tuple[str, ...] = ()
    file: Document | None = None
    pages_left_out: int = 0
    is_elsewhere: bool = False


def question_in(message: Message) -> Asked | None:
    """Return what a message asks the bot, None where it is not a question.

    A question is /ask with a text, a deep link with one, and in private any text that is not a command and has
    nothing to add; in a group, a mention of the bot or a reply to it. Beside a link and below a file, a text in
    private has to ask something; below an article, what asks is about that. Where only the bot is called, the
    question is the message that the call replies to.
    """
    if pasted := pasted_in(message):
        return Asked(pasted.question, None, pasted.article) if pasted.question else None
    said, replied, marked = _said_to_the_bot(message), replied_to(message), marked_text(message)
    is_elsewhere = is_reply_elsewhere(message)
    if said is None:
        return None
    is_ours, sent = is_by(message.get_bot().id, replied), message
    if not _is_said(said) and not is_ours and not small_talk_in(said):  # "👍" calls nobody
        said, sent, replied, marked = marked or text_of(replied) or said, replied or message, None, None
    if file := sent.document or (None if marked else file_replied_to(sent)):
        return Asked(said, replied, file=file) if _is_said(said) else None
    links = links_in(sent, said)
    if links.addresses:
        asked = _question_beside(links) or links.beside
        pages = links.addresses
        return Asked(asked, replied, None, pages, pages_left_out=links.left_out) if _is_said(asked) else None
    if not _is_said(said) and not small_talk_in(said):  # "/", "?"
        return None
    linked = links_in(replied) if replied and not is_ours and not marked else Links((), "")
    return Asked(
        said, replied, marked, linked.addresses, pages_left_out=linked.left_out, is_elsewhere=is_elsewhere
    )


def is_reply_elsewhere(message: Message) -> bool:
    """Return whether a message replies to one in another chat of which Telegram shows no text and no file."""
    return bool(message.external_reply and not message.external_reply.document and not marked_text(message))


def is_to_add(message: Message) -> bool:
    """Return whether a private message is a file, a post, a link or an article, which the bot offers to add."""
    if message.chat.type != Chat.PRIVATE or _is_forwarded_question(message):
        return False
    return bool(message.forward_origin or message.document or addresses_to_add(message) or pasted_in(message))


def _is_forwarded_question(message: Message) -> bool:
    """Return whether a message passes on what somebody asks: one line that is a question, without a link."""
    text = (message.text or "").strip()
    is_short = len(text) <= _LONGEST_FORWARDED_QUESTION and "\n" not in text
    if not message.forward_origin or not is_short or small_talk_in(text) or addresses_to_add(message):
        return False
    return is_question(text)


def file_replied_to(message: Message) -> Document | None:
    """Return the file of the message that one replies to, here or in another chat."""
    replied = replied_to(message)
    if replied:
        return replied.document
    return message.external_reply.document if message.external_reply else None


def pasted_in(message: Message) -> Pasted | None:
    """Return the article that a person has pasted into a private chat, None where there is none."""
    if message.chat.type != Chat.PRIVATE or message.forward_origin or begins_with_command(message):
        return None
    return pasted_article(message.text, is_question) if message.text and not addresses_to_add(message) else None


def _said_to_the_bot(message: Message) -> str | None:
    if command := called_command(message):
        if command.name == "start":
            link = link_of(argument(message))
            return link.question if isinstance(link, QuestionLink) else None
        return argument(message) if command.name == "ask" else None
    if begins_with_command(message) or (is_to_add(message) and not _asks_about_what_it_has(message)):
        return None
    if message.chat.type == Chat.PRIVATE:
        return text_of(message) or None
    mentioned = without_mention(message)
    if mentioned is None and is_by(message.get_bot().id, replied_to(message)):
        return text_of(message) or None
    return mentioned


def _asks_about_what_it_has(message: Message) -> bool:
    """Return whether a message asks something below its file or beside its links; a post is its own text."""
    if message.forward_origin:
        return False
    if message.document:
        return is_question(text_of(message))
    links = links_in(message)
    return bool(links.addresses) and _question_beside(links) is not None


def _question_beside(links: Links) -> str | None:
    """Return what is asked beside links: below or above a page that was shared with its title, or all of it."""
    parts = blocks(links.beside)
    asked = next((part for part in (parts[-1], parts[0]) if is_question(part)), None)
    return asked.strip() if asked else None


def _is_said(text: str) -> bool:
    return any(map(str.isalnum, text))
