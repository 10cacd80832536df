"""Where an index is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.servers.cluster_address import ClusterAddress


class WriterLock(Protocol):
    """A lock that one process has, over all machines that share an index."""

    def is_held(self) -> bool:
        """Return whether this process has the lock, which it takes if nobody has it."""

    def release(self) -> None:
        """Let another process take it; this object never holds it again."""


@dataclass(frozen=True)
class IndexLocation:
    """The place that an index may use. An index in memory uses none of it.

    Args:
        folder: of an index on disk, and of the lock of writers.
        cluster: the servers that keep the index, for an engine that is one.
        lock: makes the lock of the writers on all machines, where several share an index.
    """

    folder: Path
    cluster: ClusterAddress | None = None
    lock: Callable[[], WriterLock] | None = None

    def is_unused(self) -> bool:
        """Return whether nothing can be kept here yet, without opening anything."""
        return not self.folder.exists()
