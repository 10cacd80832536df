"""Read the rows of a table in the order of their keys, and compare those of two databases."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from itertools import islice, zip_longest
from typing import Any

from sqlalchemy import Connection, Table, func, select, tuple_

BATCH = 1000
Row = tuple[Any, ...]


def read_rows(
    connection: Connection, table: Table, after: Sequence[Any] | None = None
) -> Generator[Row, None, None]:
    """Yield the rows of a table, those after a key if one is given, while they are read."""
    keys = list(table.primary_key)
    query = select(table).order_by(*keys).execution_options(yield_per=BATCH)
    if after is not None:
        query = query.where(tuple_(*keys) > tuple_(*after, types=[key.type for key in keys]))
    with connection.execute(query) as found:
        for row in found:
            yield tuple(map(_comparable, row))


def last_key(connection: Connection, table: Table) -> Row | None:
    """Return the highest key of a table, None if it is empty."""
    keys = list(table.primary_key)
    row = connection.execute(select(*keys).order_by(*(key.desc() for key in keys)).limit(1)).first()
    return tuple(row) if row else None


def count_rows(connection: Connection, tables: Iterable[Table]) -> int:
    counts = (connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
    return sum(counts)


def are_alike(old: Connection, new: Connection, table: Table, first: int | None = None) -> bool:
    """Return whether a table has the same rows in both; with ``first``, the new one only so many of the first."""
    with closing(read_rows(old, table)) as theirs, closing(read_rows(new, table)) as ours:
        return all(one == other for one, other in zip_longest(islice(theirs, first), ours))


def _comparable(value: Any) -> Any:
    """Return a value as every database keeps it: PostgreSQL takes no NUL in a text."""
    return value.replace("\0", "") if isinstance(value, str) else value
