"""What an article has changed, in the console and by commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.console.conversation import Console
from bot.console.screen import Screen
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.records import SHARED, Credits

Output = pytest.CaptureFixture[str]
TEXT = "Banjir merendam kota.\n\nSebanyak 120 warga Semarang mengungsi ke sekolah. Bantuan datang.\n\nAir surut."


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    with open_configured_library(Settings(kutip_data=tmp_path / "data", kutip_embedder="none")) as opened:
        write(opened, TEXT)
        yield opened


def write(library: Library, text: str) -> None:
    credits_ = Credits(title="Banjir di Semarang", url="https://kabar.example/banjir", language="id")
    list(library.add_text(text, "kabar", credits_, SHARED))


def test_an_answer_that_is_shown_again_says_what_changed(library: Library, tmp_path: Path, capsys: Output) -> None:
    console = Console(library, Screen(), tmp_path)
    console.do("berapa warga Semarang mengungsi?")
    write(library, TEXT.replace("120", "180"))
    capsys.readouterr()
    for command in ("/context 1", "/why 1"):
        console.do(command)
        shown = capsys.readouterr().out
        assert "Sebanyak [-120-]{+180+} warga" in shown
        assert "Changed on" in shown


def test_quotes_of_removed_articles_leave_the_answer(library: Library, tmp_path: Path, capsys: Output) -> None:
    console = Console(library, Screen(), tmp_path)
    console.do("berapa warga Semarang mengungsi?")
    library.remove(1)
    capsys.readouterr()
    console.do("/context 1")
    assert "Sebanyak" not in capsys.readouterr().out


def test_the_changes_of_an_article_are_shown_in_the_console(
    library: Library, tmp_path: Path, capsys: Output
) -> None:
    write(library, TEXT.replace("120", "180"))
    Console(library, Screen(), tmp_path).do("/changes 1")
    assert "Sebanyak [-120-]{+180+} warga Semarang" in capsys.readouterr().out


def test_the_changes_of_an_article_are_shown_by_a_command(library: Library, capsys: Output) -> None:
    assert main(["article", "1", "--changes"]) == 0
    assert "No changes are known." in capsys.readouterr().out
    write(library, TEXT.replace("120", "180") + "\n\nGubernur tiba di lokasi pada Selasa.")
    assert main(["article", "1", "--changes"]) == 0
    shown = capsys.readouterr().out
    assert "  2 Sebanyak [-120-]{+180+} warga Semarang" in shown
    assert "  4 {+Gubernur tiba di lokasi pada Selasa.+}" in shown
    assert main(["article", "2", "--changes"]) == 1


def test_programs_get_the_versions_with_the_offsets_of_changes(library: Library, capsys: Output) -> None:
    write(library, TEXT.replace("120", "180"))
    assert main(["article", "1", "--changes", "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert [one["until"] is None for one in read["versions"]] == [False, True]
    (change,) = read["changes"]
    assert change["day"] == read["versions"][0]["until"]
    (paragraph,) = change["paragraphs"]
    (word,) = paragraph["words"]
    start, end = word["claimed_at"]
    assert paragraph["before"]["text"][start:end] == word["claimed"] == "120"
    assert main(["article", "1", "--json"]) == 0
    assert [one["paragraph"] for one in json.loads(capsys.readouterr().out)["text"]] == [1, 2, 3]


def test_a_draft_with_the_words_of_an_earlier_version_exits_with_4(library: Library, capsys: Output) -> None:
    write(library, TEXT.replace("120", "180"))
    assert main(["check", "Sebanyak 120 warga Semarang mengungsi ke sekolah."]) == 4
    assert "Earlier version:" in capsys.readouterr().out
