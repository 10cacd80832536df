"""A lock between processes, on a file. The system releases it when its holder dies."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK_TIMEOUT = 30.0
"""In seconds: a writer waits this long for another one before it gives up."""
_POLL_SECONDS = 0.02


@contextmanager
def locked(path: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock while the context lasts, waiting ``wait`` seconds for it at most; None waits for ever.

    Raises:
        TimeoutError: another process or thread still holds the lock.
        OSError: the file cannot be made or opened.
    """
    from filelock import FileLock  # takes longer to import than a question to answer, and questions do not lock

    lock = FileLock(path)
    lock.acquire(timeout=-1 if wait is None else wait, poll_interval=_POLL_SECONDS)
    try:
        yield
    finally:
        with suppress(OSError):  # the work is done, and the system releases the lock with the process
            lock.release()


def is_locked(path: Path) -> bool:
    """Return whether somebody holds the lock, as far as this process may know; looking takes it for an instant."""
    if not path.exists():
        return False
    try:
        with locked(path, wait=0):
            return False
    except TimeoutError:
        return True
    except OSError:
        return False
