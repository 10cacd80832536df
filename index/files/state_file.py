"""A small JSON object in a file. It is replaced in one step: a reader sees the old or the new one, never half."""

import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

# Identifies what a file held when it was read: its inode and its date.
Version = tuple[int, int]


def write_state(path: Path, state: Mapping[str, object], *, durable: bool) -> None:
    """Replace the state; ``durable`` makes it survive a loss of power, and waits for the disk. Raises OSError."""
    draft = path.with_suffix(".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        _date(file.fileno(), path)
        if durable:
            os.fsync(file.fileno())
    draft.replace(path)


def read_state(path: Path) -> dict[str, object] | None:
    """Return the state, or None where there is none or the file is damaged."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return state if isinstance(state, dict) else None


def version(path: Path) -> Version | None:
    """Return what changes with every write, or None where there is no file."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - a third of the time of Path's, and called for each question
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def _date(draft: int, path: Path) -> None:
    """Date the draft after the file that it replaces.

    By the disk's own clock, which ticks every few milliseconds, two versions could have the same date.
    """
    latest = time.time_ns()
    with suppress(FileNotFoundError):
        latest = max(latest, path.stat().st_mtime_ns + 1)
    os.utime(draft, ns=(latest, latest))
