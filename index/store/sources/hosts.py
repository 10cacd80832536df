"""When each host may be asked again, and its rules for robots."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, insert, select, update

from index.model.sources import HostRules
from index.store.database import Database
from index.store.source_tables import web_hosts


class HostStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def resting(self, now: datetime) -> frozenset[str]:
        """Return the hosts that are not to be asked now."""
        with self._database.reading() as connection:
            return frozenset(connection.execute(_select_resting(), {"now": now}).scalars())

    def rest_until(self, hosts: Collection[str], until: datetime) -> None:
        """Ask nothing of these hosts until a moment."""
        with self._database.writing() as connection:
            for host in hosts:
                set_free_at(connection, host, until)

    def rest(self, host: str, now: datetime, gap: timedelta) -> None:
        """Ask nothing of a host for so long or, if that is longer, for as long as its rules want."""
        with self._database.writing() as connection:
            delay = connection.execute(_select_delay(), {"host": host}).scalar_one_or_none()
            set_free_at(connection, host, now + max(gap, timedelta(seconds=delay or 0)))

    def correct_times(self, now: datetime) -> None:
        """Shorten the rests that a wrong clock has made too long."""
        late, until = now + timedelta(hours=2), now + timedelta(hours=1)
        with self._database.writing() as connection:
            connection.execute(update(web_hosts).where(web_hosts.c.free_at > late).values(free_at=until))

    def rules(self, host: str, now: datetime) -> HostRules | None:
        """Return the rules of a host, None if they are to be asked for."""
        query = select(web_hosts.c.robots, web_hosts.c.delay, web_hosts.c.robots_until)
        with self._database.reading() as connection:
            row = connection.execute(query.where(web_hosts.c.name == host)).first()
        is_known = row and row.robots is not None and row.robots_until > now
        return HostRules(row.robots, row.delay, row.robots_until) if row and is_known else None

    def set_rules(self, host: str, rules: HostRules) -> None:
        values = {"robots": rules.text, "delay": rules.delay, "robots_until": rules.until}
        with self._database.writing() as connection:
            connection.execute(update(web_hosts).where(web_hosts.c.name == host).values(values))


@cache  # to build these takes longer than to run them
def _select_resting() -> Select[Any]:
    return select(web_hosts.c.name).where(web_hosts.c.free_at > bindparam("now"))


@cache
def _select_delay() -> Select[Any]:
    return select(web_hosts.c.delay).where(web_hosts.c.name == bindparam("host"))


@cache
def _update_free() -> Update:
    return update(web_hosts).where(web_hosts.c.name == bindparam("host")).values(free_at=bindparam("until"))


def set_free_at(connection: Connection, host: str, until: datetime) -> None:
    """Write from when on a host may be asked."""
    if not connection.execute(_update_free(), {"host": host, "until": until}).rowcount:
        connection.execute(insert(web_hosts).values(name=host, free_at=until))
