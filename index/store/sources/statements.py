"""The statements by which sources are read and written."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, delete, func, insert, select, update

from index.model.sources import NewSource, Source, State
from index.store.schema import source_items, sources, web_hosts
from index.store.sources.source_rows import host_of, select_sources, source_of

LEAST_SECONDS = 900
"""No feed is asked more often, whoever follows it."""


@cache  # to build these takes longer than to run them, and each request needs them
def select_due() -> Select[Any]:
    query = select(sources.c.host, sources.c.url).where(sources.c.due_at <= bindparam("now"))
    return query.where(sources.c.state == State.ACTIVE).order_by(sources.c.due_at, sources.c.id)


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
def select_agenda() -> Select[Any]:
    source = select(func.min(sources.c.due_at)).where(sources.c.state == State.ACTIVE)
    host = select(func.min(web_hosts.c.free_at)).where(web_hosts.c.free_at > bindparam("now"))
    item = select(func.min(source_items.c.due_at))
    return select(*(one.scalar_subquery() for one in (source, item, host)))


def rename_library(connection: Connection, old: str, new: str) -> None:
    """Let the sources of a library fill another one; those that it follows too are dropped."""
    followed = select(sources.c.url).where(sources.c.library == new)
    connection.execute(delete(sources).where(sources.c.library == old, sources.c.url.in_(followed)))
    connection.execute(update(sources).where(sources.c.library == old).values(library=new))


def insert_source(connection: Connection, library: str, new: NewSource, now: datetime) -> Source:
    others: Sequence[datetime | None] = (
        connection.execute(select(sources.c.tried_at).where(sources.c.url == new.url)).scalars().all()
    )
    asked = [moment + timedelta(seconds=LEAST_SECONDS) for moment in others if moment]
    values = {
        "library": library,
        "kind": "feed",
        "url": new.url,
        "host": host_of(new.url),
        "title": new.title,
        "every": max(new.every, LEAST_SECONDS),
        "state": State.ACTIVE,
        "added_at": now,
        "due_at": max([now, *asked]),
        "is_told": False,
    }
    number = connection.execute(insert(sources).values(values).returning(sources.c.id)).scalar_one()
    query = select_sources().where(sources.c.id == number)
    return source_of(connection.execute(query).mappings().one())


def new_address(connection: Connection, source: Source, url: str) -> dict[str, str]:
    """Return the columns of a source that has moved for good, unless its library follows the new address too."""
    if url == source.url:
        return {}
    try:
        host = host_of(url)
    except ValueError:
        return {}
    taken = select(sources.c.id).where(
        sources.c.library == source.library, sources.c.url == url, sources.c.id != source.id
    )
    return {} if connection.execute(taken).first() else {"url": url, "host": host}
