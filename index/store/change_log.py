"""What is noted beside each change of the articles: for engines, what to follow; for people, how much there is.

Both are written in the transaction of the change itself, so they are never wrong about it.
"""

from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from index.store.schema import changes, paragraphs, tallies

ADDED, REMOVED = "added", "removed"


class Change(NamedTuple):
    """That paragraphs with a range of ids, both ends included, were added or removed."""

    generation: int
    kind: str
    first_paragraph: int
    last_paragraph: int

    @property
    def paragraph_ids(self) -> range:
        return range(self.first_paragraph, self.last_paragraph + 1)


def note_added(connection: Connection, first_article: int, last_article: int) -> None:
    """Note the paragraphs of articles whose numbers are a range, all written in this transaction."""
    _note(connection, ADDED, first_article, last_article)


def note_moved(connection: Connection, article_id: int) -> None:
    """Note that the paragraphs of an article are in another library now: what an index has of them is outdated."""
    _note(connection, REMOVED, article_id, article_id)
    _note(connection, ADDED, article_id, article_id)


def forget_paragraphs(connection: Connection, article_id: int) -> None:
    """Delete the paragraphs of an article, and note that."""
    _note(connection, REMOVED, article_id, article_id)
    connection.execute(delete(paragraphs).where(paragraphs.c.article_id == article_id))


def tally(connection: Connection, library_id: int, language: str, articles: int, paragraph_count: int) -> None:
    """Count so many more articles and paragraphs; fewer, where negative."""
    mine = (tallies.c.library_id == library_id) & (tallies.c.language == language)
    more = {
        "articles": tallies.c.articles + articles,
        "paragraphs": tallies.c.paragraphs + paragraph_count,
    }
    if not connection.execute(update(tallies).where(mine).values(more)).rowcount:
        values = {"library_id": library_id, "language": language}
        values |= {"articles": articles, "paragraphs": paragraph_count}
        connection.execute(insert(tallies).values(values))


def _note(connection: Connection, kind: str, first_article: int, last_article: int) -> None:
    # Only one transaction writes at a time, so the ids that it gives out follow one another.
    bounds = select(func.min(paragraphs.c.id), func.max(paragraphs.c.id))
    bounds = bounds.where(paragraphs.c.article_id.between(first_article, last_article))
    first, last = connection.execute(bounds).one()
    connection.execute(insert(changes).values(kind=kind, first_paragraph=first, last_paragraph=last))
