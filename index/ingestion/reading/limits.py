"""The limits of a reading process, which the kernel enforces: it kills a process that exceeds one."""

import json
import resource
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path

from index.model.article_size import DEFAULT_ARTICLE_BYTES

# A process that keeps more than this after a reading is replaced: a page takes 65 MB, and four may be kept.
_WORN_OUT_BYTES = 120_000_000


@dataclass(frozen=True)
class ReadingLimits:
    """How much a reading may cost.

    Args:
        article_bytes: the most that one article may have; longer ones are refused.
        cpu_seconds: an ordinary page takes 0.1 s, 2 MB of short lines 3 s.
        seconds: from the request to its end. A page has 20 for its fetching alone.
        memory_bytes: of address space. A web page of a few hundred lines takes 320 MB of it, but 65 MB of memory.
        data_bytes: of memory that it writes to. The largest ordinary page takes 220 MB of it. A
            PDF of 2 KB that draws itself 20^9 times took all the address space.
        output_bytes: of all results of a reading.
        articles: results of a reading; those after them are left out, and an error says so.
    """

    article_bytes: int = DEFAULT_ARTICLE_BYTES
    cpu_seconds: int = 10
    seconds: float = 45.0
    memory_bytes: int = 800_000_000
    data_bytes: int = 350_000_000
    output_bytes: int = 150_000_000
    articles: int = 5_000

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "ReadingLimits":
        return cls(**json.loads(text))


def limit_this_process(limits: ReadingLimits) -> None:
    """Limit what this process may have at any time."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.data_bytes, limits.data_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def begin_reading(limits: ReadingLimits) -> None:
    """Give this process its time for one more reading, after which the kernel kills it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu_seconds = ceil(used.ru_utime + used.ru_stime) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)


def end_reading() -> None:
    """Stop the clock until the next reading."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def is_worn_out() -> bool:
    """Return whether this process has grown so much that a new one is better; False where the system has no /proc.

    The maximum that getrusage returns would begin with that of the process that started this one.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return False
    return pages * resource.getpagesize() > _WORN_OUT_BYTES
