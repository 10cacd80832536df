"""/forget: all that a chat or a person left is counted, and deleted where it is kept."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, exists, false, func, or_, select

from index.conversations.chats import ChatStore
from index.indexing.engine_indexer import Indexer
from index.indexing.semantic import Meaning
from index.model.records import SHARED
from index.store.change_log import forget_paragraphs
from index.store.database import Database
from index.store.schema import answers, articles, libraries, tallies, votes


@dataclass(frozen=True)
class Traces:
    """How much somebody left: articles of their own library, questions with their quotes, votes, and choices."""

    articles: int = 0
    questions: int = 0
    votes: int = 0
    language: bool = False

    def __bool__(self) -> bool:
        return self != Traces()


@dataclass(frozen=True)
class Scope:
    """Whose traces are meant, by the names of chats, as in libraries, and of persons, as of askers.

    Args:
        chat: all of it: its articles, what was asked in it by anybody, and its language.
        person: what this one asked and judged besides ...
        place: ... in this chat alone; None for anywhere.
    """

    chat: str | None = None
    person: str | None = None
    place: str | None = None


class Erasure:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, chats: ChatStore, indexer: Indexer, meaning: Meaning) -> None:
        self._database = database
        self._chats = chats
        self._indexer = indexer
        self._meaning = meaning

    def count(self, scope: Scope) -> Traces:
        """Return what ``erase`` would delete."""
        with self._database.reading() as connection:
            traces = _count(connection, scope)
        chosen = scope.chat is not None and self._chats.language(scope.chat) is not None
        return replace(traces, language=chosen)

    def erase(self, scope: Scope) -> Traces:
        """Delete it, and return how much it was. Raises EngineError when that is done and not yet in the index."""
        with self._database.writing() as connection:
            traces = _count(connection, scope)
            for table, mine in _rows(scope):
                connection.execute(delete(table).where(mine))
            if scope.chat is not None and (library := _library(connection, scope.chat)) is not None:
                _delete_library(connection, library)
        chosen = scope.chat is not None and self._chats.erase(scope.chat)
        self._database.leave_no_trace()
        if traces.articles:
            self._indexer.keep_up()
            self._meaning.drop_removed()
        return replace(traces, language=chosen)


def delete_empty_libraries(database: Database) -> None:
    """Delete the libraries of chats that have no article any more. Raises StoreError."""
    with database.writing() as connection:
        holds_some = exists().where(articles.c.library_id == libraries.c.id)
        empty = select(libraries.c.id).where(libraries.c.name != SHARED, ~holds_some)
        for number in connection.execute(empty).scalars().all():
            _delete_library(connection, number)


def _rows(scope: Scope) -> list[tuple[Table, ColumnElement[bool]]]:
    """Return which questions and which votes."""
    rows = []
    for table, by in ((answers, answers.c.asker), (votes, votes.c.voter)):
        meant: list[ColumnElement[bool]] = [false()]
        if scope.chat is not None:
            meant.append(table.c.place == scope.chat)
        if scope.person is not None:
            here = [table.c.place == scope.place] if scope.place is not None else []
            meant.append(and_(by == scope.person, *here))
        rows.append((table, or_(*meant)))
    return rows


def _count(connection: Connection, scope: Scope) -> Traces:
    added = select(func.count()).select_from(articles.join(libraries)).where(libraries.c.name == scope.chat)
    asked, judged = (
        connection.execute(select(func.count()).select_from(table).where(mine)).scalar_one()
        for table, mine in _rows(scope)
    )
    return Traces(connection.execute(added).scalar_one(), asked, judged)


def _library(connection: Connection, name: str) -> int | None:
    return connection.execute(select(libraries.c.id).where(libraries.c.name == name)).scalar_one_or_none()


def _delete_library(connection: Connection, library: int) -> None:
    mine = select(articles.c.id).where(articles.c.library_id == library)
    for number in connection.execute(mine).scalars().all():
        forget_paragraphs(connection, number)
    for table in (articles, tallies):
        connection.execute(delete(table).where(table.c.library_id == library))
    connection.execute(delete(libraries).where(libraries.c.id == library))
