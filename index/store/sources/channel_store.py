"""The channels whose posts become articles of the libraries that they are connected to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from index.model.clock import utc_now
from index.model.errors import Fault, ReadError, SourceError
from index.model.records import SHARED
from index.model.sources import CHANNEL, NewSource, Source, State
from index.store.article_writer import ArticleWriter
from index.store.database import Database
from index.store.identity.posts import channel, post_identity
from index.store.schema import articles, libraries
from index.store.source_tables import sources
from index.store.sources.source_rows import problem_as_json, select_sources, source_of
from index.store.sources.source_store import SourceStore

MOST_LIBRARIES = 10
"""A post is stored in each library, so more of them would make one post cost too much."""
_MOST_OF_A_TITLE = 200
_TELEGRAM = "https://t.me/"


@dataclass(frozen=True)
class Channel:
    """A channel as Telegram describes it now; its number is the one in the Bot API."""

    number: int
    title: str
    username: str | None = None

    @property
    def key(self) -> str:
        """By what its posts and sources are known, whatever its name is."""
        return channel(self.number)

    def link(self, number: int) -> str:
        """Return the address of a post; that of a private channel leads its subscribers there."""
        place = self.username or f"c/{self.key.rpartition(':')[2]}"
        return f"{_TELEGRAM}{place}/{number}"


class ChannelStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, sources_: SourceStore) -> None:
        self._database = database
        self._sources = sources_

    def connect(self, library: str, connected: Channel) -> tuple[Source, bool]:
        """Connect a channel to a library. Return its source, and whether it was not connected before.

        A channel from which the bot was removed is connected again. Raises SourceError if the library follows too
        many sources, or the channel is connected to too many libraries.
        """
        found = self._select(_is(connected.key))
        mine = next((source for source in found if source.library == library), None)
        if mine is not None:
            if mine.state is not State.GONE:
                return mine, False
            return self._sources.resume(mine.id), True
        if len(found) >= MOST_LIBRARIES:
            raise SourceError(Fault.CHANNEL_IN_USE, source=connected.title, limit=MOST_LIBRARIES)
        new = NewSource(connected.key, connected.title, kind=CHANNEL, username=connected.username)
        return self._sources.add(library, new, limit=library != SHARED), True

    def connected(self, key: str) -> list[Source]:
        """Return the active sources of a channel, that of the shared library first."""
        found = self._select(_is(key) & (sources.c.state == State.ACTIVE))
        return sorted(found, key=lambda source: source.library != SHARED)

    def find(self, library: str, name: str) -> Source | None:
        """Return the channel of a library with a username, whatever its case, or with a key."""
        named = (func.lower(sources.c.username) == name.lower()) | (sources.c.url == name)
        found = self._select((sources.c.kind == CHANNEL) & (sources.c.library == library) & named)
        return found[0] if found else None

    def describe(self, seen: Channel, connected: list[Source]) -> None:
        """Note the title and the username of a channel, and let the links to its posts have the latter."""
        title = seen.title[:_MOST_OF_A_TITLE]
        if all((source.title, source.username) == (title, seen.username) for source in connected):
            return
        with self._database.writing() as connection:
            values = {"title": title, "username": seen.username}
            connection.execute(update(sources).where(_is(seen.key)).values(values))
            for source in connected:
                if source.username != seen.username:
                    prefix = post_identity(seen.key, 0)[:-1]
                    ArticleWriter(connection).change_addresses(source.library, prefix, seen.link(0)[:-1])

    def note_post(self, source: Source, *, is_new: bool) -> None:
        """Note that a post was stored, and count it if it is new."""
        values = {"succeeded_at": utc_now(), "problem": None, "failures": 0, "failing_since": None}
        self._update(sources.c.id == source.id, {**values, "item_count": sources.c.item_count + int(is_new)})

    def note_problem(self, source: Source, problem: ReadError) -> None:
        """Note why a post was not stored."""
        values = {"problem": problem_as_json(problem), "failures": source.failures + 1}
        self._update(sources.c.id == source.id, values | {"failing_since": source.failing_since or utc_now()})

    def leave(self, key: str) -> None:
        """Note that the bot is not in a channel any more; who connected it is told."""
        active = _is(key) & (sources.c.state == State.ACTIVE)
        self._update(active, {"state": State.GONE, "is_reported": False})

    def enter(self, key: str) -> None:
        """Note that the bot is in a channel again."""
        gone = _is(key) & (sources.c.state == State.GONE)
        self._update(gone, {"state": State.ACTIVE, "is_reported": False})

    def article_of(self, library: str, identity: str) -> int | None:
        """Return the number of the article that a post is in a library."""
        query = select(articles.c.id).join(libraries)
        query = query.where(libraries.c.name == library, articles.c.identity == identity)
        with self._database.reading() as connection:
            return connection.execute(query).scalars().first()

    def _select(self, condition: ColumnElement[bool]) -> list[Source]:
        query = select_sources().where(condition).order_by(sources.c.id)
        with self._database.reading() as connection:
            return [source_of(row) for row in connection.execute(query).mappings()]

    def _update(self, condition: ColumnElement[bool], values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            connection.execute(update(sources).where(condition).values(values))


def _is(key: str) -> ColumnElement[bool]:
    return (sources.c.url == key) & (sources.c.kind == CHANNEL)
