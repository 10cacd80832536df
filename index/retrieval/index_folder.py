"""The folder of an index on disk: which of its folders is in use, what is indexed there, and who may write.

index/
├── state.json   the folder in use, and up to which change of the store it is indexed
├── lock         held while writing; released by the system when its holder dies
├── holder       the process that has the lock
└── 3/           the index itself; a new one is made beside it and then named in state.json
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from index.files import state_file
from index.files.lock import locked
from index.model.errors import EngineBusy, Fault
from index.retrieval.os_errors import translated_os_errors


@dataclass(frozen=True)
class State:
    """What an index holds.

    Args:
        folder: its name within the folder of the state.
        version: of the terms and of the layout; an index of another version is unusable.
        generation: the last change of the store that is indexed.
    """

    folder: str
    version: str
    generation: int


class IndexFolder:
    """Reads and replaces the state of an index, makes and deletes its folders, and lets one process write."""

    def __init__(self, path: Path, busy: Fault = Fault.INDEX_BUSY) -> None:
        """Use the folder at ``path``; ``busy`` is the fault to report when another process writes."""
        self.path = path
        self._busy = busy
        self._state_path = path / "state.json"
        self._seen: tuple[state_file.Version | None, State | None] = (None, None)

    def state(self) -> State | None:
        """Return the state, the same object until somebody changes it, or None where there is no usable one."""
        version = state_file.version(self._state_path)
        if version is None:
            return None
        if self._seen[0] != version:
            self._seen = (version, self._read())
        return self._seen[1]

    def write(self, state: State) -> None:
        """Replace the state; the new one survives a loss of power."""
        with translated_os_errors(self.path):
            if self._state_path.is_dir():
                _discard(self._state_path)
            state_file.write_state(self._state_path, asdict(state), durable=True)

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Make a new, empty folder for an index, and delete it again if an exception leaves the context."""
        with translated_os_errors(self.path):
            taken = [int(path.name) for path in self.path.iterdir() if path.name.isdecimal()]
            path = self.path / str(max(taken, default=0) + 1)
            path.mkdir()
        try:
            yield path
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise

    def tidy(self) -> None:
        """Delete every folder but the one in use; a process that still reads a deleted one can go on."""
        state = self.state()
        with translated_os_errors(self.path):
            for path in self.path.iterdir():
                if path.name.isdecimal() and (state is None or path.name != state.folder):
                    _discard(path)

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Let only this process write. Raises EngineBusy when another one still does after ``wait`` seconds."""
        with ExitStack() as stack:
            with translated_os_errors(self.path):
                self._make()
                try:
                    stack.enter_context(locked(self.path / "lock", wait))
                except TimeoutError:
                    raise EngineBusy(self._busy, process=self.holder()) from None
            self._name_holder()
            yield

    def holder(self) -> str:
        """Return the number of the process that writes, or wrote last."""
        try:
            return str(int(self._holder_path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return "?"

    def _make(self) -> None:
        # The target of a link, which may have been deleted. Path.resolve raises RuntimeError for a link to itself.
        path = Path(os.path.realpath(self.path))
        if path.is_file():
            _discard(path)
        path.mkdir(parents=True, exist_ok=True)

    def _name_holder(self) -> None:
        with suppress(OSError):  # only informs whoever waits; failing to write it is harmless
            self._holder_path.write_text(str(os.getpid()), encoding="utf-8")

    @property
    def _holder_path(self) -> Path:
        return self.path / "holder"

    def _read(self) -> State | None:
        written = state_file.read_state(self._state_path)
        return _state_of(written) if written is not None else None


def _state_of(written: dict[str, object]) -> State | None:
    """Return the state that a file holds, or None where it is damaged or from another release."""
    if written.keys() != State.__dataclass_fields__.keys():
        return None
    folder, version, generation = written["folder"], written["version"], written["generation"]
    if not (isinstance(folder, str) and folder.isdecimal() and isinstance(version, str)):
        return None
    # True is an int, too; and the numbers of the store fit in 64 bits.
    if not isinstance(generation, int) or isinstance(generation, bool) or not 0 <= generation < 2**63:
        return None
    return State(folder, version, generation)


def _discard(path: Path) -> None:
    """Delete a file or a folder as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
