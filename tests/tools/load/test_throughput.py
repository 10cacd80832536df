"""The figures of one bot and of several beside each other."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tools.load import report
from tools.load.__main__ import main
from tools.load.ledger import Counts
from tools.load.plan import Load
from tools.load.throughput import Throughput

_RIGHT = Counts(
    asked=300, answered=300, lost=0, twice=0, twice_over_kill=0, in_flight=0, out_of_order=0, misdirected=0
)
FOUND = [Throughput(1, 20.0, _RIGHT, 6.0), Throughput(2, 35.0, _RIGHT, 6.3)]


def test_the_ratio_of_two_bots_to_one_is_shown() -> None:
    screen = Console(file=StringIO(), width=120)
    screen.print(report.throughput_table(FOUND))
    shown = screen.file.getvalue() if isinstance(screen.file, StringIO) else ""
    assert "1.75" in shown
    assert "20.0 ms" in shown
    assert "2 bots" in shown


def test_the_figures_can_be_read_by_a_program(tmp_path: Path) -> None:
    written = json.loads(report.throughput_as_json(Load(cache=tmp_path, bots=2), FOUND))
    assert [one["a_second"] for one in written["throughput"]] == [20.0, 35.0]
    assert written["load"]["bots"] == 2


@pytest.mark.parametrize("arguments", [["--bots", "0"], ["--bots", "2", "--hostile"]])
def test_bots_that_cannot_run_are_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    assert "--bots must be" in capsys.readouterr().err
