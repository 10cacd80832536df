"""What another process can see of a running bot: a small file in the data folder, and a lock beside it.

The system releases the lock when the process ends, however it ends. A file without the lock was left behind.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from index.files.lock import is_locked, locked
from index.files.state_file import read_state, write_state

_log = logging.getLogger(__name__)
_TIMES = ("since", "last_update", "away_since", "retry_at")
# kutip status takes the lock for an instant to see whether a bot holds it.
_LOCK_SECONDS = 0.1
_SECONDS_BETWEEN = 3.0


@dataclass(frozen=True)
class Presence:
    """Times are in UTC. ``away_since``, ``problem`` and ``retry_at`` are set while Telegram is out of reach."""

    mode: str
    since: datetime
    username: str | None = None
    last_update: datetime | None = None
    away_since: datetime | None = None
    problem: str | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """The presence that a bot showed last, and whether it is still running."""

    presence: Presence
    running: bool


class Board:
    """Writes a presence for others to see; failing to write it does not stop the bot."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown: Presence | None = None
        self._written_at = 0.0

    def show(self, presence: Presence) -> None:
        """Write a change at once, but a newer last update alone at most every few seconds."""
        shown, now = self._shown, time.monotonic()
        if presence == shown:
            return
        is_minor = shown is not None and replace(presence, last_update=shown.last_update) == shown
        if is_minor and now - self._written_at < _SECONDS_BETWEEN:
            return
        self._shown, self._written_at = presence, now
        try:
            write_state(self._path, _as_json(presence), durable=False)
        except OSError as error:
            _warn(error)


class _NoBoard(Board):
    def show(self, presence: Presence) -> None: ...


@contextmanager
def shown_in(data: Path) -> Iterator[Board]:
    """Hold the lock; while another bot on the same folder holds it, the presence shown stays that bot's."""
    path = data / "bot.json"
    with ExitStack() as stack:
        board = Board(path)
        try:
            stack.enter_context(locked(data / "bot.lock", _LOCK_SECONDS))
        except TimeoutError:
            board = _NoBoard(path)
        except OSError as error:
            _warn(error)
            board = _NoBoard(path)
        yield board


def read_presence(data: Path) -> Seen | None:
    """Return what a bot on this folder shows, or showed last; None where no bot of this release ever ran."""
    written = read_state(data / "bot.json")
    if written is None:
        return None
    try:
        return Seen(_from_json(written), is_locked(data / "bot.lock"))
    except (ValueError, TypeError):
        return None


def _as_json(presence: Presence) -> Mapping[str, object]:
    values = asdict(presence)
    return values | {name: values[name] and values[name].isoformat() for name in _TIMES}


def _from_json(written: Mapping[str, object]) -> Presence:
    """Return the presence that a file holds. Raises ValueError or TypeError for one of another release."""
    values: dict[str, Any] = dict(written)
    return Presence(**values | {name: datetime.fromisoformat(values[name]) for name in _TIMES if values.get(name)})


def _warn(error: OSError) -> None:
    _log.warning("kutip status cannot see this bot: %s", error.strerror)
