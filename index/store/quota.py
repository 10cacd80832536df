"""Limits on what a library may hold, and what is left of them."""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, LargeBinary, Select, cast, func, select

from index.model.errors import Fault, QuotaError
from index.model.records import ParsedParagraph
from index.store.schema import articles, paragraphs, tallies


class Limits(NamedTuple):
    """The most articles of a library, and the most bytes of their text in UTF-8; 0 means no limit.

    Earlier versions of articles count as well, as many bytes as they have compressed. They never keep an article
    out: the oldest of them make room for it.
    """

    articles: int = 0
    bytes: int = 0


NO_LIMITS = Limits()


class Quota:
    """The use of a library's limits, within a transaction that has locked the library."""

    def __init__(self, connection: Connection, library_id: int, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self._articles = self._bytes = 0
        if limits.articles:
            query = select(func.sum(tallies.c.articles)).where(tallies.c.library_id == library_id)
            self._articles = self._sum(query)
        if limits.bytes:
            # Summed when somebody adds: keeping a count would need a column that is read only here.
            query = self._select_bytes().select_from(paragraphs.join(articles))
            self._bytes = self._sum(query.where(articles.c.library_id == library_id))

    def take(self, title: str, new: tuple[ParsedParagraph, ...], replacing: int | None = None) -> None:
        """Count an article with these paragraphs, which replaces the one with an id or is a new one.

        Raises QuotaError, and counts nothing, if the article exceeds a limit. The title is for the error.
        """
        articles_, bytes_ = self._articles, self._bytes + sum(map(_bytes, new))
        if replacing is None:
            articles_ += 1
            _check(title, "articles", articles_, self._limits.articles)
        elif self._limits.bytes:
            bytes_ -= self._sum(self._select_bytes().where(paragraphs.c.article_id == replacing))
        _check(title, "bytes", bytes_, self._limits.bytes)
        self._articles, self._bytes = articles_, bytes_

    @property
    def room(self) -> int | None:
        """The bytes that the articles leave for their earlier versions; None without a limit."""
        return max(0, self._limits.bytes - self._bytes) if self._limits.bytes else None

    def _select_bytes(self) -> "Select[*tuple[Any, ...]]":
        text, heading = (self._length(column) for column in (paragraphs.c.text, paragraphs.c.heading))
        return select(func.sum(text + func.coalesce(heading, 0)))

    def _length(self, column: ColumnElement[str]) -> ColumnElement[int]:
        """Return the number of bytes of a text; releases of SQLite before 3.43 have no function for it."""
        if self._connection.dialect.name == "sqlite":
            return func.length(cast(column, LargeBinary))
        return func.octet_length(column)

    def _sum(self, query: Select[Any]) -> int:
        return int(self._connection.execute(query).scalar_one() or 0)


def _bytes(paragraph: ParsedParagraph) -> int:
    return len(paragraph.text.encode()) + len((paragraph.heading or "").encode())


def _check(title: str, unit: str, used: int, limit: int) -> None:
    if limit and used > limit:
        raise QuotaError(Fault.LIBRARY_FULL, source=title, of=unit, limit=limit, count=1)
