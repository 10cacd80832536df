"""Articles that arrive at the store, many in one transaction: new ones, known ones, and new text of old ones."""

import hashlib
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from index.model.clock import utc_now
from index.model.errors import ReadError
from index.model.records import SHARED, Article, Credits, ParsedArticle
from index.store.change_log import forget_paragraphs, note_added, tally
from index.store.quota import NO_LIMITS, Limits, Quota
from index.store.schema import articles, libraries, paragraphs

CREDITS = tuple(Credits.__dataclass_fields__)
_Row = dict[str, Any]


class Outcome(StrEnum):
    """What became of an article that was put into a library."""

    ADDED = "added"
    UPDATED = "updated"
    KNOWN = "known"


class Arrival(NamedTuple):
    """An article with the language that it is in."""

    parsed: ParsedArticle
    language: str


class AddResult(NamedTuple):
    outcome: Outcome
    article: Article


class Arrivals:
    """Puts articles into one library, within the transaction of a connection.

    The same paragraphs again are known. The same address with other paragraphs or credits is an update: the
    article keeps its number, the old paragraphs go and the new ones come. New articles are gathered and written
    together.
    """

    def __init__(self, connection: Connection, library: str, limits: Limits = NO_LIMITS) -> None:
        self._connection = connection
        self._library = library
        self._library_id = library_id(connection, library)
        self._quota = Quota(connection, self._library_id, limits)
        self._by_digest: dict[str, _Row] = {}
        self._by_url: dict[str, _Row] = {}
        self._shared: dict[str, _Row] = {}
        self._waiting: list[tuple[_Row, tuple[str, ...]]] = []

    def put(self, arrivals: Sequence[Arrival]) -> list[AddResult | ReadError]:
        """Return what became of each, in order; an error for one that there is no room for."""
        digests = [_digest(arrival.parsed) for arrival in arrivals]
        self._load(digests, [arrival.parsed.url for arrival in arrivals if arrival.parsed.url])
        found = [self._tried(*pair) for pair in zip(arrivals, digests, strict=True)]
        self._write_waiting()
        return [one if isinstance(one, ReadError) else AddResult(one[0], _article(one[1])) for one in found]

    def _tried(self, arrival: Arrival, digest: str) -> tuple[Outcome, _Row] | ReadError:
        try:
            return self._put_one(arrival, digest)
        except ReadError as error:
            return error

    def _put_one(self, arrival: Arrival, digest: str) -> tuple[Outcome, _Row]:
        values = _values(arrival, digest)
        url = values["url"]
        same_url = self._by_url.get(url) if url else None
        same_text = self._by_digest.get(digest)
        if same_text and same_url is None and same_text["url"] is None and url:
            same_url = same_text  # the same text, now with its address
        if same_text is None and same_url is None:
            # Who may ask the shared library needs no copy of its articles; and may not change them, so this
            # comes after all that makes an update.
            same_text = self._shared.get(digest)
        if same_text and (same_url is None or same_url is not same_text or _agrees(same_text, values)):
            return Outcome.KNOWN, same_text
        if same_url:
            return Outcome.UPDATED, self._update(same_url, values, arrival.parsed.paragraphs)
        return Outcome.ADDED, self._add(values, arrival.parsed.paragraphs)

    def _add(self, values: _Row, texts: tuple[str, ...]) -> _Row:
        self._quota.take(values["title"], texts)
        row = values | {"library": self._library, "id": None}
        self._waiting.append((row, texts))
        self._remember(row)
        return row

    def _update(self, old: _Row, values: _Row, texts: tuple[str, ...]) -> _Row:
        self._write_waiting()  # the old one may be among them
        self._quota.take(values["title"], texts, instead_of=old["id"])
        tally(self._connection, self._library_id, old["language"], -1, -old["paragraph_count"])
        forget_paragraphs(self._connection, old["id"])
        self._connection.execute(update(articles).where(articles.c.id == old["id"]).values(values))
        self._write_paragraphs([(old["id"], texts)])
        tally(self._connection, self._library_id, values["language"], 1, len(texts))
        self._by_digest.pop(old["digest"], None)
        row = old | values
        self._remember(row)
        return row

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        now = utc_now()
        new = [
            {name: value for name, value in row.items() if name not in ("library", "id")}
            | {"library_id": self._library_id, "added_at": now}
            for row, _ in self._waiting
        ]
        self._connection.execute(insert(articles), new)
        # Nobody else writes meanwhile, so the numbers follow one another; asking for each takes as long again.
        last = self._connection.execute(select(func.max(articles.c.id))).scalar_one()
        for (row, _), number in zip(self._waiting, range(last - len(new) + 1, last + 1), strict=True):
            row["id"] = number
        self._write_paragraphs([(row["id"], texts) for row, texts in self._waiting])
        for language in {row["language"] for row, _ in self._waiting}:
            counts = [row["paragraph_count"] for row, _ in self._waiting if row["language"] == language]
            tally(self._connection, self._library_id, language, len(counts), sum(counts))
        self._waiting.clear()

    def _write_paragraphs(self, texts_by_article: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        rows = [
            {"article_id": article_id, "number": number, "text": text}
            for article_id, texts in texts_by_article
            for number, text in enumerate(texts, 1)
        ]
        self._connection.execute(insert(paragraphs), rows)
        note_added(self._connection, texts_by_article[0][0], texts_by_article[-1][0])

    def _load(self, digests: Collection[str], urls: Collection[str]) -> None:
        """Fetch what the store already knows of these, here and, by its text, in the shared library."""
        mine = articles.c.library_id == self._library_id
        for row in self._select(mine, articles.c.digest.in_(digests)):
            self._remember(row)
        for row in self._select(mine, articles.c.url.in_(urls)):
            self._remember(self._by_digest.get(row["digest"], row))
        if self._library != SHARED:
            for row in self._select(libraries.c.name == SHARED, articles.c.digest.in_(digests)):
                self._shared[row["digest"]] = row

    def _select(self, *conditions: "ColumnElement[bool]") -> list[_Row]:
        columns = [articles.c[name] for name in ("id", "digest", "paragraph_count", *CREDITS)]
        query = select(libraries.c.name.label("library"), *columns).select_from(articles.join(libraries))
        return [dict(row) for row in self._connection.execute(query.where(*conditions)).mappings()]

    def _remember(self, row: _Row) -> None:
        self._by_digest[row["digest"]] = row
        if row["url"]:
            self._by_url[row["url"]] = row


def library_id(connection: Connection, name: str) -> int:
    """Return the id of a library, made if it is not there."""
    query = select(libraries.c.id).where(libraries.c.name == name)
    found = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return int(found)
    inserted = connection.execute(insert(libraries).values(name=name).returning(libraries.c.id))
    return int(inserted.scalar_one())


def _digest(parsed: ParsedArticle) -> str:
    return hashlib.sha256("\n".join(parsed.paragraphs).encode()).hexdigest()


def _values(arrival: Arrival, digest: str) -> _Row:
    values = {name: getattr(arrival.parsed, name) for name in CREDITS}
    return values | {
        "language": arrival.language,
        "digest": digest,
        "paragraph_count": len(arrival.parsed.paragraphs),
    }


def _agrees(row: _Row, values: _Row) -> bool:
    return all(row[name] == value for name, value in values.items())


def _article(row: _Row) -> Article:
    return Article(**{name: row[name] for name in ("id", "library", "paragraph_count", *CREDITS)})
