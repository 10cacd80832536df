"""The folder of an index on disk: which of its folders is in use, what is indexed there, and who may write.

    index/
    ├── state.json   the folder in use, and up to which change of the store it is indexed
    ├── lock         held while writing; freed by the system when its holder dies
    ├── holder       the process that has the lock
    └── 3/           the index itself; a new one is made beside it and then named in state.json

The state is replaced in one step, so that whoever reads it sees the old index or the new one, never half of one.
"""

import errno
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.model.errors import EngineBusy, EngineError, Fault

# What the system's errors mean; the rest are another fault, depending on what was tried.
FAULTS = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO), Fault.DISK_FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), Fault.INDEX_UNWRITABLE),
}


@dataclass(frozen=True)
class State:
    """What an index holds.

    Args:
        folder: its name within the folder of the state.
        version: of the terms and of the layout; an index of another version is of no use.
        generation: the last change of the store that is indexed.
    """

    folder: str
    version: str
    generation: int


class IndexFolder:
    def __init__(self, path: Path, busy: Fault = Fault.INDEX_BUSY) -> None:
        """``busy`` tells people that another process writes."""
        self.path = path
        self._busy = busy
        self._state_path = path / "state.json"
        self._seen: tuple[tuple[int, int] | None, State | None] = (None, None)

    def state(self) -> State | None:
        """Return the state, the same object as long as nobody has changed it, or None where there is none."""
        try:
            stat = os.stat(self._state_path)  # noqa: PTH116 - a third of the time of Path's, and asked at each question
        except OSError:
            return None
        written = (stat.st_ino, stat.st_mtime_ns)
        if self._seen[0] != written:
            self._seen = (written, self._read())
        return self._seen[1]

    def write(self, state: State) -> None:
        """Keep a state in the place of the one before, also through a loss of power."""
        draft = self.path / "state.new"
        with self._wrapped():
            with draft.open("w", encoding="utf-8") as file:
                json.dump(asdict(state), file)
                file.flush()
                self._date(file.fileno())
                os.fsync(file.fileno())
            if self._state_path.is_dir():
                _discard(self._state_path)
            draft.replace(self._state_path)

    def _date(self, draft: int) -> None:
        """Date a file after the state that it replaces.

        Readers look at that date, and by the disk's own clock, with ticks of some milliseconds, two may be alike.
        """
        latest = time.time_ns()
        with suppress(FileNotFoundError):
            latest = max(latest, self._state_path.stat().st_mtime_ns + 1)
        os.utime(draft, ns=(latest, latest))

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Make a new, empty folder for an index; it goes again when an exception leaves."""
        with self._wrapped():
            taken = [int(path.name) for path in self.path.iterdir() if path.name.isdecimal()]
            path = self.path / str(max(taken, default=0) + 1)
            path.mkdir()
        try:
            yield path
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise

    def tidy(self) -> None:
        """Delete every folder but the one in use; who reads a deleted one, still can."""
        state = self.state()
        with self._wrapped():
            for path in self.path.iterdir():
                if path.name.isdecimal() and (state is None or path.name != state.folder):
                    _discard(path)

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Be the only one who writes. Raises EngineBusy when another process still does after ``wait`` seconds."""
        # It takes longer to import than a question to answer, and questions do not write.
        from filelock import FileLock, Timeout

        with self._wrapped():
            self._make()
            lock = FileLock(self.path / "lock")
            try:
                lock.acquire(timeout=wait, poll_interval=0.02)
            except Timeout:
                raise EngineBusy(self._busy, process=self.holder()) from None
        try:
            with suppress(OSError):  # it is there for who has to wait, and worth no failure
                self._holder_path.write_text(str(os.getpid()), encoding="utf-8")
            yield
        finally:
            lock.release()

    def _make(self) -> None:
        path = self.path.resolve()  # also where a link leads to a folder that is gone
        if path.is_file():
            _discard(path)
        path.mkdir(parents=True, exist_ok=True)

    @property
    def _holder_path(self) -> Path:
        return self.path / "holder"

    def holder(self) -> str:
        """Return the number of the process that writes, or wrote last."""
        try:
            return str(int(self._holder_path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return "?"

    def _read(self) -> State | None:
        try:
            state = State(**json.loads(self._state_path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, RecursionError):  # damaged: as good as none
            return None
        return state if _makes_sense(state) else None

    @contextmanager
    def _wrapped(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            fault = FAULTS.get(error.errno or 0, Fault.INDEX_UNWRITABLE)
            raise EngineError(fault, path=self.path, problem=error.strerror) from error


def _makes_sense(state: State) -> bool:
    # A truth value is a whole number, too; and the store's numbers fit in 64 bits.
    return (
        isinstance(state.folder, str)
        and state.folder.isdecimal()
        and type(state.generation) is int
        and 0 <= state.generation < 2**63
    )


def _discard(path: Path) -> None:
    """Delete a file or a folder as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
