"""What is in one library goes to another: all of it, as of a group that became a supergroup, or an article."""

from collections.abc import Collection
from dataclasses import replace
from threading import Lock

from sqlalchemy import Connection, Table, delete, select, update

from index.analysis.language import UNDETERMINED
from index.conversations.chats import ChatStore
from index.indexing.engine_indexer import Indexer
from index.model.records import Article
from index.store.article_writer import library_id
from index.store.articles import one_article
from index.store.change_log import forget_paragraphs, note_moved, tally
from index.store.database import Database
from index.store.schema import answers, articles, libraries, tallies, votes

# Those that name the chat in which something was asked.
_OF_PLACES: tuple[Table, ...] = (answers, votes)


class Transfers:
    """Safe in any thread."""

    def __init__(self, database: Database, chats: ChatStore, indexer: Indexer) -> None:
        self._database = database
        self._chats = chats
        self._indexer = indexer
        # Both chats tell of a move, and a question behind either waits for all of it.
        self._moving = Lock()

    def transfer_chat(self, old: str, new: str) -> None:
        """Give the articles, answers, votes and settings of one chat to another; nothing when that is done.

        Raises StoreError, or EngineError when what is moved is kept and not found yet.
        """
        with self._moving:
            transfer_chat(self._database, old, new)
            self._chats.rename(old, new)
            self._indexer.keep_up()

    def transfer_article(self, number: int, libraries_: Collection[str], new: str) -> Article | None:
        """Give one article of these libraries to another; returns it as it is now, None where that has it already.

        Raises MissingError, StoreError, or EngineError when it is given and not found there yet.
        """
        with self._database.writing() as connection:
            article = one_article(connection, number, {*libraries_, new})
            if not _give(connection, article, new):
                return None
        self._indexer.keep_up()
        return replace(article, library=new)


def transfer_chat(database: Database, old: str, new: str) -> None:
    """Move a library with the answers and votes of its chat, all or nothing. Raises StoreError.

    Of two articles with the same text or address, that of the new one stays and the moved one is dropped.
    """
    if old == new:
        return
    with database.writing() as connection:
        _move_library(connection, old, new)
        for of_places in _OF_PLACES:
            connection.execute(update(of_places).where(of_places.c.place == old).values(place=new))


def _give(connection: Connection, article: Article, new: str) -> bool:
    digest = select(articles.c.digest).where(articles.c.id == article.id).scalar_subquery()
    target = library_id(connection, new)
    same = articles.c.digest == digest
    if article.url:
        same |= articles.c.url == article.url
    if connection.execute(select(articles.c.id).where(articles.c.library_id == target, same)).first():
        return False
    for library, count in ((library_id(connection, article.library), -1), (target, 1)):
        tally(connection, library, article.language or UNDETERMINED, count, count * article.paragraph_count)
    connection.execute(update(articles).where(articles.c.id == article.id).values(library_id=target))
    note_moved(connection, article.id)
    return True


def _move_library(connection: Connection, old: str, new: str) -> None:
    both = select(libraries.c.name, libraries.c.id).where(libraries.c.name.in_((old, new)))
    ids = {row.name: row.id for row in connection.execute(both)}
    if old not in ids:
        return
    if new in ids:
        _merge(connection, ids[old], ids[new])
        return
    connection.execute(update(libraries).where(libraries.c.id == ids[old]).values(name=new))
    moved = select(articles.c.id).where(articles.c.library_id == ids[old]).order_by(articles.c.id)
    for number in connection.execute(moved).scalars().all():
        note_moved(connection, number)


def _merge(connection: Connection, old: int, new: int) -> None:
    columns = (articles.c.id, articles.c.digest, articles.c.url, articles.c.language, articles.c.paragraph_count)
    known = connection.execute(select(*columns).where(articles.c.library_id == new)).all()
    digests, urls = {row.digest for row in known}, {row.url for row in known if row.url}
    moved = select(*columns).where(articles.c.library_id == old).order_by(articles.c.id)
    for row in connection.execute(moved).all():
        mine = articles.c.id == row.id
        if row.digest in digests or row.url in urls:
            forget_paragraphs(connection, row.id)
            connection.execute(delete(articles).where(mine))
        else:
            connection.execute(update(articles).where(mine).values(library_id=new))
            tally(connection, new, row.language, 1, row.paragraph_count)
            note_moved(connection, row.id)
    connection.execute(delete(tallies).where(tallies.c.library_id == old))
    connection.execute(delete(libraries).where(libraries.c.id == old))
