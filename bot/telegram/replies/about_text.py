"""A question that replies to a text: it is answered from that text alone, of which nothing is kept."""

from telegram import Message, MessageOriginChannel

from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import is_by, text_of
from bot.telegram.protocol.questions import Asked
from bot.telegram.replies.adding import credits_of
from index.ingestion.reading.requests import TextRequest

# Shorter texts, in characters, are talk, unless they are posts of a channel.
_SHORTEST = 200


def is_article(message: Message) -> bool:
    """Return whether a question that replies to a message is about its text."""
    text = text_of(message).strip()
    return len(text) >= _SHORTEST or (bool(text) and isinstance(message.forward_origin, MessageOriginChannel))


def text_asked_about(asked: Asked, bot_id: int) -> TextRequest | None:
    """Return the text that a question is about: what is marked, or the article that it replies to."""
    if is_by(bot_id, asked.replied) or not (asked.marked or (asked.replied and is_article(asked.replied))):
        return None
    source = label("names", "message")
    return TextRequest(asked.marked or text_of(asked.replied), source, credits_of(asked.replied))
