"""The sources that people follow: add, list, pause and remove them, and note what their servers answer."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    delete,
    func,
    or_,
    select,
    update,
)

from index.model.clock import utc_now
from index.model.errors import Fault, MissingError, ReadError, SourceError
from index.model.feeds import FeedAnswer
from index.model.sources import CHANNEL, FEED, Agenda, Counted, NewSource, Source, SourceCounts, State
from index.model.web_address import feed_address
from index.store.database import Database
from index.store.removed import forget_where_nothing_is_followed
from index.store.source_tables import sources
from index.store.sources.hosts import set_free_at
from index.store.sources.item_rows import note_items
from index.store.sources.source_rows import problem_as_json, select_sources, select_with_waiting, source_of
from index.store.sources.statements import (
    LEAST_SECONDS,
    insert_source,
    new_address,
    select_agenda,
    select_at,
    select_counts,
    select_due,
    select_one,
    update_at,
    update_one,
    with_only,
)

Plan = Callable[[Source, Counted], datetime]
"""Returns when a source is due again, after an answer that had so many items."""


class SourceStore:
    """Safe in any thread; any method may raise StoreError. The times that it is given are in UTC."""

    def __init__(self, database: Database, most_of_chat: int = 0) -> None:
        """``most_of_chat`` is how many sources each library but the shared one may have; 0 means no limit."""
        self.database = database
        self._most_of_chat = most_of_chat

    def add(self, library: str, new: NewSource, limit: bool = False, now: datetime | None = None) -> Source:
        """Follow a source, and return it. Raises SourceError if it is followed already, or too many are."""
        now = now or utc_now()
        new = new._replace(url=feed_address(new.url)) if new.kind == FEED else new
        with self.database.writing() as connection:
            mine = sources.c.library == library
            if known := connection.execute(select(sources.c.id).where(mine, sources.c.url == new.url)).scalar():
                raise SourceError(Fault.SOURCE_KNOWN, source=new.url, number=known)
            count = connection.execute(select(func.count()).select_from(sources).where(mine)).scalar_one()
            if limit and self._most_of_chat and count >= self._most_of_chat:
                raise SourceError(Fault.TOO_MANY_SOURCES, source=new.url, limit=self._most_of_chat)
            return insert_source(connection, library, new, now)

    def all(self, libraries: Collection[str] | None = None) -> list[Source]:
        """Return the sources of these libraries, or of all, in the order of their numbers."""
        query = select_with_waiting().order_by(sources.c.id)
        if libraries is not None:
            query = query.where(sources.c.library.in_(libraries))
        with self.database.reading() as connection:
            return [source_of(row) for row in connection.execute(query).mappings()]

    def get(self, number: int, libraries: Collection[str] | None = None) -> Source:
        """Return a source of these libraries. Raises MissingError."""
        with self.database.reading() as connection:
            row = connection.execute(select_with_waiting().where(sources.c.id == number)).mappings().first()
        if row is None or (libraries is not None and row["library"] not in libraries):
            raise MissingError(Fault.NO_SUCH_SOURCE_NUMBER, number=number)
        return source_of(row)

    def is_followed(self, url: str) -> bool:
        """Return whether any library follows an address, which is then asked for all of them."""
        at = sources.c.url == feed_address(url)
        query = select(sources.c.id).where(at, sources.c.state == State.ACTIVE)
        with self.database.reading() as connection:
            return connection.execute(query).first() is not None

    def remove(self, number: int, libraries: Collection[str] | None = None) -> Source:
        """Remove a source; its articles stay. Raises MissingError."""
        source = self.get(number, libraries)
        with self.database.writing() as connection:
            connection.execute(delete(sources).where(sources.c.id == number))
            forget_where_nothing_is_followed(connection, source.library)
        return source

    def pause(self, number: int, libraries: Collection[str] | None = None) -> Source:
        """Stop the requests for a source until it is resumed, and return it. Raises MissingError."""
        self.get(number, libraries)
        self._update(sources.c.id == number, {"state": State.PAUSED, "is_reported": True})
        return self.get(number)

    def resume(self, number: int, libraries: Collection[str] | None = None) -> Source:
        """Request a source again that was paused, failed or is gone, and return it. Raises MissingError."""
        source = self.get(number, libraries)
        if source.state is not State.ACTIVE:
            began = {"failures": 0, "failing_since": None, "problem": None, "is_reported": False}
            due = {"state": State.ACTIVE, "due_at": _soonest(source, utc_now())}
            self._update(sources.c.id == number, began | due)
        return self.get(number)

    def set_vanished(self, number: int, *, removes: bool) -> Source:
        """Let an article go, or stay, when its page or its file vanishes, and return the source.

        Raises MissingError, or SourceError for a channel, of which nobody learns what vanishes.
        """
        source = self.get(number)
        if removes and source.kind == CHANNEL:
            raise SourceError(Fault.CHANNELS_KEEP, source=source.name)
        self._update(sources.c.id == number, {"removes_vanished": removes})
        return self.get(number)

    def make_due(self, numbers: Collection[int] | None, now: datetime) -> None:
        """Make these sources due now, or all that do not fail as soon as they may be requested again.

        A source whose server asked for a rest stays as it is.
        """
        chosen = sources.c.failures == 0 if numbers is None else sources.c.id.in_(numbers)
        for source in self._select(sources.c.state == State.ACTIVE, chosen):
            if not _is_put_off(source):
                due = min(source.due_at, _soonest(source, now) if numbers is None else now)
                self._update(sources.c.id == source.id, {"due_at": due})

    def due(self, now: datetime, busy: Collection[str], only: Collection[int] | None = None) -> dict[str, str]:
        """Return the addresses of the sources that are due, one of each host that is not busy, by the host.

        Args:
            only: the numbers of sources; None for all.
        """
        found: dict[str, str] = {}
        with self.database.reading() as connection:
            for host, url in connection.execute(select_due(only is not None), with_only({"now": now}, only)):
                if host not in busy:
                    found.setdefault(host, url)
        return found

    def claim(self, url: str, now: datetime, lease: timedelta) -> list[Source]:
        """Return the active sources at an address, and note that they are asked now.

        Should this process die, none is asked again before the end of the lease.
        """
        same = {"at": url, "active": State.ACTIVE}
        with self.database.writing() as connection:
            rows = connection.execute(select_at(), same).mappings().all()
            if rows:  # somebody may have paused or removed them a moment ago
                connection.execute(update_at(), same | {"tried": now, "leased": now + lease})
                set_free_at(connection, rows[0]["host"], now + timedelta(seconds=60))
        return [source_of(row) for row in rows]

    def store_answer(self, source: Source, answer: FeedAnswer, now: datetime, plan: Plan) -> Counted:
        """Store what a source answered with status 200 or 304: its items wait to become articles."""
        with self.database.writing() as connection:
            is_first = source.succeeded_at is None
            if not connection.execute(select_one(), {"number": source.id}).first():
                return Counted()  # somebody has removed it meanwhile
            counted = note_items(connection, source, answer.items, now, is_first=is_first)
            values: dict[str, Any] = {
                "due_at": plan(source, counted),
                "succeeded_at": now,
                "failing_since": None,
                "failures": 0,
                "problem": None,
                "unchanged": 0 if counted.new else source.unchanged + 1,
                # With these, the server would not send again what was left for later.
                "etag": None if counted.left else answer.etag,
                "modified": None if counted.left else answer.modified,
                "title": answer.title or source.title,
                "item_count": source.item_count + counted.new,
                **new_address(connection, source, answer.url),
            }
            connection.execute(update_one(tuple(values)), {**values, "number": source.id})
        return counted

    def fail(self, source: Source, error: ReadError, now: datetime, due_at: datetime, state: State) -> None:
        """Note that a request failed, and whether the source is asked again."""
        values = {
            "problem": problem_as_json(error),
            "failures": source.failures + 1,
            "failing_since": source.failing_since or now,
            "due_at": due_at,
            "state": state,
        }
        self._update(sources.c.id == source.id, values)

    def unreported(self) -> list[Source]:
        """Return the sources that have failed or are gone without the knowledge of their owners."""
        return self._select(sources.c.state.in_((State.FAILED, State.GONE)), sources.c.is_reported.is_(False))

    def mark_reported(self, number: int) -> None:
        self._update(sources.c.id == number, {"is_reported": True})

    def agenda(self, only: Collection[int] | None = None) -> Agenda:
        """Return when the next source and the next item can be asked for, of these sources or of all."""
        with self.database.reading() as connection:
            return Agenda(*connection.execute(select_agenda(only is not None), with_only({}, only)).one())

    def correct_times(self, now: datetime) -> None:
        """Correct the times of requests in the future: the clock of this machine has gone back."""
        ahead = now + timedelta(minutes=2)
        for source in self._select(or_(sources.c.tried_at > ahead, sources.c.succeeded_at > ahead)):
            values = {"tried_at": now, "succeeded_at": now, "due_at": now + timedelta(seconds=source.every)}
            self._update(sources.c.id == source.id, values)

    def count(self) -> SourceCounts:
        """Return how many active sources there are, and what is wrong with them."""
        with self.database.reading() as connection:
            return SourceCounts(*connection.execute(select_counts()).one())

    def _select(self, *conditions: "ColumnElement[bool]") -> list[Source]:
        query = select_sources().where(*conditions).order_by(sources.c.due_at, sources.c.id)
        with self.database.reading() as connection:
            return [source_of(row) for row in connection.execute(query).mappings()]

    def _update(self, condition: "ColumnElement[bool]", values: dict[str, Any]) -> None:
        with self.database.writing() as connection:
            connection.execute(update(sources).where(condition).values(values))


def _soonest(source: Source, now: datetime) -> datetime:
    """Return when a source may be requested by the wish of a person: now, but not twice in a short time."""
    if source.kind != FEED or not source.tried_at:
        return now
    return max(now, source.tried_at + timedelta(seconds=LEAST_SECONDS))


def _is_put_off(source: Source) -> bool:
    """Return whether the server of a source has asked for a rest, however much a person wants to read it."""
    return source.problem is not None and source.problem.details.get("status") in (429, 503)
