"""The folder of an index on disk: which of its folders is in use, what is indexed there, and who may write.

    index/
    ├── state.json   the folder in use, and up to which change of the store it is indexed
    ├── lock         held while writing; freed by the system when its holder dies
    ├── holder       the process that has the lock
    └── 3/           the index itself; a new one is made beside it and then named in state.json

The state is replaced in one step, so that whoever reads it sees the old index or the new one, never half of one.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import EngineBusy, EngineError, Fault


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
    def __init__(self, path: Path) -> None:
        self.path = path
        self._state_path = path / "state.json"
        self._seen: tuple[tuple[int, int] | None, State | None] = (None, None)

    def state(self) -> State | None:
        """Returns the state, the same object as long as nobody has changed it, or None where there is none."""
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
        with draft.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._state_path)

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Make a new, empty folder for an index; it goes again when an exception leaves."""
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
        for path in self.path.iterdir():
            if path.name.isdecimal() and (state is None or path.name != state.folder):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Be the only one who writes. Raises EngineBusy when another process still does after ``wait`` seconds."""
        # It takes longer to import than a question to answer, and questions do not write.
        from filelock import FileLock, Timeout

        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / "lock")
            lock.acquire(timeout=wait, poll_interval=0.02)
        except Timeout:
            raise EngineBusy(Fault.INDEX_BUSY, process=self.holder()) from None
        except OSError as error:
            raise EngineError(Fault.INDEX_UNWRITABLE, path=self.path, problem=error.strerror) from error
        try:
            self._holder_path.write_text(str(os.getpid()), encoding="utf-8")
            yield
        finally:
            lock.release()

    @property
    def _holder_path(self) -> Path:
        return self.path / "holder"

    def holder(self) -> str:
        """Returns the number of the process that writes, or wrote last."""
        try:
            return self._holder_path.read_text(encoding="utf-8")
        except OSError:
            return "?"

    def _read(self) -> State | None:
        try:
            return State(**json.loads(self._state_path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):  # damaged: as good as none
            return None
