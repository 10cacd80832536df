from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select

from index.conversations.chats import ChatStore
from index.conversations.editors import EditorStore
from index.store.database import Database
from index.store.schema import chats
from tests.databases import database_at


@contextmanager
def two_databases(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Open one file twice, as two processes do."""
    path = tmp_path / "kutip.db"
    with closing(Database(database_at(path))) as ours, closing(Database(database_at(path))) as theirs:
        yield ours, theirs


def test_a_language_is_stored_changed_and_deleted(tmp_path: Path) -> None:
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
        store = ChatStore(database)
        assert store.language("chat:7") is None
        for code in ("id", "en", None, None, "id"):
            store.set_language("chat:7", code)
            assert store.language("chat:7") == code
            assert store.language("chat:8") is None
            assert ChatStore(database).language("chat:7") == code  # as after a restart
        with database.reading() as connection:
            assert connection.execute(select(chats.c.name, chats.c.language)).all() == [("chat:7", "id")]


def test_a_language_chosen_in_another_process_is_seen(tmp_path: Path) -> None:
    with two_databases(tmp_path) as (ours, theirs):
        here, there = ChatStore(ours), ChatStore(theirs)
        assert here.language("chat:7") is None
        there.set_language("chat:7", "id")
        assert here.language("chat:7") == "id"
        here.set_language("chat:7", None)
        assert there.language("chat:7") is None


def test_a_chat_that_another_process_cannot_reach_is_known(tmp_path: Path) -> None:
    with two_databases(tmp_path) as (ours, theirs):
        here, there = ChatStore(ours), ChatStore(theirs)
        there.mark_unreachable("chat:7")
        assert here.unreachable() == ["chat:7"]
        here.mark_reachable("chat:7")
        assert there.unreachable() == []


def test_editors_appointed_and_dismissed_in_another_process_are_known(tmp_path: Path) -> None:
    with two_databases(tmp_path) as (ours, theirs):
        here, there = EditorStore(ours), EditorStore(theirs)
        assert 8 not in here
        assert there.appoint(8, by=1)
        assert 8 in here
        assert not here.appoint(8, by=2)
        assert [editor.appointed_by for editor in here.all()] == [1]
        assert here.dismiss(8)
        assert 8 not in there
        assert not there.dismiss(8)


def test_deleting_a_language_that_was_never_chosen_stores_nothing(tmp_path: Path) -> None:
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
        ChatStore(database).set_language("chat:7", None)
        with database.reading() as connection:
            assert connection.execute(select(chats)).all() == []


def test_a_chat_stays_unreachable_until_it_is_marked_reachable(tmp_path: Path) -> None:
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database:
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


def test_a_reader_does_not_wait_for_writers_however_many(tmp_path: Path) -> None:
    """The event loop looks up the language of each update."""
    with closing(Database(database_at(tmp_path / "kutip.db"))) as database, ThreadPoolExecutor(24) as threads:
        chats_, editors = ChatStore(database), EditorStore(database)
        with database.writing():
            choosing = [threads.submit(chats_.set_language, f"chat:{number}", "id") for number in range(20)]
            appointing = threads.submit(editors.appoint, 8, 1)
            assert not wait([appointing], timeout=0.2).done
            assert (chats_.language("chat:7"), 8 in editors) == (None, False)
            assert not any(chosen.done() for chosen in choosing)
        assert appointing.result()
        for chosen in choosing:
            chosen.result()
        assert (chats_.language("chat:7"), 8 in editors) == ("id", True)
