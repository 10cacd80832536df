"""The articles that people have removed: they come back when a person adds them, and never by themselves."""

from collections.abc import Collection

from sqlalchemy import Connection, Select, delete, insert, select, update

from index.model.records import SHARED
from index.store.database import Database
from index.store.queries.batches import batches
from index.store.schema import articles, libraries
from index.store.source_tables import removed_articles as table
from index.store.source_tables import sources

MOST_REMOVED = 100_000
"""Of each library; the first ones are forgotten."""


class RemovedStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def among(self, library: str, identities: Collection[str]) -> set[str]:
        """Return those of these identities whose articles a person has removed from a library."""
        with self._database.reading() as connection:
            return removed_among(connection, library, identities)

    def note(self, library: str, identities: Collection[str]) -> None:
        """Note that what a person has removed from a library has these other identities, too."""
        rows = [{"library": library, "identity": one} for one in sorted(set(identities))]
        with self._database.writing() as connection:
            self._database.insert_new(connection, rows, table.c.id)

    def all(self, library: str) -> set[str]:
        """Return the identities of all articles that people have removed from a library."""
        query = select(table.c.identity).where(table.c.library == library)
        with self._database.reading() as connection:
            return set(connection.execute(query).scalars())


def note_removed(connection: Connection, article_ids: Collection[int]) -> None:
    """Note that a person removes these articles, which are still there, as far as any could come back by itself.

    In the library of a chat, none can while the chat follows nothing.
    """
    for library, identities in _identities(connection, article_ids).items():
        if library != SHARED and not connection.execute(_of_library(library)).first():
            continue
        forget_removed(connection, library, identities)
        connection.execute(insert(table), [{"library": library, "identity": one} for one in identities])
        mine = table.c.library == library
        newest = select(table.c.id).where(mine).order_by(table.c.id.desc()).offset(MOST_REMOVED).limit(1)
        if (last := connection.execute(newest).scalar()) is not None:
            connection.execute(delete(table).where(mine, table.c.id <= last))


def forget_removed(connection: Connection, library: str, identities: Collection[str]) -> None:
    """Note that these articles are in a library again."""
    for some in batches(identities):
        connection.execute(delete(table).where(table.c.library == library, table.c.identity.in_(some)))


def forget_where_nothing_is_followed(connection: Connection, library: str) -> None:
    """Forget what was removed from the library of a chat that follows nothing any more."""
    if library != SHARED and not connection.execute(_of_library(library)).first():
        connection.execute(delete(table).where(table.c.library == library))


def forget_removed_article(connection: Connection, article_id: int) -> None:
    """Note that an article is in its library again."""
    for library, identities in _identities(connection, [article_id]).items():
        forget_removed(connection, library, identities)


def removed_among(connection: Connection, library: str, identities: Collection[str]) -> set[str]:
    """Return those of these identities whose articles a person has removed from a library."""
    found = set[str]()
    for some in batches(identities):
        query = select(table.c.identity).where(table.c.library == library, table.c.identity.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def rename_removed(connection: Connection, old: str, new: str) -> None:
    """Let what was removed from a library be removed from another one."""
    known = select(table.c.identity).where(table.c.library == new)
    connection.execute(delete(table).where(table.c.library == old, table.c.identity.in_(known)))
    connection.execute(update(table).where(table.c.library == old).values(library=new))


def _of_library(library: str) -> "Select[tuple[int]]":
    return select(sources.c.id).where(sources.c.library == library).limit(1)


def _identities(connection: Connection, article_ids: Collection[int]) -> dict[str, list[str]]:
    """Return the identities of articles by the names of their libraries."""
    found: dict[str, list[str]] = {}
    for some in batches(article_ids):
        query = select(libraries.c.name, articles.c.identity).select_from(articles.join(libraries))
        query = query.where(articles.c.id.in_(some), articles.c.identity.is_not(None))
        for name, identity in connection.execute(query):
            found.setdefault(name, []).append(identity)
    return found
