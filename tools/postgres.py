"""Run a command on a PostgreSQL server of its own: python -m tools.postgres COMMAND ...

The server keeps its files in a temporary folder, listens on this machine alone, and is ended with the command,
which finds its address in TEST_DATABASE_URL.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Run a server until the end of the block, and yield the address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="kutip-postgres-"))
    uid, gid = _owner()
    os.chown(folder, uid, gid)
    data, port = str(folder / "data"), _free_port()
    made = [str(programs / "initdb"), "-D", data, "-U", "kutip", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, user=uid, group=gid)
    options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    options += [part for option in _FAST for part in ("-c", option)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], cwd=folder, user=uid, group=gid, stdout=log, stderr=log
        )
    try:
        _wait_until_ready(programs, port)
        yield f"postgresql+psycopg://kutip@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # which ends its connections
        server.wait()
        shutil.rmtree(folder)


def _owner() -> tuple[int, int]:
    """Return the user and the group that the server runs as: the present ones, unless they are root's."""
    if os.geteuid():
        return os.geteuid(), os.getegid()
    names = {user.pw_name for user in pwd.getpwall()}
    owner = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return owner.pw_uid, owner.pw_gid


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_ready(programs: Path, port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    asked = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(asked, check=False).returncode:
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL does not start")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
