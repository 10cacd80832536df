"""How much a library may hold, and how much room there is in it."""

from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Select, cast, func, select

from index.model.errors import Fault, ReadError
from index.store.schema import articles, paragraphs, tallies


class Limits(NamedTuple):
    """The most articles of a library, and the most bytes of their paragraphs in UTF-8; 0 is no limit."""

    articles: int = 0
    bytes: int = 0


NO_LIMITS = Limits()
_BYTES = func.sum(func.length(cast(paragraphs.c.text, LargeBinary)))


class Quota:
    """What is left of the limits of a library, within the transaction of a connection."""

    def __init__(self, connection: Connection, library_id: int, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._articles = self._bytes = 0
        if limits.articles:
            self._articles = self._sum(
                select(func.sum(tallies.c.articles)).where(tallies.c.library_id == library_id)
            )
        if limits.bytes:
            # Summed up when somebody adds: to count along would need a column that only this reads.
            self._bytes = self._sum(
                select(_BYTES).select_from(paragraphs.join(articles)).where(articles.c.library_id == library_id)
            )

    def take(self, source: str, texts: tuple[str, ...], instead_of: int | None = None) -> None:
        """Take the room for an article, new or instead of the one with this number.

        Raises ReadError, and takes none, where there is too little.
        """
        articles_, bytes_ = self._articles, self._bytes + sum(len(text.encode()) for text in texts)
        if instead_of is None:
            articles_ += 1
            self._check(source, "articles", articles_, self._limits.articles)
        elif self._limits.bytes:
            bytes_ -= self._sum(select(_BYTES).where(paragraphs.c.article_id == instead_of))
        self._check(source, "bytes", bytes_, self._limits.bytes)
        self._articles, self._bytes = articles_, bytes_

    def _check(self, source: str, of: str, wanted: int, most: int) -> None:
        if most and wanted > most:
            raise ReadError(Fault.LIBRARY_FULL, source=source, of=of, limit=most, count=1)

    def _sum(self, query: Select[Any]) -> int:
        return int(self._connection.execute(query).scalar_one() or 0)
