"""Copy a library into another database, from which it can be opened then."""

from contextlib import closing
from pathlib import Path

from index.store.copying.store_copy import Progress, copy_store
from index.store.database import Database
from index.store.dialects.database_url import DatabaseUrl

Place = Path | DatabaseUrl


def copy_library(old: Place, new: Place, progress: Progress) -> int:
    """Copy what the new database lacks, compare every row, and return how many there are. Raises StoreError."""
    with closing(Database(old)) as source, closing(Database(new)) as target:
        return copy_store(source, target, progress)
