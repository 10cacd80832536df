"""Which articles are wanted, and the conditions that select them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, or_


@dataclass(frozen=True)
class Filter:
    """All that is set must hold.

    Args:
        words: each stands in the title or in the name of the publisher, in either case.
        publisher: the whole name, in either case.
        since: the first day of publication; an article without a day is left out.
        before: the day after the last one; an article without a day is left out.
    """

    words: tuple[str, ...] = ()
    publisher: str | None = None
    since: date | None = None
    before: date | None = None


ALL = Filter()


def conditions(wanted: Filter, articles: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions on a row of the table of articles."""
    found: list[ColumnElement[bool]] = [
        or_(*(column.icontains(word, autoescape=True) for column in (articles.c.title, articles.c.publisher)))
        for word in wanted.words
    ]
    if wanted.publisher is not None:
        # lower() in the database, for both sides: SQLite's leaves letters beyond ASCII as they are.
        found += [articles.c.publisher.ilike(_literally(wanted.publisher), escape="/")]
    if wanted.since is not None:
        found += [articles.c.published >= wanted.since]
    if wanted.before is not None:
        found += [articles.c.published < wanted.before]
    return found


def is_by(name: str, may_begin: bool, articles: FromClause) -> ColumnElement[bool]:
    """Return the condition that the publisher, original source or author has this name, or one that begins so."""
    columns = articles.c.publisher, articles.c.original_source, articles.c.author
    names = [_literally(name), *(f"{_literally(name)}{after}%" for after in (" ", ".") if may_begin)]
    return or_(*(column.ilike(pattern, escape="/") for column in columns for pattern in names))


def _literally(text: str) -> str:
    for character in "/%_":
        text = text.replace(character, f"/{character}")
    return text
