"""Articles from readers into the store."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.analysis import language
from index.errors import ReadError
from index.models import Article, ParsedArticle
from index.store import ArticleStore, Outcome


@dataclass(frozen=True)
class Ingested:
    """An article that a source held, and what became of it."""

    outcome: Outcome
    article: Article


def ingest(
    store: ArticleStore, readings: Iterable[ParsedArticle | ReadError], library: str
) -> Iterator[Ingested | ReadError]:
    """Keep each article that is read, and pass on each error, one by one and in order.

    What was yielded is kept, also when the rest is never asked for. Raises StoreError.
    """
    for reading in readings:
        if isinstance(reading, ReadError):
            yield reading
        else:
            spoken = reading.language or language.detect("\n".join(reading.paragraphs))
            yield Ingested(*store.put(library, reading, spoken))
