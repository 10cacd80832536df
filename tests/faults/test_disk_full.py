"""A disk that fills up ends a command with one line, and reported articles are kept."""

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.library import assert_one_line, assert_sound, run, word, write_articles

ARTICLES = 3000
ADD = "tests.faults.reporting_add"
pytestmark = pytest.mark.slow


def files_of_at_most(size: int) -> Callable[[], None]:
    """Simulate a full disk on any machine. Writing beyond the limit fails, because Python ignores the signal."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("articles") / "big.jsonl", 1, ARTICLES)


# From a disk too small for the tables to one that fills up shortly before the end.
@pytest.mark.parametrize("size", [2_000, 100_000, 400_000, 900_000])
def test_an_add_that_does_not_fit_says_so_and_keeps_what_it_reported(
    size: int, articles: Path, tmp_path: Path
) -> None:
    told = run(tmp_path / "told", "add", str(articles), before=files_of_at_most(size))
    assert (told.returncode, told.stdout) == (1, "")
    assert_one_line(told.stderr, "kutip.db could not be written", "full", "nothing that was stored before is lost")
    cut = run(tmp_path / "cut", str(articles), module=ADD, before=files_of_at_most(size))
    assert (cut.returncode, cut.stderr) == (1, "")
    assert len(cut.stdout.split()) < ARTICLES
    assert_sound(tmp_path / "cut", [int(number) for number in cut.stdout.split()])
    assert run(tmp_path / "cut", "add", str(articles)).returncode == 0
    assert len(assert_sound(tmp_path / "cut", range(1, ARTICLES + 1))) == ARTICLES


@pytest.mark.parametrize("size", [10, 20_000])
def test_an_index_that_does_not_fit_is_told_and_made_when_there_is_room(
    size: int, articles: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assert run(data, "add", str(articles)).returncode == 0
    shutil.rmtree(data / "index")
    told = run(data, "ask", word(7), before=files_of_at_most(size))
    assert (told.returncode, told.stdout) == (1, "")
    assert_one_line(told.stderr, "index", "could not be written", "full")
    mended = run(data, "ask", word(7))
    assert f"Warga {word(7)}" in mended.stdout
    assert_one_line(mended.stderr, "it has been rebuilt")
    assert len(assert_sound(data, range(1, ARTICLES + 1))) == ARTICLES


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[None]:
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield
    finally:
        # tantivy's threads may need a moment more to release its files.
        subprocess.run(["umount", "--lazy", str(path)], check=True)


# On the smallest disk the tables do not fit. On the others, either the disk or the work ends first.
@pytest.mark.parametrize("size", ["100k", "1m", "3m"])
def test_a_disk_that_is_full_loses_nothing_and_the_next_question_mends_it(
    size: str, articles: Path, tmp_path: Path
) -> None:
    data = tmp_path / "disk"
    with small_disk(data, size):
        told = run(data, "add", str(articles))
        assert told.returncode == 1
        assert_one_line(told.stderr, "full", "nothing that was stored before is lost")
        reported = run(data, str(articles), module=ADD).stdout.split()
        subprocess.run(["mount", "-o", "remount,size=40m", str(data)], check=True)
        assert_sound(data, [int(number) for number in reported])
        assert run(data, "add", str(articles)).returncode == 0
        assert len(assert_sound(data, range(1, ARTICLES + 1))) == ARTICLES
