"""Answers and accepted offers are known to the next process, for as long as somebody may refer to them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from index.conversations import sent_messages
from index.conversations.erasure import DataSubject
from index.conversations.inbox import delete_old_updates
from index.conversations.sent_messages import SentMessages
from index.library import Library
from index.model.clock import utc_now
from index.store.database import Database
from tests.databases import database_at

HERE, THERE = "chat:7", "chat:8"


@pytest.fixture
def later_database(tmp_path: Path, database: Database) -> Iterator[Database]:
    """Yield the same database as another process has it."""
    with closing(Database(database_at(tmp_path / "kutip.db"))) as opened:
        yield opened


def test_the_next_process_knows_which_message_answers_which(database: Database, later_database: Database) -> None:
    SentMessages(database, 1).note_answer(HERE, 5, 6)
    later = SentMessages(later_database, 1)
    assert later.answer_to(HERE, 5) == 6
    assert later.answer_to(HERE, 6) is later.answer_to(THERE, 5) is None
    later.note_answer(HERE, 5, 9)
    assert later.answer_to(HERE, 5) == 9
    assert SentMessages(later_database, 2).answer_to(HERE, 5) is None


def test_only_the_first_update_accepts_an_offer_however_often_it_is_handled(
    database: Database, later_database: Database
) -> None:
    for one in (database, later_database):
        messages = SentMessages(one, 1)
        assert messages.accept(HERE, 5, 100)
        assert not messages.accept(HERE, 5, 101)
        assert messages.accept(THERE, 5, 102)


def test_what_nobody_can_refer_to_any_more_is_deleted(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    messages = SentMessages(database, 1)
    messages.note_answer(HERE, 5, 6)
    messages.accept(HERE, 7, 100)
    now = utc_now()
    monkeypatch.setattr(sent_messages, "utc_now", lambda: now + timedelta(minutes=6))
    delete_old_updates(database)
    assert messages.answer_to(HERE, 5) is None
    assert not messages.accept(HERE, 7, 101)
    monkeypatch.setattr(sent_messages, "utc_now", lambda: now + timedelta(days=3))
    delete_old_updates(database)
    assert messages.accept(HERE, 7, 101)


def test_what_a_chat_left_is_erased_with_it(library: Library) -> None:
    messages = library.inbox(1).sent
    messages.note_answer(HERE, 5, 6)
    messages.note_answer(THERE, 5, 6)
    library.erasure.erase(DataSubject(chat=HERE))
    assert messages.answer_to(HERE, 5) is None
    assert messages.answer_to(THERE, 5) == 6
