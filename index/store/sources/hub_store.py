"""The subscriptions to feeds at their hubs: one for each feed, however many libraries follow it."""

import secrets
from collections.abc import Collection
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, delete, exists, func, insert, select, update

from index.model.feeds import Hub, Subscription, SubscriptionState
from index.model.sources import FEED, State
from index.store.database import Database
from index.store.source_tables import hub_subscriptions as table
from index.store.source_tables import sources
from index.store.sources.source_rows import find_host, problem_status

_SECRET_BYTES = 32
# After a request that a hub does not confirm; it may take its time.
_FIRST_RETRY, _LONGEST_RETRY = timedelta(hours=1), timedelta(days=7)
# A hub that does not confirm that it has stopped learns it from the answer to its next push.
_MOST_GOODBYES = 3
# Hubs choose the lease. Most give the ten days that are asked for.
_SHORTEST_LEASE, _LONGEST_LEASE = timedelta(minutes=5), timedelta(days=30)
_RENEWED_AT, _SHORTEST_RENEWAL = 0.75, timedelta(hours=1)
PUSH_GAP = timedelta(seconds=60)
"""Between two requests that pushes cause, however many come."""
_RESTING = (429, 503)


class HubStore:
    """Safe in any thread; any method may raise StoreError. The times that it is given are in UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def name(self, feed: str, hub: Hub | None, now: datetime) -> None:
        """Note which hub a feed names, if any: it is due to be asked, once we listen anywhere."""
        known = self.find(feed)
        if known is None and hub is None:
            return
        with self._database.writing() as connection:
            if hub is None:
                _end(connection, table.c.feed == feed, now)
                return
            is_same = known is not None and (known.hub, known.topic) == (hub.url, hub.topic)
            if known and is_same and known.state is not SubscriptionState.ENDING:
                return
            connection.execute(delete(table).where(table.c.feed == feed))
            if host := find_host(hub.url):
                connection.execute(insert(table).values(_new(feed, hub, host, now)))

    def due(self, address: str, now: datetime, busy: Collection[str]) -> list[Subscription]:
        """Return the subscriptions about which a hub is to be asked, one of each host that is not busy.

        Those that let a hub push to another address than this one are among them.
        """
        lone = _is_lone()
        with self._database.reading() as connection:
            has_lone = connection.execute(select(table.c.id).where(lone).limit(1)).first()
        if has_lone:
            with self._database.writing() as connection:
                _end(connection, lone, now)
        found: dict[str, Subscription] = {}
        is_due = (table.c.due_at <= now) | (table.c.address != address)
        query = select(table).where(is_due).order_by(table.c.due_at, table.c.id)
        with self._database.reading() as connection:
            for row in connection.execute(query):
                if row.host not in busy:
                    found.setdefault(row.host, _subscription(row))
        return list(found.values())

    def soonest(self, address: str, now: datetime) -> datetime | None:
        """Return when a hub is to be asked next, None for never."""
        is_due = _is_lone() | (table.c.address != address)
        query = select(func.min(case((is_due, now), else_=table.c.due_at)))
        with self._database.reading() as connection:
            return connection.execute(query).scalar()

    def claim(self, subscription: Subscription, address: str, now: datetime) -> bool:
        """Note that a hub is asked now to push to an address, and again later if it does not confirm.

        Return False if it is given up.
        """
        is_it = table.c.id == subscription.id
        with self._database.writing() as connection:
            if subscription.state is SubscriptionState.ENDING and subscription.tries >= _MOST_GOODBYES:
                connection.execute(delete(table).where(is_it))
                return False
            wait = min(_FIRST_RETRY * 2 ** min(subscription.tries, 10), _LONGEST_RETRY)
            values = {"due_at": now + wait, "tries": subscription.tries + 1, "address": address}
            return bool(connection.execute(update(table).where(is_it).values(values)).rowcount)

    def put_off(self, subscription: Subscription, until: datetime) -> None:
        """Ask a hub no sooner."""
        is_sooner = (table.c.id == subscription.id) & (table.c.due_at < until)
        with self._database.writing() as connection:
            connection.execute(update(table).where(is_sooner).values(due_at=until))

    def confirm(self, key: str, mode: str, topic: str, lease: int | None, now: datetime) -> bool:
        """Note that a hub does what it was asked for, and return whether it was.

        Args:
            mode: "subscribe" or "unsubscribe".
            lease: the seconds after which it stops pushing, if it says so.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(table).where(table.c.key == key)).first()
            if row is None or row.topic != topic or not (row.tries or row.state == SubscriptionState.LIVE):
                return False
            is_ending = row.state == SubscriptionState.ENDING
            if mode == "unsubscribe" and is_ending:
                connection.execute(delete(table).where(table.c.id == row.id))
                return True
            if mode != "subscribe" or is_ending:
                return False
            values = _leased(lease, now)
            connection.execute(update(table).where(table.c.id == row.id).values(values))
            return True

    def deny(self, key: str, topic: str, now: datetime) -> bool:
        """Note that a hub does not push a feed, and return whether we know of it."""
        is_it = (table.c.key == key) & (table.c.topic == topic)
        values = {
            "state": case((table.c.state == SubscriptionState.LIVE, SubscriptionState.ASKED), else_=table.c.state),
            "expires_at": None,
            "is_proven": False,
            "due_at": now + _LONGEST_RETRY,
        }
        with self._database.writing() as connection:
            return bool(connection.execute(update(table).where(is_it).values(values)).rowcount)

    def secret(self, key: str) -> str | None:
        """Return the secret of a live subscription to a feed that somebody follows; None for any other key."""
        is_live = (table.c.key == key) & (table.c.state == SubscriptionState.LIVE) & _is_followed()
        with self._database.reading() as connection:
            return connection.execute(select(table.c.secret).where(is_live)).scalar()

    def note_push(self, key: str, now: datetime) -> None:
        """Make a feed due of which a hub has pushed something, but not twice in a minute.

        The server of the feed keeps the rest that it has asked for.
        """
        with self._database.writing() as connection:
            feed = connection.execute(select(table.c.feed).where(table.c.key == key)).scalar()
            if feed is None:
                return
            values = {"pushed_at": now, "is_proven": True}
            connection.execute(update(table).where(table.c.key == key).values(values))
            columns = sources.c.id, sources.c.tried_at, sources.c.due_at, sources.c.problem
            for row in connection.execute(select(*columns).where(_is_active(), sources.c.url == feed)).all():
                due = max(now, row.tried_at + PUSH_GAP) if row.tried_at else now
                if due < row.due_at and problem_status(row.problem) not in _RESTING:
                    connection.execute(update(sources).where(sources.c.id == row.id).values(due_at=due))

    def find(self, feed: str) -> Subscription | None:
        """Return the subscription to a feed."""
        with self._database.reading() as connection:
            row = connection.execute(select(table).where(table.c.feed == feed)).first()
        return _subscription(row) if row else None

    def distrust(self, feed: str) -> None:
        """Note that a poll has found what the hub has not pushed."""
        is_it = (table.c.feed == feed) & table.c.is_proven
        with self._database.writing() as connection:
            connection.execute(update(table).where(is_it).values(is_proven=False))


