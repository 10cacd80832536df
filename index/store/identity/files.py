"""Recognise a file by its path, also after a folder above it was moved or renamed."""

import os
from pathlib import Path

_FILE = "file:"


def file_identity(path: Path) -> str:
    """Return by what a file is recognised: its absolute path, the innermost name first.

    Names that the paths of two files end with are then what their identities begin with.
    """
    return _FILE + printable("/".join([*reversed(path.parts[1:]), path.drive]))


def identity_prefix(path: Path) -> str:
    """Return with what the identity of each file begins whose path ends with a relative one."""
    return _FILE + printable("".join(f"{part}/" for part in reversed(path.parts)))


def printable(path: str) -> str:
    """Return a path as text that can be stored: in one in the encoding of another machine, some bytes are none."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_file(identity: str | None) -> bool:
    """Return whether an identity is that of a file."""
    return identity is not None and identity.startswith(_FILE)


def is_gone(identity: str) -> bool:
    """Return whether a file is no longer there; one that may not be looked for is taken to be there."""
    path = "/".join(reversed(identity.removeprefix(_FILE).split("/")))
    try:
        os.stat(path)  # noqa: PTH116 - Path.exists also says no where a folder may not be read
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False
