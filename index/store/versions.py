"""The texts that articles had before they changed, compressed. They go with their article, or after some days."""

import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from index.model.clock import day_of, utc_now
from index.model.records import Paragraph
from index.store.database import Database
from index.store.schema import articles, paragraphs, versions

MOST_VERSIONS = 20
"""Of an article; the oldest go first."""
MOST_BYTES = 1_000_000
"""Of all versions of an article, compressed."""
# Versions whose ids begin before an id that is looked for: on a database with several writers they may overlap.
_OVERLAPPING = 4
_SIZE = func.length(versions.c.content)


@dataclass(frozen=True)
class Version:
    """A text of an article, with the ids that its paragraphs have or had.

    Args:
        replaced_at: when the article got its next text, in UTC; None for the present one.
    """

    article_id: int
    title: str
    paragraphs: tuple[Paragraph, ...]
    replaced_at: datetime | None = None

    @property
    def replaced_on(self) -> date | None:
        """The day on which the article got its next text."""
        return day_of(self.replaced_at) if self.replaced_at else None


def keep_version(connection: Connection, article_id: int, title: str) -> None:
    """Keep the text that an article has now, which is about to change, and drop its oldest ones if it has many."""
    columns = paragraphs.c.id, paragraphs.c.text, paragraphs.c.heading, paragraphs.c.page
    query = select(*columns).where(paragraphs.c.article_id == article_id).order_by(paragraphs.c.number)
    rows = [tuple(row) for row in connection.execute(query)]
    if not rows:
        return
    ids = [row[0] for row in rows]
    content = zlib.compress(json.dumps([title, rows], ensure_ascii=False).encode("utf-8", "surrogatepass"))
    values = {"first_paragraph": min(ids), "last_paragraph": max(ids), "content": content}
    connection.execute(insert(versions).values(article_id=article_id, replaced_at=utc_now(), **values))
    mine = select(versions.c.id, _SIZE).where(versions.c.article_id == article_id)
    _delete_oldest(connection, mine, MOST_BYTES, MOST_VERSIONS)


def make_room(connection: Connection, library_id: int, room: int) -> None:
    """Delete the oldest versions of a library that take more bytes than this together."""
    mine = select(versions.c.id, _SIZE).select_from(versions.join(articles))
    _delete_oldest(connection, mine.where(articles.c.library_id == library_id), room)


def has_kept(connection: Connection, paragraph_id: int) -> bool:
    """Return whether an earlier version of an article has a paragraph."""
    return any(row.first_paragraph <= paragraph_id for row in _rows_with(connection, paragraph_id))


class VersionStore:
    """Safe in any thread; any method may raise StoreError. Versions that are too old count as deleted."""

    def __init__(self, database: Database, keep_days: int) -> None:
        """Keep each version for ``keep_days`` days after the article changed."""
        self._database, self._keep = database, timedelta(days=keep_days)

    def of(self, article_id: int) -> list[Version]:
        """Return the earlier versions of an article, the oldest first."""
        query = (
            select(versions).where(versions.c.article_id == article_id, self._is_kept()).order_by(versions.c.id)
        )
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def has(self, article_id: int) -> bool:
        """Return whether an article has an earlier version."""
        query = select(versions.c.id).where(versions.c.article_id == article_id, self._is_kept()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def with_paragraphs(self, paragraph_ids: Collection[int]) -> dict[int, Version]:
        """Return the earlier version that has each of these paragraphs, by the id; without those that none has."""
        found, known = dict[int, Version](), dict[int, Version]()
        after = utc_now() - self._keep
        with self._database.reading() as connection:
            for id_ in paragraph_ids:
                for row in _rows_with(connection, id_):
                    if row.replaced_at < after:
                        continue
                    version = known.setdefault(row.id, known.get(row.id) or _version(row))
                    if any(one.id == id_ for one in version.paragraphs):
                        found[id_] = version
        return found

    def delete_old(self) -> None:
        """Delete the versions that were kept long enough."""
        with self._database.writing() as connection:
            connection.execute(delete(versions).where(versions.c.replaced_at < utc_now() - self._keep))

    def _is_kept(self) -> Any:
        return versions.c.replaced_at >= utc_now() - self._keep


def _rows_with(connection: Connection, paragraph_id: int) -> list[Row[Any]]:
    """Return the versions that may have a paragraph, the newest first."""
    nearest = select(versions).where(versions.c.first_paragraph <= paragraph_id)
    nearest = nearest.order_by(versions.c.first_paragraph.desc(), versions.c.id).limit(_OVERLAPPING)
    return [row for row in connection.execute(nearest) if row.last_paragraph >= paragraph_id]


def _delete_oldest(connection: Connection, mine: "Select[Any]", most_bytes: int, most: int | None = None) -> None:
    rows = connection.execute(mine.order_by(versions.c.id.desc())).all()
    sizes = accumulate(size for _, size in rows)
    old = [
        row[0]
        for place, (row, total) in enumerate(zip(rows, sizes, strict=True))
        if total > most_bytes or (most is not None and place >= most)
    ]
    for id_ in old:
        connection.execute(delete(versions).where(versions.c.id == id_))


def _version(row: Row[Any]) -> Version:
    title, rows = json.loads(zlib.decompress(row.content))
    found = tuple(
        Paragraph(id_, row.article_id, number, text, heading, page)
        for number, (id_, text, heading, page) in enumerate(rows, start=1)
    )
    return Version(row.article_id, title, found, row.replaced_at)
