"""Rows of sources as records."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Select, func, select

from index.model.errors import Fault, ReadError
from index.model.sources import Source, State
from index.model.web_address import is_web_address
from index.store.source_tables import source_items, sources

_COLUMNS = [one.name for one in fields(Source) if one.name != "waiting"]


def host_of(url: str) -> str:
    """Return the host of an address, with the port that it names. Raises ValueError for what is no address."""
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname


def find_host(url: str) -> str | None:
    """Return the host of an address as ``host_of``, None for what is no address."""
    try:
        return host_of(url)
    except ValueError:
        return None


def can_be_followed(url: str) -> bool:
    """Return whether this is an address of the web with a host."""
    return is_web_address(url) and find_host(url) is not None


def select_sources() -> "Select[*tuple[Any, ...]]":
    """Select the columns that ``source_of`` reads."""
    return select(*(sources.c[name] for name in _COLUMNS))


def select_with_waiting() -> "Select[*tuple[Any, ...]]":
    """Select sources with the number of items that are not yet articles."""
    waiting = select(func.count()).where(
        source_items.c.source_id == sources.c.id, source_items.c.due_at.is_not(None)
    )
    return select_sources().add_columns(waiting.scalar_subquery().label("waiting"))


def source_of(row: Mapping[Any, Any]) -> Source:
    """Return the source in a row of ``select_sources``."""
    values = {name: row[name] for name in _COLUMNS} | {"waiting": row.get("waiting", 0)}
    problem = values["problem"]
    read = ReadError(Fault(problem["fault"]), **problem["details"]) if problem else None
    return Source(**values | {"problem": read, "state": State(values["state"])})


def problem_as_json(error: ReadError) -> dict[str, object]:
    return {"fault": str(error.fault), "details": {name: _plain(value) for name, value in error.details.items()}}


def problem_status(problem: Mapping[str, Any] | None) -> object:
    """Return the status that a server answered, from what ``problem_as_json`` returned; None without one."""
    return problem["details"].get("status") if problem else None


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | list | None) else str(value)
