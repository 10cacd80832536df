"""A database that this process may read and not write: it is on a read-only disk, or belongs to somebody else."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool


def is_read_only(path: Path) -> bool:
    """Return whether a database exists that can be read and not written. SQLite writes in its folder, too."""
    return os.access(path, os.R_OK) and not all(os.access(each, os.W_OK) for each in (path, path.parent))


def create_read_only_engine(path: Path) -> Engine:
    """Return an engine whose connections refuse to write."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(_address(path), uri=True, check_same_thread=False)

    # Without a pool, each connection sees whether the owner writes meanwhile.
    return create_engine("sqlite://", creator=connect, poolclass=NullPool, hide_parameters=True)


def _address(path: Path) -> str:
    """Return the URI of a database. While its owner has it open, the write-ahead log is read, too.

    Otherwise there is no log, which SQLite would have to create in order to read, unless it may take the file as
    one that nobody changes: https://www.sqlite.org/wal.html#read_only_databases.
    """
    has_log = all(path.with_name(f"{path.name}-{end}").exists() for end in ("wal", "shm"))
    return f"file:{quote(str(path.absolute()))}?mode=ro" + ("" if has_log else "&immutable=1")
