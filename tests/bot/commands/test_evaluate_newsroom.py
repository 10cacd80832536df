"""kutip evaluate of a newsroom's folder: articles as files, and what people type."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from tests.index.evaluation import newsroom


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["evaluate", *arguments, "--without", "meaning", "--json"]) == DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_each_kind_has_a_row_and_the_last_is_for_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = evaluated(capsys, str(newsroom.write(tmp_path / "kota")))["newsrooms"]
    assert [row["kind"] for row in rows] == ["chat", "price", "time", "who", None]
    assert rows[-1] | {"score": 0.8} == {
        "set": "kota",
        "kind": None,
        "questions": 5,
        "score": 0.8,
        "answerable": 3,
        "right": pytest.approx(2 / 3),
        "right_and_found": pytest.approx(2 / 3),
        "withheld": 0.0,
        "falsely_found": 0,
    }
    assert rows[-1]["score"] == pytest.approx(4 / 5)


def test_a_day_of_asking_on_the_command_line_takes_the_place_of_the_one_in_the_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = newsroom.write(tmp_path / "kota")
    for day, found in (("2026-03-02", 1.0), ("2026-09-02", 0.0)):
        rows = evaluated(capsys, str(folder), "--today", day)["newsrooms"]
        (about_today,) = (row for row in rows if row["kind"] == "time")
        assert about_today["right_and_found"] == found


def test_a_failure_shows_what_was_wanted_and_what_came_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = newsroom.write(tmp_path / "kota")
    assert main(["evaluate", str(folder), "--without", "meaning", "--failures", "2"]) == DONE
    text = " ".join(capsys.readouterr().out.split())
    assert "harga beras? (price: found" in text
    assert "wanted: turun / lima ribu" in text
    assert "Pasar Lumbir, 2026-03-02, paragraph 1: Harga beras di pasar naik lagi." in text
    assert "terima kasih" not in text


def test_a_wish_that_is_none_names_the_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = newsroom.write(tmp_path / "kota")
    with (folder / "questions.jsonl").open("a") as file:
        file.write('{"kind": "who", "question": "siapa?", "want": "maybe", "any_of": []}\n')
    assert main(["evaluate", str(folder), "--without", "meaning"]) == EXPECTED_ERROR
    assert "questions.jsonl, line 6" in " ".join(capsys.readouterr().err.split())
