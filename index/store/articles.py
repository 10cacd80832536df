"""Read and change the articles and their paragraphs."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from index.model.errors import AddError, Fault, MissingError
from index.model.records import AddResult, Article, Paragraph, ParsedArticle
from index.store.additions import add_articles
from index.store.article_rows import article_of, paragraph_of, read_article, select_articles
from index.store.article_writer import ArticleWriter
from index.store.change_log import Change, changes_after, select_latest
from index.store.database import Database
from index.store.queries.article_filter import ALL, Filter, conditions, is_by
from index.store.queries.prepared import Make, Parameters
from index.store.quota import NO_LIMITS, Limits
from index.store.removed import note_removed
from index.store.schema import articles, libraries, paragraphs, tallies

Libraries = Collection[str]
_FEWEST = 8


class Indexable(NamedTuple):
    """A paragraph with what its terms depend on."""

    paragraph_id: int
    article_id: int
    library: str
    language: str
    title: str
    heading: str | None
    text: str


class Size(NamedTuple):
    articles: int
    paragraphs: int


# Older releases stored a line of any length as one paragraph. Answering about one of 1.9 million characters took
# 2.6 s and showing it 3.2 s, so no more of it than this is read. Its article can be added again to have all of it.
MOST_CHARACTERS = 20_000
_TEXT = func.substr(paragraphs.c.text, literal_column("1"), literal_column(str(MOST_CHARACTERS))).label("text")
_CONTEXT = paragraphs.c.heading, paragraphs.c.page


class ArticleStore:
    """The articles. Any method may raise StoreError; a reader sees no half-written article.

    Methods that take ``libraries`` see only the articles of these.
    """

    def __init__(self, database: Database, *, keeps_versions: bool = True) -> None:
        """``keeps_versions`` says whether the old text of an article that changes is kept."""
        self._database, self.keeps_versions = database, keeps_versions

    def add(
        self, library: str, parsed: Sequence[ParsedArticle], limits: Limits = NO_LIMITS
    ) -> list[AddResult | AddError]:
        """Add articles in one transaction, and return a result for each: an error if it exceeds a limit."""
        with self._database.writing() as connection:
            return add_articles(connection, library, parsed, limits, keeps_versions=self.keeps_versions)

    def remove(self, article_id: int, libraries_: Libraries) -> Article:
        """Delete an article with its paragraphs, and return what it was. Raises MissingError."""
        return self.remove_all([article_id], libraries_)[0]

    def remove_all(
        self, article_ids: Sequence[int], libraries_: Libraries, *, by_hand: bool = False
    ) -> list[Article]:
        """Delete articles with their paragraphs, and return what they were.

        What is removed ``by_hand`` does not come back from its source. Raises MissingError, and deletes nothing
        then, if one of them is not there.
        """
        with self._database.writing() as connection:
            found = [read_article(connection, article_id, libraries_) for article_id in article_ids]
            if by_hand:
                note_removed(connection, article_ids)
            for article_id in article_ids:
                ArticleWriter(connection).remove(article_id)
        return found

    def article(self, article_id: int, libraries_: Libraries) -> Article:
        """Return an article. Raises MissingError."""
        with self._database.reading() as connection:
            return read_article(connection, article_id, libraries_)

    def articles(
        self, libraries_: Libraries, limit: int | None = None, offset: int = 0, wanted: Filter = ALL
    ) -> list[Article]:
        """Return the wanted articles in the order of their ids."""
        query = (
            select_articles()
            .where(libraries.c.name.in_(libraries_), *conditions(wanted, articles))
            .order_by(articles.c.id)
        )
        with self._database.reading() as connection:
            return [article_of(row) for row in connection.execute(query.limit(limit).offset(offset))]

    def paragraphs(self, article_id: int, first: int = 1, last: int | None = None) -> list[Paragraph]:
        """Return the paragraphs of an article between two numbers, both included."""
        columns = paragraphs.c.id, paragraphs.c.article_id, paragraphs.c.number, _TEXT, *_CONTEXT
        query = select(*columns).where(paragraphs.c.article_id == article_id, paragraphs.c.number >= first)
        if last is not None:
            query = query.where(paragraphs.c.number <= last)
        with self._database.reading() as connection:
            return [Paragraph(*row) for row in connection.execute(query.order_by(paragraphs.c.number))]

    def neighbours(self, paragraph: Paragraph) -> list[Paragraph]:
        """Return a paragraph between its neighbours.

        Raises MissingError if its article has been changed or removed since.
        """
        around = self.paragraphs(paragraph.article_id, paragraph.number - 1, paragraph.number + 1)
        # By its place and its words: a quote has the id that its paragraph had before the article changed.
        if all((one.number, one.text) != (paragraph.number, paragraph.text) for one in around):
            raise MissingError(Fault.QUOTE_GONE)
        return around

    def find(self, paragraph_ids: Collection[int], libraries_: Libraries) -> dict[int, tuple[Article, Paragraph]]:
        """Return those of the paragraphs that still exist, each with its article."""
        return self._found(_select_paragraphs, paragraph_ids, libraries_)

    def _found(
        self, select_: Make, ids: Collection[int], libraries_: Libraries
    ) -> dict[int, tuple[Article, Paragraph]]:
        found, known = {}, dict[int, Article]()
        # The query has no condition on the library: SQLite would start there, and read all of its articles.
        for row in self._database.rows(select_, _padded(list(ids))) if ids else ():
            library, article_id, *_, id_, number, text, heading, page = row
            if library in libraries_:
                article = known.get(article_id) or known.setdefault(article_id, article_of(row))
                found[id_] = article, paragraph_of(id_, article_id, number, text, heading, page)
        return found

    def newest(self, libraries_: Libraries, until: date, limit: int) -> list[tuple[Article, Paragraph]]:
        """Return the newest articles until this day, the newest first, each with its first paragraph."""
        return self._newest(libraries_, limit, articles.c.published <= until)

    def newest_by(
        self, libraries_: Libraries, source: str, limit: int, *, may_begin: bool, until: date | None = None
    ) -> list[tuple[Article, Paragraph]]:
        """Return the newest articles of a publisher, original source or author, each with its first paragraph.

        With ``may_begin``, the name may go on: Kompas is also Kompas.com. With ``until``, articles that are newer
        than this day or have none are left out.
        """
        condition = is_by(source, may_begin, articles)
        return self._newest(
            libraries_, limit, condition if until is None else condition & (articles.c.published <= until)
        )

    def _newest(
        self, libraries_: Libraries, limit: int, condition: ColumnElement[bool]
    ) -> list[tuple[Article, Paragraph]]:
        # The ids alone are sorted: sorting whole rows of many articles takes long.
        numbers = (
            select(articles.c.id)
            .join(libraries)
            .where(libraries.c.name.in_(libraries_), condition)
            .order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            ids = connection.execute(numbers).scalars().all()
        found = self.leads(ids, libraries_)
        return [found[number] for number in ids if number in found]

    def leads(self, article_ids: Collection[int], libraries_: Libraries) -> dict[int, tuple[Article, Paragraph]]:
        """Return each of these articles that still exists with its first paragraph, by its number."""
        return {one[0].id: one for one in self._found(_select_leads, article_ids, libraries_).values()}

    def languages(self, libraries_: Libraries) -> tuple[str, ...]:
        """Return the languages of the articles, the most frequent first."""
        count = func.sum(tallies.c.articles)
        query = select(tallies.c.language).join(libraries).where(libraries.c.name.in_(libraries_))
        query = query.group_by(tallies.c.language).having(count > 0).order_by(count.desc(), tallies.c.language)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def size(self, libraries_: Libraries) -> Size:
        """Return the number of articles and of paragraphs."""
        query = select(func.sum(tallies.c.articles), func.sum(tallies.c.paragraphs)).join(libraries)
        with self._database.reading() as connection:
            counted, paragraph_count = connection.execute(query.where(libraries.c.name.in_(libraries_))).one()
        return Size(int(counted or 0), int(paragraph_count or 0))  # a sum may be a Decimal

    def paragraph_count(self) -> int:
        """Return the number of paragraphs in all libraries."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.sum(tallies.c.paragraphs))).scalar_one() or 0)

    def paragraph_ids(self) -> list[int]:
        """Return the ids of the paragraphs of all libraries, in order."""
        with self._database.reading() as connection:
            return list(connection.execute(select(paragraphs.c.id).order_by(paragraphs.c.id)).scalars())

    def generation(self) -> int:
        """Return the generation of the latest change, 0 for a store that never had an article."""
        ((latest,),) = self._database.rows(select_latest)
        return latest or 0

    def changes_after(self, generation: int) -> list[Change]:
        """Return the changes since a generation, in order."""
        with self._database.reading() as connection:
            return changes_after(connection, generation)

    def indexable(self, first: int = 1, last: int | None = None) -> Iterator[Indexable]:
        """Yield the paragraphs of all libraries between two ids, both included, while they are read."""
        query = (
            select(paragraphs.c.id, articles.c.id, libraries.c.name)
            .add_columns(articles.c.language, articles.c.title, paragraphs.c.heading, paragraphs.c.text)
            .select_from(paragraphs.join(articles).join(libraries))
            .where(paragraphs.c.id >= first)
            .order_by(paragraphs.c.id)
        )
        if last is not None:
            query = query.where(paragraphs.c.id <= last)
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query):
                yield Indexable(*row)


def _padded(ids: list[int]) -> list[int]:
    """Return the ids, the last one repeated up to a usual number, because each number is another query."""
    count = _FEWEST
    while count < len(ids):
        count *= 2
    return ids + ids[-1:] * (count - len(ids))


def _select_paragraphs(ids: Parameters) -> "Select[*tuple[Any, ...]]":
    """Select paragraphs with their articles."""
    return _with_articles(paragraphs.c.id.in_(ids))


def _select_leads(article_ids: Parameters) -> "Select[*tuple[Any, ...]]":
    """Select the first paragraphs of articles with these."""
    return _with_articles(paragraphs.c.article_id.in_(article_ids) & (paragraphs.c.number == literal_column("1")))


def _with_articles(condition: ColumnElement[bool]) -> "Select[*tuple[Any, ...]]":
    query = select_articles().join(paragraphs, paragraphs.c.article_id == articles.c.id)
    own = paragraphs.c.id.label("paragraph_id"), paragraphs.c.number, _TEXT, *_CONTEXT
    query = query.add_columns(*own)
    return query.where(condition).order_by(paragraphs.c.id)