def _new(feed: str, hub: Hub, host: str, now: datetime) -> dict[str, object]:
    return {
        "feed": feed,
        "topic": hub.topic,
        "hub": hub.url,
        "host": host,
        "address": "",
        "key": secrets.token_urlsafe(_SECRET_BYTES),
        "secret": secrets.token_urlsafe(_SECRET_BYTES),
        "state": SubscriptionState.ASKED,
        "due_at": now,
    }


def _leased(lease: int | None, now: datetime) -> dict[str, object]:
    seconds = _LONGEST_LEASE.total_seconds() if lease is None else float(lease)
    lasts = min(max(timedelta(seconds=min(seconds, 1e9)), _SHORTEST_LEASE), _LONGEST_LEASE)
    return {
        "state": SubscriptionState.LIVE,
        "tries": 0,
        "expires_at": now + lasts,
        "due_at": now + max(lasts * _RENEWED_AT, _SHORTEST_RENEWAL),
    }


def _end(connection: Connection, condition: ColumnElement[bool], now: datetime) -> None:
    values = {"state": SubscriptionState.ENDING, "due_at": now, "tries": 0}
    is_on = table.c.state != SubscriptionState.ENDING
    connection.execute(update(table).where(condition, is_on).values(values))


def _is_active() -> ColumnElement[bool]:
    return (sources.c.kind == FEED) & (sources.c.state == State.ACTIVE)


def _is_followed() -> ColumnElement[bool]:
    return exists().where(sources.c.url == table.c.feed, _is_active())


def _is_lone() -> ColumnElement[bool]:
    """Select the subscriptions to feeds that nobody follows any more."""
    return (table.c.state != SubscriptionState.ENDING) & ~_is_followed()


def _subscription(row: Row[Any]) -> Subscription:
    values = {one.name: getattr(row, one.name) for one in fields(Subscription)}
    return Subscription(**values | {"state": SubscriptionState(values["state"])})
