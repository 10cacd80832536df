"""The folders that are followed, and what is known of their files."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from index.model.sources import FOLDER, Source, State
from index.store.database import Database
from index.store.queries.batches import batches
from index.store.source_tables import source_items, sources
from index.store.sources.source_rows import select_sources, source_of


class ReadFile(NamedTuple):
    """The version of a file that was read, the articles in it, and whether all of it could be read."""

    version: str
    article_ids: frozenset[int]
    is_whole: bool = True


class FolderStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, only: Collection[int] | None = None) -> list[Source]:
        """Return the folders that are due, of the sources with these numbers or of all."""
        is_due = (sources.c.kind == FOLDER) & (sources.c.state == State.ACTIVE) & (sources.c.due_at <= now)
        is_due = is_due if only is None else is_due & sources.c.id.in_(only)
        with self._database.reading() as connection:
            rows = connection.execute(select_sources().where(is_due).order_by(sources.c.due_at)).mappings()
            return [source_of(row) for row in rows]

    def versions(self, source: Source) -> dict[str, str]:
        """Return the version of each file that was read, by its path within the folder."""
        query = select(source_items.c.guid, source_items.c.digest).where(source_items.c.source_id == source.id)
        with self._database.reading() as connection:
            return {row.guid: row.digest for row in connection.execute(query)}

    def note_read(self, source: Source, read: Mapping[str, ReadFile]) -> list[int]:
        """Note which files were read, by their paths within the folder; return the articles that are in none now.

        What a file has lost stays with it if it could not be read to its end, or if most of it would go at once.
        """
        lost = set[int]()
        with self._database.writing() as connection:
            # Somebody may have removed the source meanwhile.
            if not connection.execute(select(sources.c.id).where(sources.c.id == source.id)).first():
                return []
            before = _articles(connection, source, read)
            rows = list[dict[str, object]]()
            for name, one in read.items():
                gone = before[name] - one.article_ids
                stays = not one.is_whole or len(gone) > max(1, len(before[name]) / 2)
                ids = one.article_ids | gone if stays else one.article_ids
                lost |= before[name] - ids
                row = {"source_id": source.id, "guid": name, "digest": one.version}
                rows += [{**row, "article_id": number} for number in sorted(ids)] or [{**row, "article_id": None}]
            _forget(connection, source, read)
            connection.execute(insert(source_items), rows)
            return _in_no_source(connection, lost)

    def forget(self, source: Source, names: Collection[str]) -> list[int]:
        """Forget the files with these paths within the folder, and return the articles that were of them alone."""
        with self._database.writing() as connection:
            found = _articles(connection, source, names)
            _forget(connection, source, names)
            return _in_no_source(connection, set().union(*found.values()))

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


def _articles(connection: Connection, source: Source, names: Collection[str]) -> dict[str, set[int]]:
    """Return the numbers of the articles of each of these files."""
    found: dict[str, set[int]] = {name: set() for name in names}
    for some in batches(names):
        mine = (source_items.c.source_id == source.id) & source_items.c.guid.in_(some)
        query = select(source_items.c.guid, source_items.c.article_id).where(mine)
        for name, number in connection.execute(query):
            if number is not None:
                found[name].add(number)
    return found


def _in_no_source(connection: Connection, numbers: set[int]) -> list[int]:
    """Return those of these articles that no item of any source has become."""
    left = set(numbers)
    for some in batches(sorted(numbers)):
        query = select(source_items.c.article_id).where(source_items.c.article_id.in_(some))
        left.difference_update(connection.execute(query).scalars())
    return sorted(left)


def _forget(connection: Connection, source: Source, names: Iterable[str]) -> None:
    for some in batches(names):
        mine = (source_items.c.source_id == source.id) & source_items.c.guid.in_(some)
        connection.execute(delete(source_items).where(mine))
