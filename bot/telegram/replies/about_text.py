"""A question that replies to a text: it is answered from that text alone, of which nothing is kept."""

from telegram import Message, MessageOriginChannel

from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import is_by, text_of
from bot.telegram.protocol.questions import Asked
from bot.telegram.replies.adding import credits_of
from index.ingestion.reading.requests import TextRequest
from index.query.asking import is_question
from index.query.small_talk import small_talk_in

# Shorter texts, in characters, are not asked alone, unless they are posts of a channel.
_SHORTEST = 200
# Shorter ones that nobody forwarded are talk: "Messi memang hebat" does not say who Messi is.
_SHORTEST_STATEMENT = 80
_FEWEST_WORDS = 3


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


def short_text_asked_about(asked: Asked, bot_id: int) -> TextRequest | None:
    """Return the short statement that a question replies to: it may be about that as well as about the library."""
    replied = asked.replied
    text = text_of(replied).strip()
    if replied is None or is_by(bot_id, replied) or asked.marked or is_article(replied):
        return None
    if len(text.split()) < _FEWEST_WORDS or is_question(text) or small_talk_in(text):
        return None
    return TextRequest(text, label("names", "message"), credits_of(replied))


def is_talk(message: Message) -> bool:
    """Return whether a short text is what people say to each other, not news that somebody passed on."""
    return not message.forward_origin and len(text_of(message).strip()) < _SHORTEST_STATEMENT
