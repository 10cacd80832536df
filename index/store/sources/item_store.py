"""The items of sources that wait to become articles, and what they become."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from index.model.errors import AddError
from index.model.feeds import FeedItem
from index.model.records import SHARED, AddResult, ParsedArticle
from index.model.sources import Came, DueItem
from index.store.additions import add_articles
from index.store.article_rows import identity_of, new_article
from index.store.article_writer import ArticleWriter
from index.store.database import Database
from index.store.identity.pages import page_identity
from index.store.queries.batches import batches
from index.store.quota import NO_LIMITS, Limits
from index.store.removed import removed_among
from index.store.schema import articles, libraries
from index.store.source_tables import source_items, sources
from index.store.sources.source_rows import find_host
from index.store.sources.statements import with_only

_MOST_AT_ONCE = 50
_COLUMNS = ("id", "source_id", "article_id", "host", "tries", "is_check", "content")


class ItemStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(
        self, database: Database, chat_limits: Limits = NO_LIMITS, *, keeps_versions: bool = True
    ) -> None:
        """``chat_limits`` are those of each library but the shared one; ``keeps_versions`` as in ArticleStore."""
        self._database, self._keeps_versions = database, keeps_versions
        self._limits = chat_limits

    def due(self, now: datetime, busy: Collection[str], only: Collection[int] | None = None) -> list[DueItem]:
        """Return items that are due: the first of each host that is not busy, and those whose text is whole.

        The first is one of the latest answer, in the order of that, so that news does not wait behind an archive.

        Args:
            only: the numbers of the sources whose items are wanted; None for all.
        """
        given, some = {"now": now, "busy": list(busy)}, only is not None
        with self._database.reading() as connection:
            numbers = list(connection.execute(_select_first(some), with_only(given, only)).scalars())
            numbers += connection.execute(_select_whole(some), with_only({"now": now}, only)).scalars()
            rows = connection.execute(_select().where(source_items.c.id.in_(numbers)).order_by(source_items.c.id))
            return [_due_item(row) for row in rows.mappings()]

    def articles_of(self, number: int) -> dict[int, str]:
        """Return the articles of a source by their numbers, each with what changes when its text does."""
        is_own = source_items.c.article_id == articles.c.id
        query = select(articles.c.id, articles.c.digest).join(source_items, is_own)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(source_items.c.source_id == number))
            return {row.id: row.digest for row in rows}

    def changes_since(self, before: Mapping[int, str], number: int) -> Came:
        """Return how the articles of a source differ from those that ``articles_of`` has returned before.

        One that has left its source and stays in the library counts as unchanged.
        """
        after = self.articles_of(number)
        left = before.keys() - after.keys()
        kept = 0
        with self._database.reading() as connection:
            for some in batches(sorted(left)):
                query = select(func.count()).select_from(articles).where(articles.c.id.in_(some))
                kept += connection.execute(query).scalar_one()
        changed = sum(one in before and before[one] != text for one, text in after.items())
        new = len(after.keys() - before.keys())
        return Came(new, changed, len(left) - kept, len(after) - new - changed + kept)

    def claim(self, item: DueItem, until: datetime) -> None:
        """Note that an item is worked on, so that a process that dies of it does not begin with it again."""
        self._update(item.id, due_at=until)

    def put_off(self, item: DueItem, due_at: datetime) -> None:
        """Note that an item could not become an article."""
        self._update(item.id, due_at=due_at, tries=item.tries + 1)

    def move(self, item: DueItem, url: str, host: str, due_at: datetime) -> None:
        """Note that the page of an item is at another address, on another host."""
        content = source_items.c.content
        with self._database.writing() as connection:
            is_own = source_items.c.id == item.id
            kept = connection.execute(select(content).where(is_own)).scalar()
            values = {"content": {**(kept or {}), "url": url}, "host": host, "due_at": due_at}
            connection.execute(update(source_items).where(is_own).values(**values, tries=item.tries + 1))

    def keep_to_text(self, item: DueItem, due_at: datetime) -> None:
        """Let an item become an article of its text alone."""
        self._update(item.id, due_at=due_at, host=None)

    def drop(self, item: DueItem) -> None:
        """Give an item up; it is known from now on."""
        self._update(item.id, due_at=None, content=None, host=None)

    def find_article(self, item: DueItem) -> bool:
        """Return whether a new item is an article already that came from elsewhere, and note that it is.

        Everybody can search the shared library, and needs no copy of its articles. A later version of the item
        updates the article only if the page is on the host of the source: others may have less of its text.
        """
        if item.article_id is not None or item.tries or not item.item.url:
            return False
        page = page_identity(item.item.url)
        query = select(articles.c.id).join(libraries)
        query = query.where(libraries.c.name.in_((item.library, SHARED)), articles.c.identity == page)
        with self._database.writing() as connection:
            found = connection.execute(query).scalars().first()
            if found is None:
                return False
            is_own = find_host(item.item.url) == find_host(item.source_url)
            _finish(connection, item.id, found if is_own else None)
            return True

    def add(self, item: DueItem, article: ParsedArticle) -> AddResult | AddError | None:
        """Add the article of an item, or update that of its earlier version, in one transaction.

        Return None, and add nothing, if somebody has removed that, the article of its page, or the source.
        """
        limits = NO_LIMITS if item.library == SHARED else self._limits
        with self._database.writing() as connection:
            if not connection.execute(select(source_items.c.id).where(source_items.c.id == item.id)).first():
                return None
            if item.article_id is not None and not _identify(connection, item, article):
                _finish(connection, item.id, item.article_id)
                return None
            identity = identity_of(article)
            if identity and removed_among(connection, item.library, [identity]):
                _finish(connection, item.id, None)
                return None
            (result,) = add_articles(
                connection, item.library, [article], limits, keeps_versions=self._keeps_versions
            )
            if isinstance(result, AddResult):
                _finish(connection, item.id, result.article.id)
            return result

    def correct_times(self, now: datetime) -> None:
        """Make due what a clock that was wrong has put off for too long."""
        late = source_items.c.due_at > now + timedelta(days=2)
        with self._database.writing() as connection:
            connection.execute(update(source_items).where(late).values(due_at=now))

    def _update(self, number: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(update(source_items).where(source_items.c.id == number).values(values))


@cache  # to build these takes longer than to run them
def _select_first(only_some: bool) -> Any:
    """Select the first item of the latest answer that is due of each host that is not busy."""
    is_due = _is_due(only_some) & source_items.c.host.is_not(None)
    is_free = source_items.c.host.not_in(bindparam("busy", expanding=True))
    latest = select(source_items.c.host, func.max(source_items.c.due_at).label("due_at"))
    of_host = latest.where(is_due, is_free).group_by(source_items.c.host).subquery()
    is_latest = (source_items.c.host == of_host.c.host) & (source_items.c.due_at == of_host.c.due_at)
    query = select(func.min(source_items.c.id)).join(of_host, is_latest).where(_is_due(only_some))
    return query.group_by(source_items.c.host)


@cache
def _select_whole(only_some: bool) -> Any:
    """Select some of the items that are due and need no page."""
    query = select(source_items.c.id).where(_is_due(only_some), source_items.c.host.is_(None))
    return query.limit(_MOST_AT_ONCE)


def _is_due(only_some: bool) -> "ColumnElement[bool]":
    is_due = source_items.c.due_at <= bindparam("now")
    return is_due & source_items.c.source_id.in_(bindparam("only", expanding=True)) if only_some else is_due


@cache
def _select() -> Any:
    own = [source_items.c[name] for name in _COLUMNS]
    query = select(*own, sources.c.library, sources.c.title, sources.c.url)
    return query.select_from(source_items.join(sources))


def _due_item(row: Any) -> DueItem:
    content = dict(row["content"])
    content["published"] = content["published"] and date.fromisoformat(content["published"])
    return DueItem(
        id=row["id"],
        source_id=row["source_id"],
        library=row["library"],
        source_title=row["title"],
        source_url=row["url"],
        item=FeedItem(**content),
        article_id=row["article_id"],
        host=row["host"],
        tries=row["tries"],
        is_check=row["is_check"],
    )


def _finish(connection: Connection, number: int, article_id: int | None) -> None:
    values = {"article_id": article_id, "due_at": None, "content": None, "host": None}
    connection.execute(update(source_items).where(source_items.c.id == number).values(values))


def _identify(connection: Connection, item: DueItem, article: ParsedArticle) -> bool:
    """Return whether the article of an earlier version is there, and let the new one be known for it.

    A new version may be at another address, or have stated another one as its own.
    """
    query = select(articles.c.identity, libraries.c.name).join(libraries).where(articles.c.id == item.article_id)
    row = connection.execute(query).first()
    if row is None or item.article_id is None:
        return False
    identity = new_article(article).identity
    taken = select(articles.c.id).join(libraries)
    taken = taken.where(libraries.c.name == item.library, articles.c.identity == identity)
    if row.name == item.library and row.identity != identity and connection.execute(taken).first() is None:
        ArticleWriter(connection).set_identity(item.article_id, identity)
    return True


def with_origin(article: ParsedArticle, item: DueItem) -> ParsedArticle:
    """Return an article by which its next version is recognised, also where it has no page."""
    if article.url:
        return article
    return replace(article, origin=f"item:{item.source_id}:{item.item.guid or item.item.digest}")
