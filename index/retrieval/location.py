"""Where an index is kept."""

from dataclasses import dataclass
from pathlib import Path

from index.servers.cluster_address import ClusterAddress


@dataclass(frozen=True)
class IndexLocation:
    """The place that an index may use. An index in memory uses none of it.

    Args:
        folder: of an index on disk, and of the lock of writers.
        cluster: the servers that keep the index, for an engine that is one.
    """

    folder: Path
    cluster: ClusterAddress | None = None

    def is_unused(self) -> bool:
        """Return whether nothing can be kept here yet, without opening anything."""
        return not self.folder.exists()
