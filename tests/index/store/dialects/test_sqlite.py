"""What only SQLite does: a file, and its write-ahead log."""

import resource
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from index.model.errors import Fault, StoreError
from index.store import schema
from index.store.database import Database
from index.store.dialects import sqlite


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "kutip.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(StoreError) as error:
        Database(path)
    assert error.value.fault is Fault.DATABASE_CORRUPT


def test_a_folder_that_cannot_be_created_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError) as error:
        Database(tmp_path / "file" / "kutip.db")
    assert error.value.fault is Fault.DATABASE_READ_ONLY


def test_truncating_the_log_does_not_hold_up_writers_behind_a_long_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_TRIES", 10_000)  # so that it goes on until the reader is done
    database = Database(tmp_path / "kutip.db")
    with database.writing() as connection:
        connection.execute(insert(schema.libraries).values(name="zulkarnain"))
    with ThreadPoolExecutor(1) as threads, database.reading() as reader:
        reader.execute(select(schema.libraries.c.name)).all()
        with database.writing() as connection:
            connection.execute(delete(schema.libraries))
        leaving = threads.submit(database.erase_deleted)
        for number in range(3):
            with database.writing() as connection:
                connection.execute(insert(schema.libraries).values(name=f"chat:{number}"))
        assert not leaving.done()
    leaving.result()
    database.erase_deleted()
    database.close()
    assert not any(b"zulkarnain" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_log_that_cannot_be_emptied_is_an_error_of_the_database(tmp_path: Path) -> None:
    """This happens on a full disk. The driver itself raises it, unlike errors that come through SQLAlchemy."""
    with closing(Database(tmp_path / "kutip.db")) as database:
        with database.writing() as connection:
            connection.execute(insert(schema.libraries), [{"name": "x" * 500 + str(n)} for n in range(500)])
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        size = (tmp_path / "kutip.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            with pytest.raises(StoreError) as error:
                database.erase_deleted()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert error.value.fault is Fault.DISK_FULL
        database.erase_deleted()
