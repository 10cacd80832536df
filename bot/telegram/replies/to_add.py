"""What of a message becomes articles: the pages that it links to, its own text, or its file."""

from collections.abc import Sequence
from pathlib import PurePath

from telegram import Document, Message

from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import text_of
from bot.telegram.replies.adding import name_of
from index.ingestion.readers import READERS
from index.ingestion.readers.other_formats import unknown_format
from index.model.errors import ReadError

# "/add halo" is a slip. An article of one word would be the answer to that word from then on.
_FEWEST_WORDS = 2


def texts_to_add(message: Message, text: str | None = None) -> Sequence[str]:
    """Return what to add of a message: each address in it or, without one, its text.

    Args:
        text: the part of the message that counts, without a command; all of it by default.
    """
    text = text_of(message) if text is None else text
    return addresses_to_add(message, text) or (text,)


def is_article(message: Message, text: str) -> bool:
    """Return whether there is something to add in a text: an address, or more than one word."""
    return len(text.split()) >= _FEWEST_WORDS or bool(addresses_to_add(message, text))


def unreadable(document: Document) -> ReadError | None:
    """Return why a file cannot be read, as far as its name says; None if it may be readable."""
    suffix = PurePath(name_of(document)).suffix.lower()
    if not suffix or suffix in READERS:
        return None
    return unknown_format(name_of(document), suffix, READERS)


def joined(replies: Sequence[Reply]) -> Reply:
    """Return one reply that says what several say."""
    return Reply("\n".join(reply.html for reply in replies))
