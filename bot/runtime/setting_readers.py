"""Readers of settings: from the text of a variable to a checked value.

A reader raises UnfitError for a text that is not such a value; its ``wanted`` chooses the advice in
templates/errors.toml.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from index.model.web_address import is_web_address
from index.servers.address import is_server_address
from index.servers.cluster_address import are_server_addresses
from index.store.dialects.database_url import PATTERN, DatabaseUrl

Value = TypeVar("Value")
Reader = Callable[[str], Value]


class UnfitError(ValueError):
    """A text that is not the value that a setting needs; ``choices`` are the values to choose from, if listed."""

    def __init__(self, wanted: str, choices: Sequence[str] = ()) -> None:
        self.wanted = wanted
        self.choices = choices
        super().__init__(wanted)


def number(least: int, most: int, wanted: str) -> Reader[int]:
    """Return a reader of whole numbers from ``least`` to ``most``."""

    def read(text: str) -> int:
        try:
            found = int(text)
        except ValueError:
            raise UnfitError("int") from None
        if not least <= found <= most:
            raise UnfitError(wanted)
        return found

    return read


def one_of(choices: Sequence[str], fold: Callable[[str], str] = str) -> Reader[str]:
    """Return a reader of one of a few names; ``fold`` brings a text into their case."""

    def read(text: str) -> str:
        if fold(text) not in choices:
            raise UnfitError("choice", choices)
        return fold(text)

    return read


def matching(pattern: str, wanted: str) -> Reader[str]:
    """Return a reader of texts that match a pattern as a whole."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise UnfitError(wanted)
        return text

    return read


def text(text: str) -> str:
    """Return the text as it is: any will do, or it is checked where it is used."""
    return text


def prefix(text: str) -> str:
    r"""Return the text with a line break for each "\n", which a variable of the environment can hardly hold."""
    return text.replace("\\n", "\n")


def url(text: str) -> str:
    """Return a web address."""
    if not is_web_address(text):
        raise UnfitError("url")
    return text


def server_or(choices: Sequence[str]) -> Reader[str]:
    """Return a reader of one of a few names or the address of a server."""

    def read(text: str) -> str:
        if text not in choices and not is_server_address(text):
            raise UnfitError("choice_or_url", choices)
        return text

    return read


def servers(text: str) -> str:
    """Return the addresses of servers, separated by commas; "" for none."""
    if not are_server_addresses(text):
        raise UnfitError("urls")
    return text


def database_url(text: str) -> DatabaseUrl:
    """Return the address of a database on a server."""
    if not re.fullmatch(PATTERN, text):
        raise UnfitError("database")
    return DatabaseUrl(text)


def base_url(text: str) -> str:
    """Return a web address without the slashes at its end, so that paths can be appended to it."""
    return url(text).rstrip("/")


def time_zone(text: str) -> str:
    """Return the name of a time zone that the system knows."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise UnfitError("time_zone") from None
    return text


def path(text: str) -> Path:
    """Return a path; ``~`` is the user's home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # the home of a user that this system does not have
        raise UnfitError("path") from None


def ids(text: str) -> frozenset[int]:
    """Return numbers that are separated by commas."""
    try:
        return frozenset(map(int, text.split(",")))
    except ValueError:
        raise UnfitError("ids") from None
