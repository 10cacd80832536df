"""A disk that fills up: one line says so, what was kept stays, and with space made all goes on."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.cli import BUG, DONE, EXPECTED_ERROR
from bot.settings import Settings
from index.errors import EngineError, StoreError
from tests.faults.library import (
    assert_holds,
    assert_one_line,
    fill,
    found,
    mounted,
    run_kutip,
    title,
    word,
    write_articles,
)

KEPT = range(1, 51)
MORE = range(51, 2551)
FULL = "the disk is full or failing; nothing that was kept before is lost."


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """A file with more than fits."""
    return write_articles(tmp_path / "more.jsonl", MORE)


def assert_told(done: "subprocess.CompletedProcess[str]") -> None:
    assert done.returncode == EXPECTED_ERROR
    assert FULL in assert_one_line(done.stderr)


def stored(data: Path) -> set[int]:
    """Returns the numbers of the articles that the store has, by its own account."""
    with open_app(Settings(kutip_data=data)) as app:
        return {int(name.split()[1]) for name in stored_titles(app)}


def stored_titles(app: App) -> set[str]:
    return {article.title for article in app.sources()}


def assert_goes_on(data: Path, more: Path) -> None:
    """What was kept is there and found, and adding the same once more ends as if nothing had been."""
    before = stored(data)
    assert before.issuperset(KEPT)
    asked = run_kutip(data, "ask", word(7))
    assert asked.returncode == DONE
    assert title(7) in asked.stdout
    with open_app(Settings(kutip_data=data)) as app:
        assert app.prepare() is None  # the question has mended it
        assert_holds(app, before, sorted(before)[::97])
    assert run_kutip(data, "add", str(more)).returncode == DONE
    with open_app(Settings(kutip_data=data)) as app:
        assert_holds(app, [*KEPT, *MORE], [*KEPT, *MORE][::97])


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with room for about half of what is to be added."""
    folder = tmp_path / "small"
    folder.mkdir()
    with mounted(folder, "-t", "tmpfs", "-o", "size=1200k", "kutip-test"):
        fill(Settings(kutip_data=folder / "data"), tmp_path / "kept.jsonl", KEPT)
        yield folder


@pytest.mark.slow
def test_adding_more_than_the_disk_holds_loses_nothing(small: Path, more: Path) -> None:
    assert_told(run_kutip(small / "data", "add", str(more)))
    again = run_kutip(small / "data", "add", str(more))
    assert again.returncode == EXPECTED_ERROR
    assert_one_line(again.stderr)
    subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
    assert_goes_on(small / "data", more)


@pytest.mark.slow
def test_a_full_disk_is_no_reason_not_to_answer(small: Path, more: Path) -> None:
    with open_app(Settings(kutip_data=small / "data")) as app:
        fill_up(small / "rest")
        assert found(app, 7) == [title(7)]
        with pytest.raises(StoreError, match="disk_full"):
            list(app.add([str(more)]))
        with pytest.raises(EngineError, match="disk_full"):
            app.rebuild(lambda _done, _total: None)
        assert found(app, 7) == [title(7)]
    asked = run_kutip(small / "data", "ask", word(7))  # SQLite needs some room to open a database
    assert title(7) in asked.stdout or FULL in assert_one_line(asked.stderr)
    (small / "rest").unlink()
    subprocess.run(["mount", "-o", "remount,size=60m", str(small)], check=True)
    assert_goes_on(small / "data", more)


def fill_up(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            ...


@pytest.mark.slow
def test_what_no_longer_fits_into_the_index_is_stored_and_indexed_later(data: Path, more: Path) -> None:
    """With the index on a disk of its own."""
    folder = data / "index"
    with mounted(folder, "-t", "tmpfs", "-o", "size=100k", "kutip-test"):
        with open_app(Settings(kutip_data=data)) as asking:
            asking.prepare()
            assert_told(run_kutip(data, "add", str(more)))
            assert found(asking, 7) == [title(7)]
            assert stored_titles(asking) > {title(number) for number in KEPT}
            subprocess.run(["mount", "-o", "remount,size=60m", str(folder)], check=True)
        assert_goes_on(data, more)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    fill(Settings(kutip_data=tmp_path / "data"), tmp_path / "kept.jsonl", KEPT)
    return tmp_path / "data"


@pytest.mark.slow
@pytest.mark.parametrize("most_bytes", [10, 10_000, 150_000, 400_000, 700_000])
def test_a_file_that_may_not_grow_is_told_in_one_line(data: Path, more: Path, most_bytes: int) -> None:
    assert_told(run_kutip(data, "add", str(more), most_bytes=most_bytes))
    assert_goes_on(data, more)


@pytest.mark.slow
@pytest.mark.parametrize("most_bytes", [0, 100, 2_000, 20_000])
def test_a_rebuild_that_finds_no_room_leaves_the_old_index(data: Path, more: Path, most_bytes: int) -> None:
    assert run_kutip(data, "add", str(more)).returncode == DONE
    assert_told(run_kutip(data, "rebuild", most_bytes=most_bytes))
    assert [path.name for path in (data / "index").iterdir() if path.is_dir()] == ["1"]
    asked = run_kutip(data, "ask", word(7))
    assert (asked.returncode, asked.stderr) == (DONE, "")
    assert title(7) in asked.stdout


@pytest.mark.slow
def test_a_new_library_without_room_for_anything_is_told_in_one_line(tmp_path: Path, more: Path) -> None:
    for most_bytes in (0, 10_000, 70_000):
        assert_told(run_kutip(tmp_path / "new", "add", str(more), most_bytes=most_bytes))


@pytest.mark.slow
def test_no_room_to_unpack_what_tells_languages_is_no_bug(data: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("Gempa mengguncang pulau.")
    done = run_kutip(data, "add", str(tmp_path / "text.txt"), most_bytes=200_000)
    assert done.returncode != BUG
    assert_told(done)
