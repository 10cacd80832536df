"""The log of changes to paragraphs, by which indexes and vectors follow the store.

An entry is written in the transaction of the change itself, by index/store/article_writer.py alone.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, select

from index.store.dialects.base import is_alone
from index.store.schema import changes

ADDED, REMOVED = "added", "removed"


class Change(NamedTuple):
    """The addition or removal of the paragraphs in a range of ids, both ends included."""

    generation: int
    kind: str
    first_paragraph: int
    last_paragraph: int

    @property
    def paragraph_ids(self) -> range:
        return range(self.first_paragraph, self.last_paragraph + 1)


def latest_generation(connection: Connection) -> int:
    """Return the generation of the latest change; 0 in a store that never had an article."""
    return connection.execute(select_latest()).scalar_one() or 0


def select_latest(_: object = None) -> "Select[int]":
    """Select the generation of the latest change; NULL in a store that never had an article."""
    return select(func.max(changes.c.generation))


def next_generation(connection: Connection) -> int:
    """Return the generation that the next change in this transaction gets.

    An index that has reached a generation never reads an earlier one, so changes must be committed in the order
    of their generations. They are, as ``Database.writing`` lets only one transaction write, from its first
    statement to its commit.
    """
    if not is_alone(connection):
        raise RuntimeError("articles change only in a transaction of Database.writing")
    return latest_generation(connection) + 1


def changes_after(connection: Connection, generation: int) -> list[Change]:
    """Return the changes since a generation, in order."""
    query = select(changes).where(changes.c.generation > generation).order_by(changes.c.generation)
    return [Change(*row) for row in connection.execute(query)]


def ranges(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of consecutive ids. ``ids`` are in ascending order."""
    first = last = None
    for one in ids:
        if first is not None and last is not None and one != last + 1:
            yield first, last
            first = None
        first, last = one if first is None else first, one
    if first is not None and last is not None:
        yield first, last
