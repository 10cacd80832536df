"""kutip source and kutip sync, from their arguments to their output and exit codes."""

import json
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.app import open_configured_library
from bot.runtime.settings import read_settings
from index.model.clock import utc_now
from index.model.errors import Fault, ReadError
from index.model.sources import State

OPML = "<opml version='2.0'><body><outline text='Kabar' xmlUrl='http://127.0.0.1:9/feed'/></body></opml>"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def opml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    file = tmp_path / "langganan.opml"
    file.write_text(OPML, encoding="utf-8")
    return file


def test_sources_are_added_listed_paused_synced_and_removed(opml: Path, capsys: Output) -> None:
    assert main(["source", "list"]) == 0
    assert "No source is followed yet" in capsys.readouterr().out
    assert main(["source", "add", str(opml), "--every", "30"]) == 0
    assert capsys.readouterr().out == "Followed 1 Kabar\n"
    assert main(["source", "add", str(opml)]) == 0
    assert capsys.readouterr().out == f"1 feed in {opml} is followed already.\n"
    assert main(["source", "pause", "1"]) == 0
    assert capsys.readouterr().out == "Paused: 1 Kabar\n"
    assert main(["source", "pause", "1"]) == 0
    assert capsys.readouterr().out == "Paused: 1 Kabar\n"
    assert main(["sync"]) == 0
    assert main(["source", "list"]) == 0
    assert "paused · 0 items" in capsys.readouterr().out
    assert main(["source", "resume", "1"]) == 0
    assert capsys.readouterr().out == "Resumed: 1 Kabar\n"
    assert main(["sync"]) == 0
    out = capsys.readouterr().out
    assert (
        "1 Kabar: http://127.0.0.1:9/feed cannot be fetched: it is in a private network or on this machine" in out
    )
    assert main(["source", "list"]) == 0
    listed = capsys.readouterr().out
    assert "   1 Kabar\n     http://127.0.0.1:9/feed · failing · 0 items" in listed
    assert main(["source", "list", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["number"], found["every_seconds"], found["failures"]) == (1, 1800, 1)
    assert main(["source", "list", "--opml"]) == 0
    assert "http://127.0.0.1:9/feed" in capsys.readouterr().out
    assert main(["source", "remove", "1"]) == 0
    assert capsys.readouterr().out == "No longer followed: Kabar (its articles stay)\n"


def test_a_source_may_take_back_what_vanishes(opml: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "news").mkdir()
    assert main(["source", "add", str(opml), "news", "--vanished", "remove"]) == 0
    (tmp_path / "arsip").mkdir()
    assert main(["source", "add", "arsip"]) == 0
    capsys.readouterr()
    assert main(["source", "list", "--json"]) == 0
    assert [one["vanished"] for one in json.loads(capsys.readouterr().out)] == ["remove", "remove", "keep"]
    assert main(["source", "list"]) == 0
    assert capsys.readouterr().out.count("what vanishes is removed") == 2
    assert main(["source", "change", "1", "2", "--vanished", "keep"]) == 0
    assert "1 Kabar: an article stays when its page or its file is gone\n" in capsys.readouterr().out
    assert main(["source", "change", "3", "--vanished", "remove"]) == 0
    assert capsys.readouterr().out.endswith(": an article goes when its page or its file does\n")
    assert main(["source", "list", "--json"]) == 0
    assert [one["vanished"] for one in json.loads(capsys.readouterr().out)] == ["keep", "keep", "remove"]
    with pytest.raises(SystemExit, match="2"):
        main(["source", "add", "news", "--vanished", "hide"])


def test_a_sync_of_one_source_says_what_came_and_leaves_the_others(tmp_path: Path, capsys: Output) -> None:
    for name in ("news", "arsip"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(
            f"Pasar {name}\n\nPasar itu dibuka pada hari Senin.", encoding="utf-8"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.commands.sources.commands.sync_due", lambda *_, **__: None)
        assert main(["source", "add", "news", "arsip", "--vanished", "remove"]) == 0
    capsys.readouterr()
    assert main(["source", "sync", "2", "2"]) == 0
    assert capsys.readouterr().out == f"2 {tmp_path / 'arsip'}: 1 new, 0 changed, 0 removed, 0 unchanged\n"
    for name in ("b", "c"):
        (tmp_path / "arsip" / f"{name}.txt").write_text(
            f"Halaman {name} dibaca pada hari Selasa.", encoding="utf-8"
        )
    (tmp_path / "arsip" / "a.txt").write_text("Pasar arsip\n\nPasar itu ditutup pada hari Rabu.", encoding="utf-8")
    assert main(["source", "sync", "2"]) == 0
    assert ": 2 new, 1 changed, 0 removed, 0 unchanged\n" in capsys.readouterr().out
    (tmp_path / "arsip" / "b.txt").unlink()
    assert main(["source", "sync", "2", "1"]) == 0
    out = capsys.readouterr().out
    assert ": 0 new, 0 changed, 1 removed, 2 unchanged\n" in out
    assert f"1 {tmp_path / 'news'}: 1 new, 0 changed, 0 removed, 0 unchanged\n" in out


def test_the_feeds_of_a_site_are_listed_by_number(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    feeds = ["https://kabar.example/feed", "https://kabar.example/olahraga"]
    answer = Future[list[ReadError]]()
    answer.set_result([ReadError(Fault.PAGE_WITH_FEEDS, source="https://kabar.example/", feeds=feeds)])
    monkeypatch.setattr("bot.commands.sources.commands.request_feed", lambda *_: answer)
    assert main(["source", "add", "https://kabar.example"]) == 1
    first, *listed = capsys.readouterr().out.splitlines()
    assert first.startswith("https://kabar.example/ has several feeds or sitemaps.")
    assert listed == [f"   1 {feeds[0]}", f"   2 {feeds[1]}"]


def test_a_source_that_cannot_be_synced_says_why(opml: Path, capsys: Output) -> None:
    assert main(["source", "add", str(opml)]) == 0
    assert main(["source", "pause", "1"]) == 0
    capsys.readouterr()
    assert main(["source", "sync", "1"]) == 1
    assert capsys.readouterr().err == ("Source 1 is paused: kutip source resume 1 lets it be requested again.\n")
    assert main(["source", "resume", "1"]) == 0
    assert main(["source", "sync", "1"]) == 1
    assert "it is in a private network" in capsys.readouterr().out
    answer = ReadError(Fault.PAGE_NOT_FETCHED, source="x", why="status", status=429)
    with open_configured_library(read_settings()) as library:
        sources = library.source_stores.sources
        sources.fail(sources.get(1), answer, utc_now(), datetime(2099, 1, 2, 3, 4), State.ACTIVE)
    assert main(["source", "sync", "1"]) == 1
    assert capsys.readouterr().err == (
        "Source 1 is not requested before 2099-01-02 03:04 UTC: its server has asked for a rest.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["add", "kabar"], "kabar cannot be followed: it is no address"),
        (
            ["add", "http://10.0.0.1/feed"],
            "http://10.0.0.1/feed cannot be fetched: it is in a private network or on this",
        ),
        (
            ["add", "http://ana:rahasia@[::1]:81/"],
            "http://[::1]:81/ cannot be fetched: it is in a private network",
        ),
        (["add", "ana:rahasia@kabar"], "kabar cannot be followed: it is no address"),
        (["add", "salah.opml"], "salah.opml is not an OPML file"),
        (["add", "kosong.opml"], "kosong.opml is an OPML file without a feed that can be followed"),
        (
            ["add", "/tiada"],
            "/tiada cannot be followed: it is no address that begins with http:// or https://, and",
        ),
        (["remove", "7"], "There is no source 7 here"),
        (["remove", "x"], "There is no source x here"),
        (["pause", "9" * 30], "There is no source"),
        (["sync", "3"], "There is no source 3 here"),
        (["resume", "3"], "There is no source 3 here"),
        (["change", "3", "--vanished", "keep"], "There is no source 3 here"),
        (["change", "--vanished", "keep"], "No source is named"),
        (["change", "3"], "Nothing to change is named"),
        (["add"], "No source is named"),
        (["add", ""], "'' cannot be followed: it is no address"),
        (["add", " "], "'' cannot be followed: it is no address"),
        (["add", " http://10.0.0.1/feed\n"], "http://10.0.0.1/feed cannot be fetched: it is in a private network"),
        (["remove"], "No source is named"),
    ],
)
def test_bad_input_gets_one_line(arguments: list[str], line: str, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "salah.opml").write_text("<rss/>", encoding="utf-8")
    (tmp_path / "kosong.opml").write_text("<opml><body/></opml>", encoding="utf-8")
    assert main(["source", *arguments]) == 1
    error = capsys.readouterr().err
    assert line in error
    assert "rahasia" not in error
    assert error.count("\n") == 1
