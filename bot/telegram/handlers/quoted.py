"""A question about the text that it replies to: answered from that text alone, of which nothing is kept."""

from dataclasses import replace

from bot.app import open_app
from bot.settings import Settings
from bot.telegram.labels import label
from index.embeddings import NO_EMBEDDER
from index.errors import ReadError
from index.models import SHARED, Answer, Credits

# Of characters: what is shorter is talk, and no article.
SHORTEST = 200


def ask_about(text: str, stated: Credits, question: str, settings: Settings) -> Answer:
    """Returns the answer that the text has. Raises ReadError where nothing is in it."""
    with open_app(replace(settings, kutip_embedder=NO_EMBEDDER), kept=False) as app:
        for result in app.add_text(text, label("names", "message"), stated, SHARED):
            if isinstance(result, ReadError):
                raise result
        return app.ask(question)
