"""Choose the dialect of a database by its place."""

from pathlib import Path

from index.store.dialects.base import StoreDialect
from index.store.dialects.sqlite import Sqlite


def choose_dialect(place: Path | None) -> StoreDialect:
    """Return the dialect of the database in this file; None means one in memory."""
    return Sqlite(place)
