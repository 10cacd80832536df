"""Lines: the updates of a chat, which one process at a time handles, in order.

A process claims a line whose updates wait, and has it until it frees it or until its lease ends: a process that is
killed renews no lease. Whatever a process does for a line is done only if the line is still its own. So a process
that was asleep for long cannot answer what another one has answered meanwhile.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, DateTime, case, exists, func, or_, select, update

from index.conversations.inbox import Unfinished, handled, replying
from index.conversations.lines.records import Addressed, Claimed
from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import lines, processes, updates

LEASE_SECONDS = 10.0
"""After so long without a sign of a process, others take over its lines. It should renew them thrice as often."""
_LEASE = timedelta(seconds=LEASE_SECONDS)


class LineStore:
    """The lines of one receiver, for one of its processes. Safe in any thread; any method may raise StoreError."""

    def __init__(
        self, database: Database, receiver: int, owner: str, clock: Callable[[], datetime] | None = None
    ) -> None:
        """Without a ``clock``, leases run by that of the server: those of machines differ."""
        self._database, self._receiver, self._owner, self._clock = database, receiver, owner, clock
        self._is_mine = (lines.c.owner == owner) & lines.c.leased_until.is_not(None)

    def keep(self, arrived: Sequence[Addressed]) -> set[int]:
        """Store updates in one transaction, and return the numbers of the new ones. Their lines wait then."""
        with self._database.writing_jointly() as connection:
            joined = self._joined(connection, {one.line for one in arrived})
            placed = [one._replace(line=joined.get(one.line, one.line)) for one in arrived]
            new = self._database.insert_new(connection, [self._row(one) for one in placed], updates.c.number)
            for one in sorted(placed, key=lambda one: one.line):
                if one.number in new:
                    self._note(connection, one.line, one.sequence, one.message)
                    if one.joins:
                        self._join(connection, one.joins, one.line)
        return new

    def adopt(self) -> None:
        """Take over the updates that a process left which received alone."""
        alone = updates.c.line.is_(None) & updates.c.place.is_not(None) & updates.c.done_at.is_(None)
        query = update(updates).where((updates.c.receiver == self._receiver) & alone).values(line=updates.c.place)
        with self._database.writing() as connection:
            for name in sorted(set(connection.execute(query.returning(updates.c.line)).scalars())):
                self._note(connection, name, 0, 0)

    def claim(self, most: int, *, abandoned: bool = True) -> list[Claimed]:
        """Claim lines that wait, those used longest ago first; with ``abandoned`` also of processes that ended."""
        columns = (lines.c.name, lines.c.owner, lines.c.leased_until, lines.c.closed_until)
        with self._database.writing_jointly() as connection:
            now = self._now(connection)
            has_ended = [lines.c.leased_until < now] if abandoned else []
            is_free = or_(lines.c.leased_until.is_(None), *has_ended)
            query = select(*columns).where(lines.c.receiver == self._receiver, lines.c.waiting, is_free)
            query = query.order_by(lines.c.used_at).limit(most).with_for_update(skip_locked=True)
            found = connection.execute(query).all()
            if found:
                taken = self._are(name for name, *_ in found)
                values = {"owner": self._owner, "leased_until": now + _LEASE}
                connection.execute(update(lines).where(taken).values(values))
        return [
            Claimed(name, owner != self._owner, until is not None, _seconds(closed, now))
            for name, owner, until, closed in found
        ]

    def unfinished(
        self, names: Collection[str], known: Collection[int], most: int
    ) -> list[tuple[str, Unfinished]]:
        """Return the updates of lines that are not handled and not ``known``, in order, each with its line."""
        columns = [updates.c[name] for name in Unfinished._fields]
        waits = (updates.c.receiver == self._receiver) & updates.c.line.in_(names) & updates.c.done_at.is_(None)
        query = select(updates.c.line, *columns).where(waits, updates.c.number.not_in(known))
        with self._database.reading() as connection:
            found = connection.execute(query.order_by(updates.c.number).limit(most))
            return [(row[0], Unfinished(*row[1:])) for row in found]

    def renew(self) -> tuple[set[str], int]:
        """Renew the leases. Return the lines that this process has, and how many processes there are."""
        seen = {"receiver": self._receiver, "name": self._owner}
        of_receiver = processes.c.receiver == self._receiver
        with self._database.writing_jointly() as connection:
            now = self._now(connection)
            self._database.write_row(connection, processes, seen | {"seen_until": now + _LEASE})
            mine = update(lines).where(lines.c.receiver == self._receiver, self._is_mine)
            kept = (
                connection.execute(mine.values(leased_until=now + _LEASE).returning(lines.c.name)).scalars().all()
            )
            alive = select(func.count()).select_from(processes).where(of_receiver, processes.c.seen_until > now)
            return set(kept), connection.execute(alive).scalar_one()

    def begin_reply(self, name: str, number: int, latest_message: int, calls: int) -> int | None:
        """Store that a reply may be sent from now on; see ``Inbox.begin_reply``.

        Return the newest message that any process knows in the sequence of the chat, or None, and store nothing,
        if the line is another process's.
        """
        with self._database.writing_jointly() as connection:
            sequence = self._touch(connection, name)
            if sequence is None:
                return None
            same = (lines.c.receiver == self._receiver) & (lines.c.sequence == sequence)
            newest = connection.execute(select(func.max(lines.c.newest_message)).where(same)).scalar_one()
            latest = max(latest_message, newest or 0)
            connection.execute(replying(self._receiver, number, latest, calls))
            return latest

    def finish(self, name: str, number: int, calls: int, newest_message: int) -> bool:
        """Store that an update is handled, and delete its content, unless the line is another process's.

        ``newest_message`` is the newest one of its chat. Return whether the line is this process's.
        """
        with self._database.writing_jointly() as connection:
            if self._touch(connection, name, newest_message) is None:
                return False
            connection.execute(handled(self._receiver, number, calls))
            return True

    def free(self, names: Collection[str], *, waiting: bool = False) -> set[str]:
        """Free those of this process's lines that have nothing to do, and return the ones that it still has.

        With ``waiting``, free those that have something to do, too, for other processes.
        """
        if not names:
            return set()
        mine = self._are(names) & self._is_mine
        waits = exists().where(
            (updates.c.receiver == lines.c.receiver)
            & (updates.c.line == lines.c.name)
            & updates.c.done_at.is_(None)
        )
        with self._database.writing_jointly() as connection:
            # Nobody notes that an update waits between the look and the change.
            query = select(lines.c.name).where(mine).order_by(lines.c.name).with_for_update()
            held = set(connection.execute(query).scalars())
            with_work = set(connection.execute(select(lines.c.name).where(mine, waits)).scalars())
            connection.execute(update(lines).where(mine).values(waiting=lines.c.name.in_(with_work)))
            freed = held if waiting else held - with_work
            connection.execute(update(lines).where(self._are(freed)).values(leased_until=None))
            return held - freed

    def close_chat(self, name: str, seconds: float) -> None:
        """Store that Telegram takes no message of a chat for so many seconds."""
        with self._database.writing_jointly() as connection:
            until = self._now(connection) + timedelta(seconds=seconds)
            connection.execute(update(lines).where(self._are([name])).values(closed_until=until))

    def leave(self) -> None:
        """Free all lines of this process, and let the others know that it has ended."""
        mine = update(lines).where(lines.c.receiver == self._receiver, self._is_mine)
        with self._database.writing_jointly() as connection:
            connection.execute(mine.values(leased_until=None, waiting=True))
            itself = (processes.c.receiver == self._receiver) & (processes.c.name == self._owner)
            connection.execute(processes.delete().where(itself))

    def _touch(self, connection: Connection, name: str, newest: int = 0) -> int | None:
        """Lock a line until the end of the transaction, and return its sequence; None if it is another's."""
        greater = case((lines.c.newest_message < newest, newest), else_=lines.c.newest_message)
        mine = update(lines).where(self._are([name]), self._is_mine).values(newest_message=greater)
        return connection.execute(mine.returning(lines.c.sequence)).scalar_one_or_none()

    def _joined(self, connection: Connection, names: Collection[str]) -> dict[str, str]:
        query = select(lines.c.name, lines.c.joined).where(self._are(names), lines.c.joined.is_not(None))
        return dict(map(tuple, connection.execute(query)))

    def _row(self, one: Addressed) -> dict[str, object]:
        of_update = {"number": one.number, "place": one.place, "content": one.content, "line": one.line}
        return of_update | {"receiver": self._receiver, "received_at": utc_now()}

    def _note(self, connection: Connection, name: str, sequence: int, message: int) -> None:
        """Note that a line has an update that waits."""
        row = {"receiver": self._receiver, "name": name, "sequence": sequence, "newest_message": message}
        insert = self._database.dialect.insert(lines).values(row | {"waiting": True, "used_at": utc_now()})
        newer, older = insert.excluded.newest_message, lines.c.newest_message
        changed = {
            "waiting": True,
            "used_at": utc_now(),
            "newest_message": case((older < newer, newer), else_=older),
        }
        connection.execute(
            insert.on_conflict_do_update(index_elements=[lines.c.receiver, lines.c.name], set_=changed)
        )

    def _join(self, connection: Connection, name: str, joined: str) -> None:
        row = {"receiver": self._receiver, "name": name, "sequence": 0, "newest_message": 0, "waiting": False}
        changed = {"joined": joined, "used_at": utc_now()}
        insert = self._database.dialect.insert(lines).values(row | changed)
        keys = [lines.c.receiver, lines.c.name]
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed))

    def _now(self, connection: Connection) -> datetime:
        if self._clock:
            return self._clock()
        return connection.execute(
            select(func.timezone("UTC", func.clock_timestamp(), type_=DateTime))
        ).scalar_one()

    def _are(self, names: Iterable[str]) -> ColumnElement[bool]:
        return (lines.c.receiver == self._receiver) & lines.c.name.in_(list(names))


def delete_lines_before(connection: Connection, before: datetime) -> None:
    """Delete the lines in which nothing has come since then, and the processes that have ended."""
    is_free = or_(lines.c.leased_until.is_(None), lines.c.leased_until < before)
    connection.execute(lines.delete().where(lines.c.used_at < before, ~lines.c.waiting, is_free))
    connection.execute(processes.delete().where(processes.c.seen_until < before))


def _seconds(until: datetime | None, now: datetime) -> float:
    return max(0.0, (until - now).total_seconds()) if until else 0.0
