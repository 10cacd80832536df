"""Read an index in a folder where nothing may be written, although tantivy takes a lock in the folder to read."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory


class LinkedCopy:
    """A folder of our own with links to the files of an index. The lock is taken there; no file is copied."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def of(self, path: Path) -> Path:
        """Return a folder in which the index at this path, as it is now, can be read. Raises OSError."""
        self.close()
        self._folder = TemporaryDirectory(prefix="kutip-index-")
        copy = Path(self._folder.name)
        for file in path.iterdir():
            if file.suffix != ".lock":
                (copy / file.name).symlink_to(file.absolute())
        return copy

    def close(self) -> None:
        """Delete the links; what is open can still be read."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK)
