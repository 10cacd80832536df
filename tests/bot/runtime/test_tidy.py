"""Expired data disappears, also from the files."""

from datetime import timedelta
from pathlib import Path

from bot.runtime.settings import Settings
from index.conversations.inbox import Arrived
from index.library import Library
from index.model.clock import utc_now
from index.model.records import SHARED, AddResult, Credits, Verdict
from tests.databases import only_sqlite, run_sql

BREST = "apa yang disepakati?"


def files_with(text: str, folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


@only_sqlite
def test_what_was_in_an_update_that_is_handled_is_in_no_file(examples: Library, settings: Settings) -> None:
    inbox = examples.inbox(123)
    inbox.keep([Arrived(1, "chat:7", {"text": "zebra polkadot"})])
    inbox.finish(1)
    assert files_with("zebra polkadot", settings.kutip_data) == ["kutip.db-wal"]
    examples.tidy()
    assert files_with("zebra polkadot", settings.kutip_data) == []
    assert not inbox.keep([Arrived(1, "chat:7", {})])  # still known


def test_answers_and_updates_that_are_too_old_are_deleted_by_themselves(
    examples: Library, settings: Settings
) -> None:
    inbox = examples.inbox(123)
    for number in (1, 2):
        inbox.keep([Arrived(number, "chat:7", {})])
        inbox.finish(number)
        examples.answers.save(examples.ask(BREST), f"chat:{number}")
    path = settings.kutip_data / "kutip.db"
    run_sql(path, "UPDATE answers SET asked_at = '2020-01-01 00:00:00' WHERE place = 'chat:1'")
    run_sql(path, "UPDATE updates SET done_at = '2020-01-01 00:00:00' WHERE number = 1")
    examples.tidy()
    assert run_sql(path, "SELECT place FROM answers") == [("chat:2",)]
    assert run_sql(path, "SELECT number FROM updates") == [(2,)]


def test_of_whom_a_handled_update_was_is_known_as_long_as_it_counts(examples: Library, settings: Settings) -> None:
    inbox = examples.inbox(123)
    for number in (1, 2):
        inbox.keep([Arrived(number, f"chat:{number}", {})])
        inbox.finish(number)
    minutes_ago = utc_now() - timedelta(minutes=3)
    path = settings.kutip_data / "kutip.db"
    run_sql(path, f"UPDATE updates SET done_at = '{minutes_ago}' WHERE number = 1")  # noqa: S608
    examples.tidy()
    places = run_sql(path, "SELECT place FROM updates ORDER BY number")
    assert places == [(None,), ("chat:2",)]
    assert [place for place, *_ in inbox.calls_within(60)] == ["chat:2"]
    assert not inbox.keep([Arrived(1, "chat:1", {})])


def test_nothing_stays_of_a_library_that_is_empty(examples: Library, settings: Settings) -> None:
    (added,) = examples.add_text("Tanggul jebol.", "x", Credits(title=""), "chat:7")
    assert isinstance(added, AddResult)
    assert list(examples.add_text("Warga mengungsi.", "x", Credits(title=""), "chat:8"))
    examples.remove(added.article.id, frozenset({"chat:7"}))
    examples.tidy()
    path = settings.kutip_data / "kutip.db"
    names = run_sql(path, "SELECT name FROM libraries ORDER BY name")
    counted = "SELECT count(*) FROM tallies WHERE library_id NOT IN (SELECT id FROM libraries)"
    assert run_sql(path, counted) == [(0,)]
    assert names == [("chat:8",), (SHARED,)]
    assert list(examples.add_text("Tanggul jebol.", "x", Credits(title=""), "chat:7"))
    assert examples.ask("tanggul", frozenset({"chat:7"})).verdict is Verdict.FOUND
