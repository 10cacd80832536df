"""A reading process, as the process that started it sees it."""

import subprocess
import sys
from contextlib import suppress
from typing import IO, cast

from index.indexing.worker import environment
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.requests import Fetched, Request, encode
from index.ingestion.reading.results import End, decode_line
from index.model.errors import Fault, ReadError

_STOP_SECONDS = 1.0


class ReadingBug(Exception):  # noqa: N818 - an error of ours, which nobody expects
    """A reader failed in a way that it should not. The message names the place in our code."""


class ReadingProcess:
    """A running reader. One thread reads with it; any may stop it."""

    def __init__(self, limits: ReadingLimits, module: str = "index.ingestion.reading") -> None:
        """Start it; ``module`` is what it runs."""
        self._output_bytes = self._left = limits.output_bytes
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", module],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)
        self._stdout = cast("IO[bytes]", self._process.stdout)
        with suppress(BrokenPipeError):
            self._send(f"{limits.to_json()}\n".encode())

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def read(self, request: Request) -> list[Fetched]:
        """Return what is read, or only a ReadError if the process did not survive it. Raises ReadingBug."""
        results: list[Fetched] = []
        self._left = self._output_bytes
        try:
            self._send(encode(request))
            while not isinstance(found := self._next(), tuple):
                results.append(found)
            end, place = found
        except (OSError, ValueError):  # it is dead, or its output is cut off
            end, place = End.NO_MEMORY, ""
        if end is not End.DONE:
            self.stop()
        if end is End.BUG:
            raise ReadingBug(place)
        if end is End.NO_MEMORY:
            return [ReadError(Fault.READING_STOPPED, source=request.source)]
        return results

    def stop(self) -> None:
        """Kill the process, whatever it does."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """Let an idle process end."""
        with suppress(OSError):
            self._stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        self.stop()
        self._stdout.close()

    def _next(self) -> Fetched | tuple[End, str]:
        line = self._stdout.readline(self._left)
        self._left -= len(line)
        return decode_line(line)

    def _send(self, data: bytes) -> None:
        self._stdin.write(data)
        self._stdin.flush()
