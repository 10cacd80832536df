"""The folders that are followed, and what is known of their files."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, delete, insert, select, update

from index.model.sources import FOLDER, Source, State
from index.store.database import Database
from index.store.source_tables import source_items, sources
from index.store.sources.source_rows import select_sources, source_of

# SQLite takes 999 parameters at least.
_MOST_PARAMETERS = 900
T = TypeVar("T")


class ReadFile(NamedTuple):
    """The version of a file that was read, and the article in it; None where it has several or none."""

    version: str
    article_id: int | None


class FolderStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime) -> list[Source]:
        """Return the folders that are due."""
        is_due = (sources.c.kind == FOLDER) & (sources.c.state == State.ACTIVE) & (sources.c.due_at <= now)
        with self._database.reading() as connection:
            rows = connection.execute(select_sources().where(is_due).order_by(sources.c.due_at)).mappings()
            return [source_of(row) for row in rows]

    def versions(self, source: Source) -> dict[str, str]:
        """Return the version of each file that was read, by its path within the folder."""
        query = select(source_items.c.guid, source_items.c.digest).where(source_items.c.source_id == source.id)
        with self._database.reading() as connection:
            return {row.guid: row.digest for row in connection.execute(query)}

    def note_read(self, source: Source, read: Mapping[str, ReadFile]) -> None:
        """Note which files were read, by their paths within the folder."""
        rows = [
            {"source_id": source.id, "guid": name, "digest": one.version, "article_id": one.article_id}
            for name, one in read.items()
        ]
        with self._database.writing() as connection:
            # Somebody may have removed the source meanwhile.
            if connection.execute(select(sources.c.id).where(sources.c.id == source.id)).first():
                _forget(connection, source, read)
                connection.execute(insert(source_items), rows)

    def forget(self, source: Source, names: Collection[str]) -> list[int]:
        """Forget the files with these paths within the folder, and return the articles that were of them alone."""
        article_id, found = source_items.c.article_id, set[int]()
        with self._database.writing() as connection:
            for some in _batches(names):
                mine = (source_items.c.source_id == source.id) & source_items.c.guid.in_(some)
                found.update(connection.execute(select(article_id).where(mine, article_id.is_not(None))).scalars())
            _forget(connection, source, names)
            for numbers in _batches(sorted(found)):
                others = connection.execute(select(article_id).where(article_id.in_(numbers)))
                found.difference_update(others.scalars())
        return sorted(found)

    def finish(self, source: Source, now: datetime, due_at: datetime, count: int, problem: object) -> None:
        """Note that a folder was looked through, how many files it has, and what could not be read, if any."""
        values: dict[str, Any] = {
            "tried_at": now,
            "succeeded_at": now,
            "due_at": due_at,
            "item_count": count,
            "problem": problem,
            "failures": 0,
            "failing_since": None,
        }
        with self._database.writing() as connection:
            connection.execute(update(sources).where(sources.c.id == source.id).values(values))


def _forget(connection: Connection, source: Source, names: Iterable[str]) -> None:
    for some in _batches(names):
        mine = (source_items.c.source_id == source.id) & source_items.c.guid.in_(some)
        connection.execute(delete(source_items).where(mine))


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield values in lists that one statement can take as its parameters."""
    left = list(values)
    for start in range(0, len(left), _MOST_PARAMETERS):
        yield left[start : start + _MOST_PARAMETERS]
