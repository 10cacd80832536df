"""What another process can see of a running bot: a small file in the data folder, and a lock beside it.

The system drops the lock with the process, however that ends, so a file that was left behind is known as such.
"""

import fcntl
import json
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)
_TIMES = ("since", "last_update", "away_since", "retry_at")
_LOOKING_SECONDS, _TRIES = 0.01, 5
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
    presence: Presence
    running: bool


class Board:
    """Writes a presence for others to see; one that cannot be written is no reason to stop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._shown: Presence | None = None
        self._written_at = 0.0

    def show(self, presence: Presence) -> None:
        """Write at once what matters; a newer last update alone is written at most every few seconds."""
        shown, now = self._shown, time.monotonic()
        if presence == shown:
            return
        is_minor = shown is not None and _without_update(presence) == _without_update(shown)
        if is_minor and now - self._written_at < _SECONDS_BETWEEN:
            return
        self._shown, self._written_at = presence, now
        beside = self._path.with_suffix(".new")
        try:
            beside.write_text(json.dumps(asdict(presence), default=datetime.isoformat), encoding="utf-8")
            beside.replace(self._path)
        except OSError as error:
            _log.warning("what the bot does cannot be shown to kutip status: %s", error.strerror)


class _NoBoard(Board):
    def show(self, presence: Presence) -> None: ...


@contextmanager
def shown_in(data: Path) -> Iterator[Board]:
    """Hold the lock; where another bot on the same folder holds it, what is shown stays that bot's."""
    path = data / "bot.json"
    try:
        descriptor = os.open(data / "bot.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        _log.warning("what the bot does cannot be shown to kutip status: %s", error.strerror)
        yield _NoBoard(path)
        return
    try:
        yield Board(path) if _is_ours(descriptor) else _NoBoard(path)
    finally:
        os.close(descriptor)


def read_presence(data: Path) -> Seen | None:
    """Return what a bot on this folder shows or showed last, or None when there never was one."""
    try:
        written = json.loads((data / "bot.json").read_text(encoding="utf-8"))
        read = {key: _read(key, value) for key, value in written.items()}
        return Seen(Presence(**read), _is_held(data / "bot.lock"))
    except (OSError, ValueError, TypeError, AttributeError):  # none; or of another release
        return None


def _read(key: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if key in _TIMES and value else value


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _locked(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    for _ in range(_TRIES):
        if _locked(descriptor, fcntl.LOCK_EX):
            return True
        time.sleep(_LOOKING_SECONDS)  # one who only looks holds it for an instant
    return False


def _locked(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _without_update(presence: Presence) -> Presence:
    return Presence(**{**asdict(presence), "last_update": None})
