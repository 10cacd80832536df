"""Copy all that a store keeps into an empty one, whatever kinds of databases they are.

Rows keep their numbers, so that indexes, vectors, links and buttons stay right. They are copied in the order of
their keys, each batch in a transaction: a copy that was interrupted goes on after its last rows.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice

from sqlalchemy import Connection, Table, func, insert, select

from index.model.errors import Fault, StoreError
from index.store.copying.rows import BATCH, Row, are_alike, count_rows, last_key, read_rows
from index.store.database import Database
from index.store.source_tables import metadata

Progress = Callable[[int, int], None]
"""Called with how many rows are copied, out of how many."""


def copy_store(old: Database, new: Database, progress: Progress) -> int:
    """Copy what the new store lacks, compare every row, and return how many there are.

    Nobody else can change articles of the old store meanwhile. Raises StoreError, and copies nothing, if the new
    one has anything that the old one has not; raises it also if they differ afterwards.
    """
    with old.reading() if old.is_read_only else old.writing() as source:
        return _Copy(source, new, progress).run(old)


class _Copy:
    def __init__(self, source: Connection, new: Database, progress: Progress) -> None:
        self._source, self._new, self._progress = source, new, progress
        self._tables = metadata.sorted_tables
        self._total, self._done = count_rows(source, self._tables), 0

    def run(self, old: Database) -> int:
        self._require_beginning()
        for table in self._tables:
            self._copy_rest(table)
        for table in self._tables:
            if (column := table.autoincrement_column) is not None:
                highest = self._source.execute(select(func.max(column))).scalar_one() or 0
                self._keep_last_id(table, max(highest, old.dialect.last_id(self._source, table)))
        with self._new.reading() as target:
            for table in self._tables:
                if not are_alike(self._source, target, table):
                    raise StoreError(Fault.COPY_DIFFERS, table=table.name)
        return self._total

    def _require_beginning(self) -> None:
        """Raise StoreError unless all rows of the new store are the first ones of the old."""
        with self._new.reading() as target:
            for table in self._tables:
                count = count_rows(target, [table])
                if not are_alike(self._source, target, table, count):
                    raise StoreError(Fault.COPY_NOT_EMPTY)
                self._done += count

    def _copy_rest(self, table: Table) -> None:
        with self._new.reading() as target:
            last = last_key(target, table)
        with closing(read_rows(self._source, table, last)) as rows:
            while batch := self._named(table, islice(rows, BATCH)):
                with self._new.writing() as target:
                    target.execute(insert(table), batch)
                self._done += len(batch)
                self._progress(self._done, self._total)

    def _keep_last_id(self, table: Table, last: int) -> None:
        if last:
            with self._new.writing() as target:
                self._new.dialect.keep_last_id(target, table, last)

    @staticmethod
    def _named(table: Table, rows: Iterator[Row]) -> list[dict[str, object]]:
        names = table.columns.keys()
        return [dict(zip(names, row, strict=True)) for row in rows]
