"""Posts of a channel, and what a chat has of them."""

from index.library import Library
from index.store.sources.channel_store import Channel
from tests.botapi.server import Chat

DAM = "Tanggul jebol di dua tempat\n\nWali kota meninjau tanggul di Krajan pada hari Senin."
DAM_NOW = "Tanggul jebol di tiga tempat\n\nWali kota meninjau tanggul di Krajan pada hari Selasa."
BRIDGE = "Jembatan baru dibuka\n\nMenteri membuka jembatan di atas Sungai Contoh."
FERRY = "Feri kandas di muara\n\nSemua penumpang feri selamat, kata nakhoda."
QUESTION = "siapa yang meninjau tanggul di Krajan?"


def connect(library: Library, channel: Chat, chat: Chat) -> None:
    """Connect a channel to a chat, as /connect does."""
    seen = Channel(channel.id, channel.name, channel.username or None)
    library.source_stores.channels.connect(f"chat:{chat.id}", seen)


def titles(library: Library, chat: Chat) -> list[str]:
    """Return the titles of the chat's own articles."""
    return [article.title for article in library.articles(frozenset({f"chat:{chat.id}"}))]
