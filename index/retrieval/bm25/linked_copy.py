"""Read an index in a folder where nothing may be written, although tantivy takes a lock in the folder to read."""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

# A thread of tantivy reads the index once more some milliseconds after it was opened, and creates the file of its
# lock again. The folder is then not empty when it is deleted: OSError in 34 of 2,700 tries on a busy machine.
_TRIES, _BETWEEN_TRIES = 20, 0.01


class LinkedCopy:
    """A folder of our own with links to the files of an index. The lock is taken there; no file is copied."""

    def __init__(self) -> None:
        self._folder: TemporaryDirectory[str] | None = None

    def of(self, path: Path) -> Path:
        """Return a folder in which the index at this path, as it is now, can be read. Raises OSError."""
        self.close()
        self._folder = TemporaryDirectory(prefix="kutip-index-", ignore_cleanup_errors=True)
        copy = Path(self._folder.name)
        for file in path.iterdir():
            if file.suffix != ".lock":
                (copy / file.name).symlink_to(file.absolute())
        return copy

    def close(self) -> None:
        """Delete the links, as far as that is possible; what is open can still be read."""
        folder, self._folder = self._folder, None
        if folder is None:
            return
        for _ in range(_TRIES):
            folder.cleanup()
            if not os.path.exists(folder.name):  # noqa: PTH110 - as cleanup() asks
                return
            time.sleep(_BETWEEN_TRIES)


def is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK)
