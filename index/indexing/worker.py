"""A process of its own that works on a library until its standard input ends.

Its input ends, too, when the process that started it is killed. The first line of the input is the library's
configuration, which may have a password in it: other users of the machine can read a command line, and not this.
"""

import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

# Of at most 19, which would leave a worker hardly any time.
_NICENESS = 10
_POLL_SECONDS = 0.1
_PACKAGES = Path(__file__).parents[2]


class WorkerProcess:
    """A running worker. Used by one thread."""

    def __init__(self, task: str, config: str) -> None:
        """Start it on a task of index.__main__, with a configuration in JSON."""
        # -P: a folder named `index` where the command was started is not our package.
        # In a session of its own, Ctrl-C does not reach the worker: its parent ends it.
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "index", task],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(BrokenPipeError):  # a worker that has ended already is found by is_alive()
            self._send(config)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while the worker is alive; negative when a signal has ended it."""
        return self._process.poll()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def run_until(self, ending: threading.Event, seconds: float) -> None:
        """Wait until it has ended; once the event is set, stop it, for which it has so many seconds."""
        while self.is_alive() and not ending.wait(_POLL_SECONDS):
            pass
        self.stop(seconds)

    def end(self) -> None:
        """Ask the worker to finish. It may still be alive on return."""
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()

    def stop(self, seconds: float) -> None:
        """Ask the worker to finish, and kill it if it has not after so many seconds."""
        self.end()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._process.kill()
        self._process.wait()

    def _send(self, line: str) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()


def lower_priority() -> None:
    """Let the processes that answer questions on the same machine go first.

    Linux may share the processors between sessions, and look at niceness only within each: a worker, which has a
    session of its own, then has as much as the bot. https://man7.org/linux/man-pages/man7/sched.7.html
    """
    with suppress(OSError, ValueError):  # another system, or another scheduler: the work goes on as it is
        os.setpriority(os.PRIO_PROCESS, 0, _lowered(os.getpriority(os.PRIO_PROCESS, 0)))
        if os.getsid(0) == os.getpid():
            of_parent = niceness_of_session(os.getppid())
            Path("/proc/self/autogroup").write_text(str(_lowered(of_parent)), encoding="ascii")


def niceness_of_session(pid: int, processes: Path = Path("/proc")) -> int:
    """Return the niceness of the session of a process. Raises OSError where the system has none."""
    words = (processes / str(pid) / "autogroup").read_text(encoding="ascii").split()
    # Empty for a process that no session was made for, such as those that a container starts.
    return int(words[-1]) if words else 0


def _lowered(niceness: int) -> int:
    """Return a niceness above this one, as the parent's may have been lowered on purpose."""
    return max(niceness, min(niceness + _NICENESS, _NICENESS))


def has_input_ended(seconds: float = 0) -> bool:
    """Return whether the standard input of this worker ends within so many seconds."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def environment() -> dict[str, str]:
    """Return the environment in which a worker finds the packages of this process, wherever they are."""
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGES), *([others] if others else [])])}
