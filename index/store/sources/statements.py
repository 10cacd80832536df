"""The statements by which sources are read and written."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Table,
    Update,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from index.model.errors import Fault, ReadError
from index.model.sources import FEED, FOLDER, NewSource, Source, State
from index.model.web_address import feed_address
from index.store.source_tables import source_items, sources, web_hosts
from index.store.sources.source_rows import find_host, host_of, problem_as_json, select_sources, source_of

LEAST_SECONDS = 900
"""No feed is asked more often, whoever follows it."""


@cache  # to build these takes longer than to run them, and each request needs them
def select_due(only_some: bool) -> Select[Any]:
    """Select the feeds that are due, with ``only_some`` of the sources with the numbers ``only``."""
    query = select(sources.c.host, sources.c.url).where(sources.c.due_at <= bindparam("now"))
    query = query.where(_is_one(sources.c.id)) if only_some else query
    return query.where(sources.c.state == State.ACTIVE, sources.c.kind == FEED).order_by(
        sources.c.due_at, sources.c.id
    )


@cache
def select_at() -> Select[Any]:
    at = (sources.c.url == bindparam("at")) & (sources.c.state == bindparam("active"))
    return select_sources().where(at).order_by(sources.c.id)


@cache
def select_one() -> Select[Any]:
    return select(sources.c.id).where(sources.c.id == bindparam("number"))


@cache
def update_at() -> Update:
    at = (sources.c.url == bindparam("at")) & (sources.c.state == bindparam("active"))
    return update(sources).where(at).values(tried_at=bindparam("tried"), due_at=bindparam("leased"))


@cache
def update_one(names: tuple[str, ...]) -> Update:
    return (
        update(sources)
        .where(sources.c.id == bindparam("number"))
        .values({name: bindparam(name) for name in names})
    )


@cache
def select_agenda(only_some: bool) -> Select[Any]:
    """Select when what is due next, with ``only_some`` of the sources with the numbers ``only``."""
    source = _select_soonest(sources).where(sources.c.state == State.ACTIVE, sources.c.kind == FEED)
    item = _select_soonest(source_items).where(source_items.c.due_at.is_not(None))
    is_folder = (sources.c.state == State.ACTIVE) & (sources.c.kind == FOLDER)
    folder = select(func.min(sources.c.due_at)).where(is_folder)
    if only_some:
        source, folder = source.where(_is_one(sources.c.id)), folder.where(_is_one(sources.c.id))
        item = item.where(_is_one(source_items.c.source_id))
    return select(*(one.scalar_subquery() for one in (source, item, folder)))


def _is_one(column: Column[Any]) -> ColumnElement[bool]:
    return column.in_(bindparam("only", expanding=True))


def with_only(values: dict[str, object], only: Collection[int] | None) -> dict[str, object]:
    """Return the values of a statement that may be for some sources only."""
    return values if only is None else values | {"only": list(only)}


def _select_soonest(table: Table) -> Select[Any]:
    """Select when the first row is due whose host may be asked then."""
    rests = web_hosts.c.free_at > table.c.due_at
    soonest = func.min(case((rests, web_hosts.c.free_at), else_=table.c.due_at))
    return select(soonest).select_from(table.outerjoin(web_hosts, web_hosts.c.name == table.c.host))


@cache
def select_counts() -> Select[Any]:
    active = select(func.count()).select_from(sources).where(sources.c.state == State.ACTIVE)
    waiting = select(func.count()).select_from(source_items).where(source_items.c.due_at.is_not(None))
    failing = active.where(sources.c.failures > 0)
    return select(*(one.scalar_subquery() for one in (active, failing, waiting)))


def rename_library(connection: Connection, old: str, new: str) -> None:
    """Let the sources of a library fill another one; those that it follows too are dropped."""
    followed = select(sources.c.url).where(sources.c.library == new)
    connection.execute(delete(sources).where(sources.c.library == old, sources.c.url.in_(followed)))
    connection.execute(update(sources).where(sources.c.library == old).values(library=new))


def insert_source(connection: Connection, library: str, new: NewSource, now: datetime) -> Source:
    others = connection.execute(select(sources.c.tried_at, sources.c.title).where(sources.c.url == new.url)).all()
    asked = [other.tried_at + timedelta(seconds=LEAST_SECONDS) for other in others if other.tried_at]
    titles = [other.title for other in others if other.title]
    is_feed = new.kind == FEED
    values = {
        "library": library,
        "kind": new.kind,
        "url": new.url,
        "host": host_of(new.url) if is_feed else "",
        "title": new.title or next(iter(titles), ""),
        "every": max(new.every, LEAST_SECONDS) if is_feed else new.every,
        "state": State.ACTIVE,
        "added_at": now,
        "due_at": max([now, *asked]),
        "is_reported": False,
        "removes_vanished": new.removes_vanished,
        "username": new.username,
    }
    number = connection.execute(insert(sources).values(values).returning(sources.c.id)).scalar_one()
    query = select_sources().where(sources.c.id == number)
    return source_of(connection.execute(query).mappings().one())


def new_address(connection: Connection, source: Source, url: str) -> dict[str, object]:
    """Return the columns of a source that has moved for good.

    One whose library follows the new address, too, is paused: its server wants no more requests for the old one.
    """
    url = feed_address(url)
    host = find_host(url)
    if url == source.url or host is None:
        return {}
    taken = select(sources.c.id, sources.c.state).where(
        sources.c.library == source.library, sources.c.url == url, sources.c.id != source.id
    )
    other = connection.execute(taken).first()
    if other is None:
        return {"url": url, "host": host}
    if other.state != State.ACTIVE:
        return {}
    known = ReadError(Fault.SOURCE_KNOWN, source=url, number=other.id)
    return {"state": State.PAUSED, "is_reported": True, "problem": problem_as_json(known)}
