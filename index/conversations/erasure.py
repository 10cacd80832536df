"""Count and delete everything that a chat or a person left."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, false, func, or_, select

from index.conversations.chats import chosen_language, erase_language
from index.conversations.guards import erase_guard
from index.indexing.engine_indexer import EngineIndexer
from index.indexing.semantic import SemanticRetriever
from index.store.article_writer import ArticleWriter
from index.store.database import Database
from index.store.schema import answers, articles, libraries, sent_messages, votes
from index.store.source_tables import removed_articles, sources
from index.store.sources.album_store import delete_lone_captions


@dataclass(frozen=True)
class Traces:
    """How much somebody left: articles and sources of their own, questions with quotes, votes, and settings."""

    articles: int = 0
    questions: int = 0
    votes: int = 0
    language: bool = False
    sources: int = 0

    def __bool__(self) -> bool:
        return self != Traces()


@dataclass(frozen=True)
class DataSubject:
    """The chat and the person whose traces are counted or deleted, by the names that the store has for them.

    Args:
        chat: everything in it: its articles, what anybody asked there, and its language.
        person: the questions and votes of this person ...
        place: ... in this chat only; None for all chats.
    """

    chat: str | None = None
    person: str | None = None
    place: str | None = None


class Erasure:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, indexer: EngineIndexer, meaning: SemanticRetriever) -> None:
        self._database = database
        self._indexer = indexer
        self._meaning = meaning

    def count(self, subject: DataSubject) -> Traces:
        """Return what ``erase`` would delete."""
        with self._database.reading() as connection:
            return _count(connection, subject)

    def erase(self, subject: DataSubject) -> Traces:
        """Delete the traces from the database and its files, and return how many there were.

        Raises EngineError if that is done and the index still has the articles.
        """
        with self._database.writing() as connection:
            traces = _count(connection, subject)
            for table, condition in _conditions(subject):
                connection.execute(delete(table).where(condition))
            if subject.chat is not None:
                ArticleWriter(connection).delete_library(subject.chat)
                erase_language(connection, subject.chat)
                connection.execute(delete(sources).where(sources.c.library == subject.chat))
                connection.execute(delete(removed_articles).where(removed_articles.c.library == subject.chat))
                delete_lone_captions(connection)
                erase_guard(connection, subject.chat)
                connection.execute(delete(sent_messages).where(sent_messages.c.place == subject.chat))
        self._database.erase_deleted()
        if traces.articles:
            self._indexer.sync_or_serve_stale()
            self._meaning.drop_removed()
        return traces


def delete_empty_libraries(database: Database) -> None:
    """Delete the libraries of chats that have no article any more. Raises StoreError."""
    with database.writing() as connection:
        ArticleWriter(connection).delete_empty_libraries()


def _conditions(subject: DataSubject) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield the tables of answers and of votes, each with the condition that rows of a subject fulfil."""
    for table, by in ((answers, answers.c.asker), (votes, votes.c.voter)):
        any_of: list[ColumnElement[bool]] = [false()]
        if subject.chat is not None:
            any_of.append(table.c.place == subject.chat)
        if subject.person is not None:
            here = [table.c.place == subject.place] if subject.place is not None else []
            any_of.append(and_(by == subject.person, *here))
        yield table, or_(*any_of)


def _count(connection: Connection, subject: DataSubject) -> Traces:
    added = select(func.count()).select_from(articles.join(libraries)).where(libraries.c.name == subject.chat)
    asked, voted = (
        connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
        for table, condition in _conditions(subject)
    )
    has_language = subject.chat is not None and chosen_language(connection, subject.chat) is not None
    followed = select(func.count()).select_from(sources).where(sources.c.library == subject.chat)
    counted = (connection.execute(query).scalar_one() for query in (added, followed))
    article_count, source_count = counted
    return Traces(article_count, asked, voted, has_language, source_count)
