"""The only place that writes articles, their paragraphs, the tallies of them and the change log."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from index.model.clock import utc_now
from index.model.records import SHARED
from index.store.article_rows import NewArticle
from index.store.change_log import ADDED, REMOVED, next_generation, ranges
from index.store.schema import articles, changes, libraries, paragraphs, tallies
from index.store.versions import keep_version


class _Locked(NamedTuple):
    """What is needed of an article that is going to change."""

    library_id: int
    language: str
    paragraph_count: int
    digest: str
    headings_digest: str | None
    title: str
    identity: str | None

    def has_text_of(self, new: NewArticle) -> bool:
        """Return whether its paragraphs and headings are those of another article."""
        counts = self.paragraph_count, len(new.paragraphs)  # a line break may stand inside a paragraph, too
        return (self.digest, self.headings_digest) == (new.digest, new.headings_digest) and counts[0] == counts[1]


class ArticleWriter:
    """Write to the articles within the transaction of a connection.

    Every method keeps tallies and change log in step, so a transaction that commits is never wrong about them.
    Libraries and articles are locked before they change, where the database locks rows.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def library(self, name: str) -> int:
        """Return the id of a library, and insert it if it is missing."""
        found = self._library(name)
        if found is not None:
            return found
        inserted = insert(libraries).values(name=name).returning(libraries.c.id)
        return int(self._connection.execute(inserted).scalar_one())

    def add(self, library_id: int, new: Sequence[NewArticle]) -> list[int]:
        """Insert articles, and return their ids in the same order."""
        added_at = utc_now()
        rows = [one.columns | {"library_id": library_id, "added_at": added_at} for one in new]
        # Each id is found by the digest, which is unique in a library. With sort_by_parameter_order, SQLAlchemy
        # inserts row by row on SQLite: adding short articles takes 8 % longer.
        query = insert(articles).returning(articles.c.digest, articles.c.id)
        id_of = {row.digest: row.id for row in self._connection.execute(query, rows)}
        ids = [id_of[one.digest] for one in new]
        self._insert_paragraphs(ids, new)
        counts = Counter[str]()
        for one in new:
            counts[one.language] += len(one.paragraphs)
        for language, count in counts.items():
            self._tally(library_id, language, sum(one.language == language for one in new), count)
        return ids

    def replace(self, article_id: int, new: NewArticle, *, keeps_version: bool = True) -> None:
        """Write another text and other credits in place of those that an article has. It keeps its id.

        With ``keeps_version``, the text and the title that it had are kept as a version. The same text keeps its
        paragraphs with their ids.
        """
        old, mine = self._lock(article_id), paragraphs.c.article_id == article_id
        is_same = old.has_text_of(new)
        if keeps_version and not (is_same and old.title == new.credits.title):
            keep_version(self._connection, article_id, old.title)
        self._tally(old.library_id, old.language, -1, -old.paragraph_count)
        if not is_same:
            self._delete_paragraphs(mine)
        self._connection.execute(update(articles).where(articles.c.id == article_id).values(new.columns))
        if is_same:
            self._record((REMOVED, ADDED), mine)  # they are indexed with the title and in the language
        else:
            self._insert_paragraphs([article_id], [new])
        self._tally(old.library_id, new.language, 1, len(new.paragraphs))

    def set_identity(self, article_id: int, identity: str | None) -> None:
        """Note by which page or file an article is recognised from now on."""
        self._connection.execute(update(articles).where(articles.c.id == article_id).values(identity=identity))

    def change_addresses(self, library: str, prefix: str, address: str) -> None:
        """Let articles have new addresses: a beginning, and what follows the prefix in the identity of each.

        An address that another article has already stays with that.
        """
        new = literal(address) + func.substr(articles.c.identity, len(prefix) + 1)
        other = articles.alias()
        is_taken = exists().where(other.c.library_id == articles.c.library_id, other.c.url == new)
        theirs = articles.c.identity.between(prefix, f"{prefix}\U0010ffff") & articles.c.url.is_not(None)
        mine = articles.c.library_id == self._library(library)
        self._connection.execute(update(articles).where(mine, theirs, ~is_taken).values(url=new))

    def remove(self, article_id: int) -> None:
        """Delete an article with its paragraphs."""
        old = self._lock(article_id)
        self._delete_paragraphs(paragraphs.c.article_id == article_id)
        self._connection.execute(delete(articles).where(articles.c.id == article_id))
        self._tally(old.library_id, old.language, -1, -old.paragraph_count)

    def move(self, article_id: int, library: str) -> bool:
        """Move an article to another library; return False if that has its text or its address already."""
        target, old = self.library(library), self._lock(article_id)
        same = [articles.c.digest == old.digest, *([articles.c.identity == old.identity] if old.identity else [])]
        query = select(articles.c.id).where(articles.c.library_id == target, or_(*same))
        if self._connection.execute(query).first():
            return False
        moved = update(articles).where(articles.c.id == article_id).values(library_id=target)
        self._connection.execute(moved)
        self._tally(old.library_id, old.language, -1, -old.paragraph_count)
        self._tally(target, old.language, 1, old.paragraph_count)
        self._record((REMOVED, ADDED), paragraphs.c.article_id == article_id)
        return True

    def move_library(self, old: str, new: str) -> None:
        """Move the articles of a library to another one, and delete the first.

        An article whose text or address the other library has already is deleted.
        """
        source = self._library(old)
        if source is None or old == new:
            return
        if self._library(new) is None:
            self._connection.execute(update(libraries).where(libraries.c.id == source).values(name=new))
            self._record((REMOVED, ADDED), paragraphs.c.article_id.in_(_articles_of(source)))
            return
        moved = self._connection.execute(_articles_of(source).order_by(articles.c.id)).all()
        for (article_id,) in moved:
            if not self.move(article_id, new):
                self.remove(article_id)
        self._delete_library(source)

    def delete_library(self, name: str) -> None:
        """Delete a library with all that is in it, if there is one."""
        found = self._library(name)
        if found is not None:
            self._delete_library(found)

    def delete_empty_libraries(self) -> None:
        """Delete the libraries that hold no article; the shared one stays."""
        is_empty = ~exists().where(articles.c.library_id == libraries.c.id)
        query = select(libraries.c.id).where(libraries.c.name != SHARED, is_empty).with_for_update()
        for library_id in self._connection.execute(query).scalars().all():
            self._delete_library(library_id)

    def _library(self, name: str) -> int | None:
        query = select(libraries.c.id).where(libraries.c.name == name).with_for_update()
        return self._connection.execute(query).scalar_one_or_none()

    def _lock(self, article_id: int) -> _Locked:
        columns = (articles.c[name] for name in _Locked._fields)
        query = select(*columns).where(articles.c.id == article_id).with_for_update()
        return _Locked(*self._connection.execute(query).one())

    def _insert_paragraphs(self, article_ids: Sequence[int], new: Sequence[NewArticle]) -> None:
        rows = [
            {"article_id": article_id, "number": number, **paragraph._asdict()}
            for article_id, one in zip(article_ids, new, strict=True)
            for number, paragraph in enumerate(one.paragraphs, 1)
        ]
        # Without RETURNING, which would take twice as long: the ids are read for the change log anyway.
        self._connection.execute(insert(paragraphs), rows)
        self._record((ADDED,), paragraphs.c.article_id.in_(article_ids))

    def _delete_paragraphs(self, condition: ColumnElement[bool]) -> None:
        self._record((REMOVED,), condition)
        self._connection.execute(delete(paragraphs).where(condition))

    def _delete_library(self, library_id: int) -> None:
        self._delete_paragraphs(paragraphs.c.article_id.in_(_articles_of(library_id)))
        for table in (articles, tallies):
            self._connection.execute(delete(table).where(table.c.library_id == library_id))
        self._connection.execute(delete(libraries).where(libraries.c.id == library_id))

    def _record(self, kinds: Sequence[str], condition: ColumnElement[bool]) -> None:
        """Log that the paragraphs that fulfil a condition have changed in these ways, one after the other."""
        query = select(paragraphs.c.id).where(condition).order_by(paragraphs.c.id)
        found = list(ranges(self._connection.execute(query).scalars()))
        entries = [(kind, *range_) for kind in kinds for range_ in found]
        if not entries:
            return
        rows = [
            {"generation": generation, "kind": kind, "first_paragraph": first, "last_paragraph": last}
            for generation, (kind, first, last) in enumerate(entries, next_generation(self._connection))
        ]
        self._connection.execute(insert(changes), rows)

    def _tally(self, library_id: int, language: str, more_articles: int, more_paragraphs: int) -> None:
        """Count more articles and paragraphs of a library in a language; fewer, where negative."""
        key = {"library_id": library_id, "language": language}
        mine = (tallies.c.library_id == library_id) & (tallies.c.language == language)
        changed = {
            "articles": tallies.c.articles + more_articles,
            "paragraphs": tallies.c.paragraphs + more_paragraphs,
        }
        if not self._connection.execute(update(tallies).where(mine).values(changed)).rowcount:
            values = key | {"articles": more_articles, "paragraphs": more_paragraphs}
            self._connection.execute(insert(tallies).values(values))


def _articles_of(library_id: int) -> "Select[*tuple[int]]":
    return select(articles.c.id).where(articles.c.library_id == library_id)
