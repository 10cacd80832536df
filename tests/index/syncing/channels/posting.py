"""Posts of channels, and the articles that they become."""

from datetime import date

from index.ingestion.readers.telegram_export.posts import Post
from index.library import Library
from index.store.sources.channel_store import Channel

CHANNEL = Channel(-1001234567890, "Kabar Contoh", "kabar_contoh")
PRIVATE = Channel(-1009876543210, "Redaksi", None)
OWN, OTHER = "chat:7", "chat:-1005"
DAM = "Tanggul jebol di dua tempat\n\nWali kota meninjau tanggul di Krajan pada hari Senin."
DAM_NOW = "Tanggul jebol di tiga tempat\n\nWali kota meninjau tanggul di Krajan pada hari Selasa."
BRIDGE = "Jembatan baru dibuka\n\nMenteri membuka jembatan di atas Sungai Contoh."


def post(number: int, text: str, channel: Channel = CHANNEL, **more: object) -> Post:
    made = {"publisher": channel.title, "published": date(2026, 11, 29), "url": channel.link(number), **more}
    return Post(channel.key, number, text, **made)  # type: ignore[arg-type]


def texts(library: Library, name: str = OWN) -> list[list[str]]:
    """Return the paragraphs of each article of a library."""
    names = frozenset({name})
    return [[one.text for one in library.article(found.id, names)[1]] for found in library.articles(names)]
