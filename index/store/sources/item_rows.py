"""Know the items of a source again: by what it calls them, by their pages, or by their texts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from index.model.feeds import FeedItem
from index.model.sources import Counted, Source
from index.store.identity.pages import page_identity
from index.store.source_tables import source_items
from index.store.sources.source_rows import find_host

# A feed whose items all state a new time of change was only rebuilt.
_MOST_TOUCHED = 3
MOST_WAITING = 1_000
"""Items of a source that may wait to become articles; further new ones are left for a later answer."""
MOST_KNOWN = 10_000
"""Items of a source that are remembered: many times what a feed shows. An older one is known by its article."""
_Known = Row[Any]


def note_items(
    connection: Connection, source: Source, items: Sequence[FeedItem], now: datetime, *, is_first: bool
) -> Counted:
    """Store the new and the changed items of a source as due, and return how many there are."""
    if not items:
        return Counted(is_first=is_first)
    names = Counter(item.guid for item in items)
    items = [replace(item, guid=None) if names[item.guid] > 1 else item for item in items]  # no names at all
    known = _Items(connection, source.id, items)
    new, changed, touched = list[FeedItem](), list[tuple[_Known, FeedItem]](), list[tuple[_Known, FeedItem]]()
    for item in items:
        found = known.find(item)
        if found is None:
            new.append(item)
            known.remember(item)
        elif found is not _SEEN and found.digest != item.digest:
            changed.append((found, item))
        elif found is not _SEEN and item.is_teaser and item.updated and found.updated != item.updated:
            touched.append((found, item))
    new.sort(key=lambda item: item.published or date.min, reverse=True)  # some feeds begin with their oldest
    changed += touched if len(touched) <= _MOST_TOUCHED else []
    room = max(0, MOST_WAITING - _count_waiting(connection, source.id)) if new else 0
    left, new = len(new[room:]), new[:room]
    if new:
        rows = [_columns(item, now) | {"source_id": source.id} for item in new]
        connection.execute(insert(source_items), rows)
        _forget_oldest(connection, source.id)
    for row, item in changed:
        query = update(source_items).where(source_items.c.id == row.id)
        connection.execute(query.values(_columns(item, now) | {"tries": 0}))
    return Counted(len(items), len(new), len(changed), is_first, left)


def _count_waiting(connection: Connection, source_id: int) -> int:
    is_waiting = (source_items.c.source_id == source_id) & source_items.c.due_at.is_not(None)
    return connection.execute(select(func.count()).select_from(source_items).where(is_waiting)).scalar_one()


def _forget_oldest(connection: Connection, source_id: int) -> None:
    """Delete the oldest items of a source that are articles, where it has more than are remembered."""
    mine = source_items.c.source_id == source_id
    newest = select(source_items.c.id).where(mine).order_by(source_items.c.id.desc()).offset(MOST_KNOWN).limit(1)
    if (last := connection.execute(newest).scalar()) is not None:
        old = (source_items.c.id <= last) & source_items.c.due_at.is_(None)
        connection.execute(delete(source_items).where(mine, old))


_SEEN: Any = object()
"""Stands for an item that came twice in one answer."""


class _Items:
    """The known items of a source that may be among those of an answer."""

    def __init__(self, connection: Connection, source_id: int, items: Iterable[FeedItem]) -> None:
        columns = source_items.c
        guids = {item.guid for item in items if item.guid}
        pages = {page_identity(item.url) for item in items if item.url}
        texts = {item.digest for item in items}
        query = select(columns.id, columns.guid, columns.page, columns.digest, columns.updated).where(
            columns.source_id == source_id,
            or_(columns.guid.in_(guids), columns.page.in_(pages), columns.digest.in_(texts)),
        )
        self._by_guid: dict[str, Any] = {}
        self._by_page: dict[str, Any] = {}
        self._by_text: dict[str, Any] = {}
        for row in connection.execute(query):
            self._note(row.guid, row.page, row.digest, row)

    def find(self, item: FeedItem) -> Any:
        """Return the row of an item that is known, or None."""
        by_name = self._by_guid.get(item.guid or "")
        by_page = self._by_page.get(page_identity(item.url)) if item.url else None
        # Two articles may have the same teaser, such as that of the weather of each day.
        return by_name or by_page or (None if item.is_teaser else self._by_text.get(item.digest))

    def remember(self, item: FeedItem) -> None:
        self._note(item.guid, page_identity(item.url) if item.url else None, item.digest, _SEEN)

    def _note(self, guid: str | None, page: str | None, digest: str, row: Any) -> None:
        if guid:
            self._by_guid.setdefault(guid, row)
        if page:
            self._by_page.setdefault(page, row)
        self._by_text.setdefault(digest, row)


def _columns(item: FeedItem, now: datetime) -> dict[str, object]:
    content = asdict(item)
    return {
        "guid": item.guid,
        "page": page_identity(item.url) if item.url else None,
        "digest": item.digest,
        "updated": item.updated,
        "host": find_host(item.url) if item.is_teaser and item.url else None,
        "content": content | {"published": item.published and item.published.isoformat()},
        "due_at": now,
        "is_check": False,
        "missing_since": None,
    }
