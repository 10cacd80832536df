"""See whether the pages of articles are still there, for the sources that take back what vanishes.

With each answer of a source, one page is due: those that were missing first, then those that were never asked for,
the newest first. A page that is there is asked for again after a day, then after 2, 4, 8 and at last 128 days.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select, update

from index.model.feeds import FeedItem
from index.model.sources import DueItem, Source
from index.store.article_writer import ArticleWriter
from index.store.database import Database
from index.store.schema import articles, libraries
from index.store.source_tables import source_items, sources
from index.store.sources.source_rows import find_host

_SOON, _LATEST = timedelta(days=1), timedelta(days=128)
# A page that is gone for good is never asked for again.
_NEVER = timedelta(days=36_500)
# A site that was rebuilt answers 404 for all that it had. Of so many pages that were asked for in this time, not
# more than half may be missing.
_SAMPLE, _RECENT = 4, timedelta(days=7)


class PageCheckStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, source: Source, now: datetime) -> None:
        """Make one item of a source due, of which the page has not been asked for in a while."""
        items = source_items.c
        mine = items.source_id == source.id
        with self._database.writing() as connection:
            if connection.execute(select(items.id).where(mine, items.is_check).limit(1)).first():
                return
            query = select(items.id, items.guid, items.digest, articles.c.url)
            query = query.select_from(source_items.join(articles, articles.c.id == items.article_id))
            query = query.where(mine, items.due_at.is_(None), articles.c.url.is_not(None))
            query = query.where(items.check_at.is_(None) | (items.check_at <= now))
            order = items.missing_since.is_(None), items.check_at.is_not(None), items.id.desc()
            row = connection.execute(query.order_by(*order).limit(1)).first()
            host = find_host(row.url) if row else None
            if row and host:
                item = FeedItem(row.guid, row.url, "", "", is_teaser=True, digest=row.digest)
                values = {"content": asdict(item), "host": host, "due_at": now, "is_check": True, "tries": 0}
                connection.execute(update(source_items).where(items.id == row.id).values(values))

    def note_present(self, item: DueItem, now: datetime) -> None:
        """Note that the page of an item is there."""
        with self._database.writing() as connection:
            row = _row(connection, item)
            is_known = row is not None and row.check_at and row.checked_at
            waited = row.check_at - row.checked_at if is_known else timedelta()
            wait = min(max(2 * waited, _SOON), _LATEST)
            _end(connection, item, checked_at=now, check_at=now + wait, missing_since=None)

    def note_missing(self, item: DueItem, now: datetime, *, for_good: bool = False) -> bool:
        """Note that the page of an item is missing. If it has been for a day, or is for good, remove the article.

        Return whether it is removed. It stays where other items have it, too, and where most pages of its source
        are missing: then the site has other addresses.
        """
        with self._database.writing() as connection:
            row = _row(connection, item)
            if row is None:
                return False
            since = row.missing_since or now
            wait = _NEVER if for_good else _SOON
            _end(connection, item, checked_at=now, check_at=now + wait, missing_since=since)
            if (now - since < _SOON and not for_good) or _are_most_missing(connection, item.source_id, now):
                return False
            return _remove(connection, item)

    def end(self, item: DueItem, now: datetime) -> None:
        """Note that nothing is known about the page of an item; it is asked for again in a day."""
        with self._database.writing() as connection:
            _end(connection, item, check_at=now + _SOON)


def _row(connection: Connection, item: DueItem) -> Any:
    columns = source_items.c.checked_at, source_items.c.check_at, source_items.c.missing_since
    return connection.execute(select(*columns).where(source_items.c.id == item.id)).first()


def _end(connection: Connection, item: DueItem, **values: object) -> None:
    ended = {"due_at": None, "content": None, "host": None, "is_check": False}
    # A new version may have come meanwhile, which is due by itself.
    mine = (source_items.c.id == item.id) & source_items.c.is_check
    connection.execute(update(source_items).where(mine).values(ended | values))


def _are_most_missing(connection: Connection, source_id: int, now: datetime) -> bool:
    missing = func.sum(case((source_items.c.missing_since.is_not(None), 1), else_=0))
    recent = (source_items.c.source_id == source_id) & (source_items.c.checked_at >= now - _RECENT)
    count, some = connection.execute(select(func.count(), missing).where(recent)).one()
    return bool(count >= _SAMPLE and 2 * (some or 0) > count)


def _remove(connection: Connection, item: DueItem) -> bool:
    """Remove the article of an item if it is of no other item, and if its source still wants that."""
    others = select(source_items.c.id).where(
        source_items.c.article_id == item.article_id, source_items.c.id != item.id
    )
    own = select(articles.c.id).join(libraries)
    own = own.where(articles.c.id == item.article_id, libraries.c.name == item.library)
    own = own.join(sources, sources.c.id == item.source_id).where(sources.c.removes_vanished)
    if item.article_id is None or connection.execute(others).first() or not connection.execute(own).first():
        return False
    ArticleWriter(connection).remove(item.article_id)
    return True
