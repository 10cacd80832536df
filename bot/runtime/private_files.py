"""Keep what the data folder holds from the other users of the machine."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OWNER_ONLY_MASK = 0o077
# A folder may be one that holds other things, too, so only what Kutip writes there is changed.
_OURS = ("kutip.db*", "kutip.log*", "console_history", "bot.*", "index", "index/**/*", "vectors", "vectors/**/*")


def keep_private(data: Path) -> None:
    """Let only the owner enter the data folder and read its files: those that exist and those yet to be made.

    What belongs to another user stays as it is. A folder that everybody may write to, such as /tmp, stays open.
    """
    os.umask(_OWNER_ONLY_MASK)
    with suppress(OSError):  # opening the library reports a folder that cannot be used
        if not data.stat().st_mode & stat.S_IWOTH:
            _restrict(data)
        for path in _written_by_kutip(data):
            _restrict(path)


def _written_by_kutip(data: Path) -> Iterator[Path]:
    for pattern in _OURS:
        yield from data.glob(pattern)


def _restrict(path: Path) -> None:
    """Take every right from others, unless the file belongs to somebody else or has just been removed."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & _OWNER_ONLY_MASK and not path.is_symlink():
            path.chmod(mode & ~_OWNER_ONLY_MASK)
