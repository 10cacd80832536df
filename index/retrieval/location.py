"""Where an index is kept."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class IndexLocation:
    """The place that an index may use. An index in memory uses none of it.

    An engine or vector index that is a server gets its address as another field, so that opening any of them stays
    one call with the same arguments.
    """

    folder: Path

    def is_unused(self) -> bool:
        """Return whether nothing can be kept here yet, without opening anything."""
        return not self.folder.exists()
