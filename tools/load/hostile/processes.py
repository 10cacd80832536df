"""The memory of a process and of all processes that it has started."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

_KIB_A_MIB = 1024
_LOOK_SECONDS = 0.25


class PeakMemory:
    """The most memory that all processes had together, in MiB."""

    def __init__(self) -> None:
        self.mib = 0.0

    async def watch(self, pid: Callable[[], int | None]) -> None:
        """Look until cancelled; ``pid`` is asked each time, as the bot is started again."""
        while True:
            if (number := pid()) is not None:
                self.mib = max(self.mib, await asyncio.to_thread(memory_mib, number))
            await asyncio.sleep(_LOOK_SECONDS)


def memory_mib(pid: int) -> float:
    """Return the memory of a process and its descendants, where what several share counts once."""
    return sum(map(_kib, _family(pid))) / _KIB_A_MIB


def _family(pid: int) -> Iterator[int]:
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            # The name in parentheses may contain spaces.
            children[int(stat.read_text().rpartition(")")[2].split()[1])].append(int(stat.parent.name))
    waiting = [pid]
    while waiting:
        yield (one := waiting.pop())
        waiting += children[one]


def _kib(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
