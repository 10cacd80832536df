"""The articles and their paragraphs in SQL: the only truth. Every index can be made again from it."""

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, delete, func, insert, select, update

from index.database import Database
from index.errors import Fault, MissingError
from index.models import SHARED, Article, Credits, Paragraph, ParsedArticle
from index.schema import articles, changes, libraries, paragraphs

Libraries = Collection[str]
_LARGEST_ID = 2**63 - 1  # of an SQL integer; people may type larger ones
_CREDITS = tuple(Credits.__dataclass_fields__)


class Outcome(StrEnum):
    """What became of an article that was put into a library."""

    ADDED = "added"
    UPDATED = "updated"
    KNOWN = "known"


class Change(NamedTuple):
    """That the paragraphs of one article, a range of ids, were added or removed."""

    generation: int
    kind: str
    first_paragraph: int
    last_paragraph: int


class Indexable(NamedTuple):
    """A paragraph with what its terms depend on."""

    paragraph_id: int
    library: str
    language: str
    title: str
    text: str


class Size(NamedTuple):
    articles: int
    paragraphs: int


class ArticleStore:
    """Reads and writes articles. Any method may raise StoreError; a reader sees no half-written article.

    Methods that take ``libraries`` see these alone: what is elsewhere is, to them, not there.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, library: str, parsed: ParsedArticle, language: str) -> tuple[Outcome, Article]:
        """Keep an article, in one transaction.

        The same paragraphs again are known. The same address with other paragraphs or credits is an update:
        the article keeps its number, the old paragraphs go and the new ones come.
        """
        digest = hashlib.sha256("\n".join(parsed.paragraphs).encode()).hexdigest()
        with self._database.writing() as connection:
            library_id = _library_id(connection, library)
            mine = articles.c.library_id == library_id
            same_url = _first(connection, mine, articles.c.url == parsed.url) if parsed.url else None
            same_text = _first(connection, mine, articles.c.digest == digest)
            if same_text and same_url is None and same_text["url"] is None and parsed.url:
                same_url = same_text  # the same text, now with its address
            if same_text is None and same_url is None:
                # Who may ask the shared library needs no copy of its articles; and may not change them, so this
                # comes after all that makes an update.
                shared = select(libraries.c.id).where(libraries.c.name == SHARED).scalar_subquery()
                same_text = _first(connection, articles.c.library_id == shared, articles.c.digest == digest)
            values = {name: getattr(parsed, name) for name in _CREDITS}
            values |= {"language": language, "digest": digest}
            if same_text and (same_url is None or same_url["id"] != same_text["id"] or _agrees(same_text, values)):
                outcome, article_id = Outcome.KNOWN, same_text["id"]
            elif same_url:
                outcome, article_id = Outcome.UPDATED, same_url["id"]
                _forget_paragraphs(connection, article_id)
                connection.execute(update(articles).where(articles.c.id == article_id).values(values))
                _write_paragraphs(connection, article_id, parsed.paragraphs)
            else:
                outcome = Outcome.ADDED
                values |= {"library_id": library_id, "added_at": datetime.now(UTC).replace(tzinfo=None)}
                article_id = connection.execute(
                    insert(articles).values(values).returning(articles.c.id)
                ).scalar_one()
                _write_paragraphs(connection, article_id, parsed.paragraphs)
            query = _select_articles().where(articles.c.id == article_id)
            row = connection.execute(query).mappings().one()
        return outcome, _article(row)

    def remove(self, article_id: int, libraries_: Libraries) -> Article:
        """Delete an article with its paragraphs, and return what it was. Raises MissingError."""
        with self._database.writing() as connection:
            article = _one_article(connection, article_id, libraries_)
            _forget_paragraphs(connection, article_id)
            connection.execute(delete(articles).where(articles.c.id == article_id))
        return article

    def article(self, article_id: int, libraries_: Libraries) -> Article:
        """Raises MissingError."""
        with self._database.reading() as connection:
            return _one_article(connection, article_id, libraries_)

    def articles(self, libraries_: Libraries, limit: int | None = None, offset: int = 0) -> list[Article]:
        """Returns articles by their numbers."""
        query = _select_articles().where(libraries.c.name.in_(libraries_)).order_by(articles.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(limit).offset(offset)).mappings()
            return [_article(row) for row in rows]

    def paragraphs(self, article_id: int, first: int = 1, last: int | None = None) -> list[Paragraph]:
        """Returns the paragraphs of an article from one number to another, both included."""
        query = select(paragraphs).where(paragraphs.c.article_id == article_id, paragraphs.c.number >= first)
        if last is not None:
            query = query.where(paragraphs.c.number <= last)
        with self._database.reading() as connection:
            return [Paragraph(*row) for row in connection.execute(query.order_by(paragraphs.c.number))]

    def find(self, paragraph_ids: Collection[int], libraries_: Libraries) -> dict[int, tuple[Article, Paragraph]]:
        """Returns the paragraphs that are still there, each with its article."""
        query = (
            _select_articles()
            .join(paragraphs, paragraphs.c.article_id == articles.c.id)
            .add_columns(paragraphs.c.id.label("paragraph_id"), paragraphs.c.number, paragraphs.c.text)
            .where(paragraphs.c.id.in_(paragraph_ids), libraries.c.name.in_(libraries_))
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        found = {}
        for row in rows:
            article = _article(row)
            paragraph = Paragraph(row["paragraph_id"], article.id, row["number"], row["text"])
            found[paragraph.id] = article, paragraph
        return found

    def languages(self, libraries_: Libraries) -> tuple[str, ...]:
        """Returns the languages of the articles, the commonest first."""
        query = select(articles.c.language).join(libraries).where(libraries.c.name.in_(libraries_))
        query = query.group_by(articles.c.language).order_by(func.count().desc(), articles.c.language)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def size(self, libraries_: Libraries) -> Size:
        query = select(func.count(articles.c.id.distinct()), func.count(paragraphs.c.id))
        query = query.select_from(articles.join(libraries).outerjoin(paragraphs))
        with self._database.reading() as connection:
            return Size(*connection.execute(query.where(libraries.c.name.in_(libraries_))).one())

    def generation(self) -> int:
        """Returns a number that grows with each change, 0 for a store that never had an article."""
        with self._database.reading() as connection:
            return connection.execute(select(func.max(changes.c.generation))).scalar_one() or 0

    def changes_after(self, generation: int) -> list[Change]:
        query = select(changes).where(changes.c.generation > generation).order_by(changes.c.generation)
        with self._database.reading() as connection:
            return [Change(*row) for row in connection.execute(query)]

    def indexable(self, first: int = 1, last: int | None = None) -> Iterator[Indexable]:
        """Yield the paragraphs in a range of ids, both included, of all libraries, as they are read."""
        query = (
            select(paragraphs.c.id, libraries.c.name, articles.c.language, articles.c.title, paragraphs.c.text)
            .select_from(paragraphs.join(articles).join(libraries))
            .where(paragraphs.c.id >= first)
            .order_by(paragraphs.c.id)
        )
        if last is not None:
            query = query.where(paragraphs.c.id <= last)
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield Indexable(*row)


def _select_articles() -> "Select[*tuple[Any, ...]]":
    """Select the columns that ``_article`` reads."""
    count = select(func.count()).where(paragraphs.c.article_id == articles.c.id).correlate(articles)
    return select(
        articles.c.id,
        libraries.c.name.label("library"),
        count.scalar_subquery().label("paragraph_count"),
        *(articles.c[name] for name in _CREDITS),
    ).select_from(articles.join(libraries))


def _article(row: RowMapping) -> Article:
    return Article(**{name: row[name] for name in ("id", "library", "paragraph_count", *_CREDITS)})


def _one_article(connection: Connection, article_id: int, libraries_: Libraries) -> Article:
    query = _select_articles().where(articles.c.id == article_id, libraries.c.name.in_(libraries_))
    row = connection.execute(query).mappings().first() if article_id <= _LARGEST_ID else None
    if row is None:
        raise MissingError(Fault.NO_SUCH_ARTICLE, number=article_id)
    return _article(row)


def _first(connection: Connection, *conditions: "ColumnElement[bool]") -> RowMapping | None:
    return connection.execute(select(articles).where(*conditions)).mappings().first()


def _library_id(connection: Connection, name: str) -> int:
    query = select(libraries.c.id).where(libraries.c.name == name)
    found = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return int(found)
    inserted = connection.execute(insert(libraries).values(name=name).returning(libraries.c.id))
    return int(inserted.scalar_one())


def _agrees(row: RowMapping, values: dict[str, object]) -> bool:
    return all(row[name] == value for name, value in values.items())


def _write_paragraphs(connection: Connection, article_id: int, texts: tuple[str, ...]) -> None:
    rows = [{"article_id": article_id, "number": number, "text": text} for number, text in enumerate(texts, 1)]
    connection.execute(insert(paragraphs), rows)
    _note_change(connection, article_id, "added")


def _forget_paragraphs(connection: Connection, article_id: int) -> None:
    _note_change(connection, article_id, "removed")
    connection.execute(delete(paragraphs).where(paragraphs.c.article_id == article_id))


def _note_change(connection: Connection, article_id: int, kind: str) -> None:
    bounds = select(func.min(paragraphs.c.id), func.max(paragraphs.c.id))
    first, last = connection.execute(bounds.where(paragraphs.c.article_id == article_id)).one()
    connection.execute(insert(changes).values(kind=kind, first_paragraph=first, last_paragraph=last))
