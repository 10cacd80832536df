"""A question about the text that it replies to: answered from that text alone, of which nothing is kept."""

from dataclasses import replace

from telegram import Message, MessageOriginChannel

from bot.runtime.app import open_app
from bot.runtime.settings import Settings
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import text_of
from index.model.errors import ReadError
from index.model.records import SHARED, Answer, Credits
from index.retrieval.dense import NO_EMBEDDER

# Of characters: what is shorter is talk, unless it is the post of a channel.
_SHORTEST = 200


def is_article(message: Message) -> bool:
    """Return whether a question that replies to a message is about its text."""
    text = text_of(message).strip()
    return len(text) >= _SHORTEST or (bool(text) and isinstance(message.forward_origin, MessageOriginChannel))


def ask_about(text: str, stated: Credits, question: str, settings: Settings) -> Answer:
    """Return the answer that the text has. Raises ReadError where nothing is in it."""
    with open_app(replace(settings, kutip_embedder=NO_EMBEDDER), kept=False) as app:
        for result in app.add_text(text, label("names", "message"), stated, SHARED):
            if isinstance(result, ReadError):
                raise result
        return app.ask(question)
