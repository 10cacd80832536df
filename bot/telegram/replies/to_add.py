"""What of a message becomes articles: the pages that it links to, its own text, or its file."""

from collections.abc import Sequence

from telegram import Message

from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.messages import text_of
from bot.telegram.protocol.questions import pasted_in
from index.model.web_address import is_only_addresses
from index.query.small_talk import small_talk_in

# "/add halo" and "/add halo dunia" are slips. An article of one word would answer that word from then on.
_FEWEST_WORDS = 2


def texts_to_add(message: Message, text: str | None = None) -> Sequence[str]:
    """Return what to add of a message: each address in it or, without one, its text less lines of addresses.

    Args:
        text: the part of the message that counts, without a command; all of it by default.
    """
    if text is None:
        pasted = pasted_in(message)
        text = pasted.article if pasted else text_of(message)
    return addresses_to_add(message, text) or ("\n".join(_lines_of_words(text)),)


def is_article(message: Message, text: str) -> bool:
    """Return whether there is something to add in a text: an address, or words that are no small talk."""
    words = " ".join(_lines_of_words(text))
    has_words = len(words.split()) >= _FEWEST_WORDS and not small_talk_in(words)
    return has_words or bool(addresses_to_add(message, text))


def _lines_of_words(text: str) -> list[str]:
    """Return the lines of a text that are more than addresses: those below a post say nothing to quote."""
    return [line for line in text.split("\n") if not is_only_addresses(line)]


def joined(replies: Sequence[Reply]) -> Reply:
    """Return one reply that says what several say."""
    return Reply("\n".join(reply.html for reply in replies))
