"""Run a command on a PostgreSQL server of its own: python -m tools.postgres COMMAND ...

The server keeps its files in a temporary folder, listens on this machine alone, and is ended with the command,
which finds its address in TEST_DATABASE_URL.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.loopback import free_port

_MISSING = "There is no PostgreSQL here: install it, on Debian by `apt-get install postgresql`."
_START_SECONDS = 60
# What is lost when the machine fails does not matter here.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


def main(command: Sequence[str]) -> int:
    programs = find_programs()
    if programs is None:
        print(_MISSING, file=sys.stderr)  # noqa: T201
        return 1
    with running_server(programs) as url:
        return subprocess.run(command, env={**os.environ, "TEST_DATABASE_URL": url}, check=False).returncode


def find_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL; Debian keeps it out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


class PostgresServer:
    """A server with an empty database, whose user needs no password. Used by one thread at a time."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Make the files of the server in an empty folder."""
        self._programs, self._folder, self._owner = programs, folder, _owner()
        self._data, self._port = str(folder / "data"), free_port()
        self._process: subprocess.Popen[bytes] | None = None
        uid, gid = self._owner
        os.chown(folder, uid, gid)
        made = [
            str(programs / "initdb"),
            "-D",
            self._data,
            "-U",
            "kutip",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        ]
        subprocess.run([*made, "-N"], check=True, stdout=subprocess.DEVNULL, cwd=folder, user=uid, group=gid)

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://kutip@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start, and wait until it takes connections. Raises TimeoutError."""
        options = ["-p", str(self._port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        options += [part for option in _FAST for part in ("-c", option)]
        uid, gid = self._owner
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, *options],
                cwd=self._folder, user=uid, group=gid, stdout=log, stderr=log,
            )  # fmt: skip
        _wait_until_ready(self._programs, self._port)

    def stop(self) -> None:
        """Stop, and end all connections."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Run a server until the end of the block, and yield the address of an empty database."""
    with temporary_server(programs) as server:
        yield server.url


@contextmanager
def temporary_server(programs: Path) -> Iterator[PostgresServer]:
    """Yield a server that runs, and delete its files at the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="kutip-postgres-"))
    server = PostgresServer(programs, folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _owner() -> tuple[int, int]:
    """Return the user and the group that the server runs as: the present ones, unless they are root's."""
    if os.geteuid():
        return os.geteuid(), os.getegid()
    names = {user.pw_name for user in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return owner.pw_uid, owner.pw_gid


def _wait_until_ready(programs: Path, port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    asked = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asked, check=False).returncode:
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL does not start")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
