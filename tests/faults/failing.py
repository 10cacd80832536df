"""Run a command again and again, each time with another operation on the data folder failing.

``python -m tests.faults.failing WHAT COMMAND...``, where WHAT is the name of an error, such as EIO, or "frozen".
A frozen folder cannot be changed from that operation on, by tantivy and SQLite either. Each run is a line of JSON.
"""

import errno
import fcntl
import io
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from struct import pack, unpack

from bot import cli
from index.files import lock

FROZEN = "frozen"
# The events of Python that are about a file or a folder: https://docs.python.org/3/library/audit_events.html.
_OPERATIONS = frozenset(
    {
        "open",
        "os.chmod",
        "os.listdir",
        "os.mkdir",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.scandir",
        "os.symlink",
    }
    | {"os.truncate", "os.utime", "shutil.rmtree", "sqlite3.connect", "tempfile.mkdtemp", "fcntl.flock"}
)
# https://man7.org/linux/man-pages/man2/ioctl_iflags.2.html
_GET_FLAGS, _SET_FLAGS, _IMMUTABLE = 0x80086601, 0x40086602, 0x10
_COPIES = "kutip-index-"


class Failing:
    """Counts the operations on a folder, and lets one of them fail."""

    def __init__(self, folder: Path, what: str) -> None:
        self._folder = folder
        self._error = None if what == FROZEN else getattr(errno, what)
        self._left = 0
        self.failed: str | None = None
        sys.addaudithook(self._hear)  # for as long as the process lives

    def begin(self, number: int) -> None:
        self._left, self.failed = number, None

    def end(self) -> None:
        self._left = 0
        if self._error is None:
            freeze(self._folder, is_frozen=False)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._left or event not in _OPERATIONS or not self._is_ours(event, arguments):
            return
        self._left -= 1
        if self._left:
            return
        self.failed = f"{event} {arguments[0]}"
        if self._error is not None:
            raise OSError(self._error, os.strerror(self._error))
        freeze(self._folder, is_frozen=True)

    def _is_ours(self, event: str, arguments: tuple[object, ...]) -> bool:
        paths = [str(one) for one in arguments if isinstance(one, str | os.PathLike)]
        return event == "fcntl.flock" or any(str(self._folder) in path or _COPIES in path for path in paths)


def freeze(folder: Path, *, is_frozen: bool) -> None:
    """Let nobody change a folder and what is in it, or let its owner again.

    The memory that SQLite shares stays as it is: Linux ends a process that writes to a mapped file that is frozen.
    Raises OSError where that is not allowed.
    """
    for path in [*folder.rglob("*"), folder]:
        if not path.name.endswith("-shm"):
            with suppress(FileNotFoundError):
                _set_flag(path, is_frozen=is_frozen)


def _set_flag(path: Path, *, is_frozen: bool) -> None:
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        (flags,) = unpack("l", fcntl.ioctl(number, _GET_FLAGS, pack("l", 0)))
        flags = flags | _IMMUTABLE if is_frozen else flags & ~_IMMUTABLE
        fcntl.ioctl(number, _SET_FLAGS, pack("l", flags))
    finally:
        os.close(number)


def main(what: str, *command: str) -> None:
    with lock.locked(Path(os.environ["KUTIP_DATA"]) / "imported"):
        pass  # imports what the first lock would, among whose files a failing one would be no fault of ours
    failing = Failing(Path(os.environ["KUTIP_DATA"]), what)
    number = 0
    while failing.failed or not number:
        number += 1
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            failing.begin(number)
            try:
                code = cli.main(command)
            finally:
                failing.end()
        told = {"failed": failing.failed, "code": code, "out": out.getvalue(), "err": err.getvalue()}
        sys.stdout.write(f"{json.dumps(told)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
