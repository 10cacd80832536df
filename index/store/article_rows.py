"""Rows of articles as records: what is read from the database, and what is to be written to it."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from index.analysis.language import UNDETERMINED
from index.model.errors import Fault, MissingError
from index.model.records import Article, Credits, Paragraph, ParsedArticle, ParsedParagraph
from index.model.web_address import without_login
from index.store.identity.pages import page_identity
from index.store.identity.posts import is_post
from index.store.schema import articles, libraries

CREDITS = tuple(Credits.__dataclass_fields__)
_FIELDS = tuple(Paragraph.__dataclass_fields__)
_COLUMNS = ("library", "id", "paragraph_count", *CREDITS)
Record = TypeVar("Record", Article, Paragraph)
_LARGEST_ID = 2**63 - 1  # of an SQL integer; people may type larger ones


@dataclass(frozen=True)
class NewArticle:
    """An article to be written, and what the same text, headings, and page or file are recognised by.

    ``page`` is the identity of its page, by which a post is recognised that was added as a page before.
    """

    credits: Credits
    language: str
    paragraphs: tuple[ParsedParagraph, ...]
    digest: str
    headings_digest: str | None = None
    identity: str | None = None
    identity_prefix: str | None = None
    page: str | None = None
    lacks_pages: bool = False
    is_album: bool = False

    @property
    def columns(self) -> dict[str, object]:
        """The columns that come from the article itself."""
        digests = {"digest": self.digest, "headings_digest": self.headings_digest}
        own = {"paragraph_count": len(self.paragraphs), "identity": self.identity}
        return vars(self.credits) | digests | own


def new_article(parsed: ParsedArticle) -> NewArticle:
    """Return the article to write; one without a language is of an undetermined one."""
    values = {name: getattr(parsed, name) for name in CREDITS}
    values["url"] = without_login(parsed.url) if parsed.url else None
    values["language"] = language = parsed.language or UNDETERMINED
    page = page_identity(parsed.url) if parsed.url else None
    headings = [_context(paragraph) for paragraph in parsed.paragraphs]
    return NewArticle(
        Credits(**values),
        language,
        parsed.paragraphs,
        digest=_digest(parsed.texts),
        headings_digest=_digest(headings) if any(headings) else None,
        identity=identity_of(parsed),
        identity_prefix=None if parsed.url else parsed.origin_prefix,
        page=page,
        lacks_pages=parsed.lacks_pages,
        is_album=parsed.is_album,
    )


def as_post_of_its_own(new: NewArticle) -> NewArticle:
    """Return a post that stays apart from an article with the same text that is none."""
    return replace(new, digest=_digest([new.identity or "", new.digest]))


def identity_of(parsed: ParsedArticle) -> str | None:
    """Return by what an article is recognised: its post, its page or its file; None for a mere text."""
    page = page_identity(parsed.url) if parsed.url else None
    return parsed.origin if is_post(parsed.origin) else page or parsed.origin


def _context(paragraph: ParsedParagraph) -> str:
    """Return what is kept with a paragraph beside its text; nothing of a page where there is none."""
    page = f"\f{paragraph.page}" if paragraph.page else ""
    return f"{paragraph.heading or ''}{page}"


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def select_articles() -> "Select[*tuple[Any, ...]]":
    """Select the columns that ``article_of`` reads."""
    columns = [articles.c[name] for name in _COLUMNS[1:]]
    return select(libraries.c.name.label("library"), *columns).select_from(articles.join(libraries))


def article_of(row: Sequence[Any]) -> Article:
    """Return the article in a row of ``select_articles``, which other columns may follow."""
    return _made(Article, dict(zip(_COLUMNS, row, strict=False)))


def paragraph_of(*row: Any) -> Paragraph:
    """Return the paragraph with these fields, in their order."""
    return _made(Paragraph, dict(zip(_FIELDS, row, strict=True)))


def _made(kind: type[Record], fields: dict[str, Any]) -> Record:
    """Return a record with all its fields: a frozen one sets each by itself, which takes four times as long."""
    made = kind.__new__(kind)
    made.__dict__.update(fields)
    return made


def read_article(connection: Connection, article_id: int, libraries_: Collection[str]) -> Article:
    """Return an article of these libraries. Raises MissingError."""
    query = select_articles().where(articles.c.id == article_id, libraries.c.name.in_(libraries_))
    row = connection.execute(query).first() if article_id <= _LARGEST_ID else None
    if row is None:
        raise MissingError(Fault.NO_SUCH_ARTICLE, number=article_id)
    return article_of(row)
