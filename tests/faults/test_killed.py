"""kill -9 at any moment loses nothing that was reported, and adds nothing twice."""

import random
import time
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from tests.faults.library import assert_found, assert_sound, run, settings_of, start, write_articles

ARTICLES = 1500
ADD = "tests.faults.reporting_add"
pytestmark = pytest.mark.slow


def moments(count: int, seconds: float) -> list[float]:
    """Return random moments, one in each part of a run of this length, and one a little after its end."""
    chance = random.Random(20)  # noqa: S311 - the same moments each time
    return [(number + chance.random()) * seconds * 1.05 / count for number in range(count)]


def add_and_kill(data: Path, articles: Path, after: float) -> list[int]:
    """Return the numbers of the articles that were reported before the process was killed."""
    with start(data, str(articles), module=ADD) as process:
        try:
            time.sleep(after)
        finally:
            process.kill()
        out, err = process.communicate()
    assert "Traceback" not in err
    # The last line may be incomplete.
    return [int(line) for line in out.rpartition("\n")[0].split()]


def test_an_add_that_is_killed_at_any_moment_loses_nothing_and_can_go_on(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "big.jsonl", 1, ARTICLES)
    began = time.monotonic()
    whole = run(tmp_path / "whole", str(articles), module=ADD)
    seconds = time.monotonic() - began
    assert (whole.returncode, len(whole.stdout.split())) == (0, ARTICLES), whole.stderr
    stored = []
    for number, moment in enumerate(moments(20, seconds)):
        data = tmp_path / str(number)
        reported = add_and_kill(data, articles, moment)
        stored.append(len(assert_sound(data, reported)))
        with open_configured_library(settings_of(data)) as library:
            outcomes = [result.outcome for result in library.add([str(articles)])]  # type: ignore[union-attr]
        assert (outcomes.count("known"), len(outcomes)) == (stored[-1], ARTICLES)
        assert len(assert_sound(data, range(1, ARTICLES + 1))) == ARTICLES
    print(f"killed within {seconds:.1f} s, with so many articles stored: {stored}")  # noqa: T201
    assert any(0 < count < ARTICLES for count in stored), "no kill came half-way, so nothing was tried"


def test_a_rebuild_that_is_killed_leaves_an_index_that_answers(tmp_path: Path) -> None:
    data, articles = tmp_path / "data", write_articles(tmp_path / "big.jsonl", 1, ARTICLES)
    assert run(data, "add", str(articles)).returncode == 0
    began = time.monotonic()
    assert run(data, "rebuild").returncode == 0
    half_made = 0
    for moment in moments(5, time.monotonic() - began):
        with start(data, "rebuild") as process:
            try:
                time.sleep(moment)
            finally:
                process.kill()
        half_made += len(folders(data)) > 1
        with open_configured_library(settings_of(data)) as library:
            assert library.sync() is None, "the index should have outlived it"
            assert_found(library, ARTICLES // 2)
        assert len(assert_sound(data, range(1, ARTICLES + 1))) == ARTICLES
    assert half_made, "no kill came half-way, so nothing was tried"
    assert run(data, "rebuild").returncode == 0
    assert len(folders(data)) == 1


def folders(data: Path) -> list[Path]:
    return [path for path in (data / "index").iterdir() if path.is_dir()]
