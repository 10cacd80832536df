"""Choose the dialect of a database by its place."""

from pathlib import Path

from index.model.errors import Fault, StoreError
from index.store.dialects.base import StoreDialect
from index.store.dialects.database_url import DatabaseUrl
from index.store.dialects.sqlite import Sqlite


def choose_dialect(place: Path | DatabaseUrl | None) -> StoreDialect:
    """Return the dialect of the database in this file or at this address; None means one in memory.

    Raises StoreError if the driver for it is not installed.
    """
    if not isinstance(place, DatabaseUrl):
        return Sqlite(place)
    try:  # the driver is an extra, and nobody else waits for its import
        from index.store.dialects.postgres import Postgres
    except ImportError:
        raise StoreError(Fault.MISSING_LIBRARY, library="psycopg", extra="postgres") from None
    return Postgres(place)
