"""Move a whole chat, or a single article, to another library."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from threading import Lock

from sqlalchemy import Table, select, update

from index.conversations.chats import rename_chat
from index.conversations.guards import rename_guard
from index.indexing.engine_indexer import EngineIndexer
from index.model.clock import utc_now
from index.model.errors import MissingError
from index.model.records import SHARED, Article
from index.store.article_rows import read_article
from index.store.article_writer import ArticleWriter
from index.store.database import Database
from index.store.removed import forget_removed_article, note_removed, rename_removed
from index.store.schema import answers, libraries, votes
from index.store.sources.statements import rename_library

# The tables that name the chat in which something was asked.
_WITH_PLACE: tuple[Table, ...] = (answers, votes)

# An article that is removed from the shared library is kept this long, in seconds, in a library named for the
# second of its removal, which nobody may ask.
_KEEP_REMOVED = 3600
_REMOVED = "removed:"


@dataclass(frozen=True)
class Removal:
    """An article that was removed, and the second in which it was."""

    article: Article
    at: int


class Transfers:
    """Safe in any thread."""

    def __init__(self, database: Database, indexer: EngineIndexer) -> None:
        self._database = database
        self._indexer = indexer
        # A new id is reported twice, for the old chat and for the new one. A question behind either report waits
        # until everything is moved and indexed.
        self._lock = Lock()

    def transfer_chat(self, old: str, new: str) -> None:
        """Move everything that a chat has to its new name; change nothing if that is done already.

        Raises StoreError, or EngineError if everything is moved and not indexed yet.
        """
        with self._lock:
            transfer_chat(self._database, old, new)
            self._indexer.sync_or_serve_stale()

    def transfer_article(self, number: int, libraries: Collection[str], new: str) -> Article | None:
        """Move an article of these libraries to another one, and return it as it is there.

        Return None if the other library has the same text or address already. Raises MissingError, StoreError,
        or EngineError if the article is moved and not indexed yet.
        """
        with self._database.writing() as connection:
            article = read_article(connection, number, {*libraries, new})
            if not ArticleWriter(connection).move(number, new):
                return None
            forget_removed_article(connection, number)
        self._indexer.sync_or_serve_stale()
        return replace(article, library=new)

    def set_aside(self, number: int) -> Removal:
        """Remove an article from the shared library so that it can be brought back for an hour.

        Raises MissingError, StoreError or EngineError.
        """
        at = int(utc_now().timestamp())
        with self._database.writing() as connection:
            article = read_article(connection, number, {SHARED})
            note_removed(connection, [number])
            ArticleWriter(connection).move(number, f"{_REMOVED}{at}")
        self._indexer.sync_or_serve_stale()
        return Removal(article, at)

    def bring_back(self, number: int, removed_at: int) -> Article | None:
        """Bring a removed article back, and return it; None if it is deleted or the shared library has its like.

        Raises StoreError or EngineError.
        """
        try:
            return self.transfer_article(number, {f"{_REMOVED}{removed_at}"}, SHARED)
        except MissingError:
            return None

    def delete_removed(self) -> None:
        """Delete the articles that were removed more than an hour ago. Raises StoreError or EngineError."""
        names = select(libraries.c.name).where(libraries.c.name.startswith(_REMOVED))
        with self._database.writing() as connection:
            old = [name for name in connection.execute(names).scalars() if _is_over(name)]
            for name in old:
                ArticleWriter(connection).delete_library(name)
        if old:
            self._indexer.sync_or_serve_stale()


def _is_over(name: str) -> bool:
    return int(name.removeprefix(_REMOVED)) < utc_now().timestamp() - _KEEP_REMOVED


def transfer_chat(database: Database, old: str, new: str) -> None:
    """Move a chat's articles, sources, answers, votes and settings to its new name, in one transaction.

    Of two articles with the same text or address, the one under the new name stays. Raises StoreError.
    """
    if old == new:
        return
    with database.writing() as connection:
        ArticleWriter(connection).move_library(old, new)
        for table in _WITH_PLACE:
            connection.execute(update(table).where(table.c.place == old).values(place=new))
        rename_library(connection, old, new)
        rename_removed(connection, old, new)
        rename_chat(connection, old, new)
        rename_guard(connection, old, new)
