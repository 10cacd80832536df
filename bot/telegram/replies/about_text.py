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


def texts_asked_about(asked: Asked, bot_id: int) -> list[TextRequest]:
    """Return the texts that a question is about, in order: what is marked, and the article that it replies to.

    If the marked part does not answer, the whole message may.
    """
    if is_by(bot_id, asked.replied):
        return []
    texts = [asked.marked or ""]
    if asked.replied and (asked.marked or is_article(asked.replied)):
        texts.append(text_of(asked.replied))
    source, credits_ = label("names", "message"), credits_of(asked.replied)
    return [TextRequest(text, source, credits_) for text in dict.fromkeys(texts) if text.strip()]
