"""The record of answers, on a library so small that it takes a second."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools.answers.__main__ import main
from tools.answers.comparing import differences

ARTICLE = "# Banjir di Kudus\n\nSungai Wulan meluap pada Senin.\n\nSebanyak 40 warga mengungsi ke balai desa.\n"


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    """Return what names an example and a judged set of one question."""
    examples, judged = tmp_path / "examples", tmp_path / "judged" / "own"
    for folder in (examples, judged):
        folder.mkdir(parents=True)
    (examples / "banjir.md").write_text(ARTICLE, encoding="utf-8")
    _write(judged / "corpus.jsonl.gz", [{"id": "a#1", "title": "Kabar", "text": "Sungai meluap. Warga pindah."}])
    _write(judged / "queries.jsonl.gz", [{"id": "q", "text": "sungai mana yang meluap?"}])
    (judged / "qrels.tsv").write_text("q\ta#1\t1\n")
    return ["--judged", str(judged.parent), "--examples", str(examples), "--keep", str(tmp_path / "kept")]


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_the_same_code_gives_the_recorded_answers(tmp_path: Path, arguments: list[str]) -> None:
    record = str(tmp_path / "record.jsonl")
    assert main([record, *arguments]) == 0
    assert main([record, *arguments]) == 0


def test_an_answer_that_differs_is_shown(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "record.jsonl"
    main([str(record), *arguments])
    lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    lines[-1]["quotes"][0][2] += 0.001
    record.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    capsys.readouterr()
    assert main([str(record), *arguments]) == 1
    shown = capsys.readouterr().out
    assert "own, memory, 'sungai mana yang meluap?': quotes 0 2:" in shown
    assert "1 differences" in shown


def test_rounding_is_no_difference() -> None:
    assert not list(differences([{"confidence": 0.1 + 0.2}], [{"confidence": 0.3}]))


def test_a_missing_answer_is_a_difference() -> None:
    assert len(list(differences([{"question": "a"}, {"question": "b"}], [{"question": "a"}]))) == 1
