"""A question that replies to a text: it is answered from that text alone, of which nothing is kept."""

from telegram import Message, MessageOriginChannel

from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import text_of
from bot.telegram.replies.adding import credits_of
from index.ingestion.reading.requests import TextRequest, read
from index.library import Library
from index.model.records import Answer

# Shorter texts, in characters, are talk, unless they are posts of a channel.
_SHORTEST = 200


def is_article(message: Message) -> bool:
    """Return whether a question that replies to a message is about its text."""
    text = text_of(message).strip()
    return len(text) >= _SHORTEST or (bool(text) and isinstance(message.forward_origin, MessageOriginChannel))


def ask_about(library: Library, message: Message | None, question: str, marked: str | None = None) -> Answer:
    """Return the answer that the text of a message, or what is marked in it, has. Raises AddError."""
    source = label("names", "message")
    request = TextRequest(marked or text_of(message), source, credits_of(message))
    return library.ask_read(read(request, library.config.max_article_bytes), question)
