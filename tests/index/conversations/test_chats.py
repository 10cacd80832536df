import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from index.conversations.chats import ChatStore
from index.conversations.editors import EditorStore
from index.store.database import Database
from index.store.schema import chats


def test_a_language_is_kept_changed_and_taken_back(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "kutip.db")) as database:
        store = ChatStore(database)
        assert store.language("chat:7") is None
        for code in ("id", "en", None, None, "id"):
            store.set_language("chat:7", code)
            assert store.language("chat:7") == code
            assert store.language("chat:8") is None
            assert ChatStore(database).language("chat:7") == code  # as after a restart
        with database.reading() as connection:
            assert connection.execute(select(chats.c.name, chats.c.language)).all() == [("chat:7", "id")]


def test_only_the_first_look_reads_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Database(tmp_path / "kutip.db")) as database:
        store = ChatStore(database)
        store.set_language("chat:7", "id")
        monkeypatch.delattr(database, "_engine")
        assert store.language("chat:7") == "id"
        assert store.language("chat:8") is None
        monkeypatch.undo()


def test_taking_back_what_was_never_chosen_keeps_nothing(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "kutip.db")) as database:
        ChatStore(database).set_language("chat:7", None)
        with database.reading() as connection:
            assert connection.execute(select(chats)).all() == []


def test_who_is_gone_is_kept_until_they_are_back(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "kutip.db")) as database:
        store = ChatStore(database)
        store.set_language("chat:7", "id")
        for name in ("chat:7", "chat:8", "chat:8"):
            store.mark_unreachable(name)
        assert ChatStore(database).unreachable() == ["chat:7", "chat:8"]
        for name in ("chat:7", "chat:8", "chat:9"):
            store.mark_reachable(name)
        assert store.unreachable() == []
        assert ChatStore(database).language("chat:7") == "id"
        with database.reading() as connection:
            assert connection.execute(select(chats.c.name)).scalars().all() == ["chat:7"]


def test_who_reads_does_not_wait_for_who_writes(tmp_path: Path) -> None:
    """Each update is answered in a language, in the event loop."""
    with closing(Database(tmp_path / "kutip.db")) as database, ThreadPoolExecutor(2) as threads:
        chats_, editors = ChatStore(database), EditorStore(database)
        assert (chats_.language("chat:7"), 8 in editors) == (None, False)
        with database.writing():
            choosing = threads.submit(chats_.set_language, "chat:7", "id")
            naming = threads.submit(editors.appoint, 8, 1)
            time.sleep(0.2)  # until both wait
            began = time.monotonic()
            assert (chats_.language("chat:7"), 8 in editors) == (None, False)
            assert time.monotonic() - began < 0.1
            assert [one.done() for one in (choosing, naming)] == [False, False]
        choosing.result()
        assert naming.result()
        assert (chats_.language("chat:7"), 8 in editors) == ("id", True)
