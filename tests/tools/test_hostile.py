"""Two hostile chats hold up nobody: what they send, and a run beside them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from index.ingestion.reading.limits import ReadingLimits
from tools.load.hostile import report
from tools.load.hostile.files import nasty_files
from tools.load.hostile.processes import memory_mib
from tools.load.hostile.run import HostileFigures, Phase, run
from tools.load.ledger import Counts
from tools.load.limits import Floods
from tools.load.plan import Load
from tools.load.run import Figures

_LAST_RESORT = 25.0


def test_nasty_files_are_just_within_the_limit() -> None:
    most = ReadingLimits().article_bytes
    assert all(most / 2 < len(data) <= most for _, data in nasty_files())


def test_memory_counts_what_a_process_has_started() -> None:
    program = "import sys; data = b'x' * 50_000_000; print(flush=True); sys.stdin.read()"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {program!r}])"
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert 47 < memory_mib(process.pid) < 150
        process.communicate(b"")
    assert memory_mib(process.pid) == 0


def test_the_figures_are_shown_side_by_side() -> None:
    counts = Counts(10, 10, 0, 0, 0, 0, 0, 0)
    figures = Figures(5, counts, Floods(0, 0), 0, 20.0, 100.0, 5.0, 50.0, 80, 90, 95, 3.0)
    slower = Figures(5, counts, Floods(0, 0), 0, 30.0, 150.0, 5.0, 50.0, 80, 90, 95, 3.0)
    both = HostileFigures(
        Phase(figures, [0.1, 0.3, 0.2]), Phase(slower, [0.3, 0.4, 0.5]), {"links": 7}, 321.0, 9.5, 1.0
    )
    console = Console(width=120, record=True)
    console.print(report.table(Load(cache=Path()), both))
    shown = console.export_text()
    for words in ("100.0 ms", "150.0 ms", "1.50", "2.00", "7 links", "321 MiB", "9.5 s"):
        assert words in shown
    assert json.loads(report.as_json(Load(cache=Path()), both))["figures"]["sent"] == {"links": 7}
    assert both.is_right()


@pytest.mark.slow
async def test_nobody_loses_an_answer_beside_hostile_chats(tmp_path: Path) -> None:
    """There are faults, and a kill -9."""
    figures = await run(Load(cache=tmp_path, seconds=8, rate=10, paragraphs=2000, kill=True, hostile=True))
    assert figures.is_right(), figures
    assert figures.peak_mib < 400
    assert figures.stop_seconds < _LAST_RESORT
