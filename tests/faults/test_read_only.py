"""A folder that cannot be written to can be asked; any other command ends with one line."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.library import assert_one_line, assert_sound, run, word, write_articles

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_articles(tmp_path / "one.jsonl", 1, 1)
    write_articles(tmp_path / "two.jsonl", 2, 2)
    assert run(tmp_path / "data", "add", str(tmp_path / "one.jsonl")).returncode == 0
    return tmp_path / "data"


def assert_can_be_asked(data: Path) -> str:
    """Assert that a question is answered, and return what standard error says."""
    asked = run(data, "ask", "balai kota")
    assert (asked.returncode, word(1) in asked.stdout) == (0, True)
    return asked.stderr


def assert_only_asking_works(data: Path) -> None:
    """Assert that a line beside an answer says what is not kept, and that other commands end with one."""
    assert_one_line(assert_can_be_asked(data), "can only be read")
    assert_refused(data, ["add", str(data.parent / "two.jsonl")], ["rebuild"], ["remove", "--yes", "1"])


def assert_refused(data: Path, *commands: list[str]) -> None:
    for command in commands:
        told = run(data, *command)
        assert (told.returncode, told.stdout) == (1, ""), command
        assert_one_line(told.stderr, "permissions", "cannot be")


@contextmanager
def tried(enter: list[str], leave: list[str]) -> Iterator[None]:
    """Run a command, and undo it at the end. Skip the test where the command is not allowed."""
    done = subprocess.run(enter, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"{enter[0]} is not allowed here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(leave, check=True)


def test_a_read_only_disk_is_told(data: Path) -> None:
    bind = tried(["mount", "--bind", str(data), str(data)], ["umount", "--lazy", str(data)])
    with bind, tried(["mount", "-o", "remount,ro,bind", str(data)], ["true"]):
        assert_only_asking_works(data)
    assert assert_sound(data, [1]) == [1]


def test_a_folder_that_nobody_may_change_is_told(data: Path) -> None:
    with tried(["chattr", "-R", "+i", str(data)], ["chattr", "-R", "-i", str(data)]):
        assert_only_asking_works(data)
    assert assert_sound(data, [1]) == [1]


@pytest.mark.parametrize("engine", ["disk", "memory"])
def test_a_read_only_disk_without_an_index_can_be_asked(
    data: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(data / "index")
    monkeypatch.setenv("KUTIP_ENGINE", engine)
    with tried(["chattr", "-R", "+i", str(data)], ["chattr", "-R", "-i", str(data)]):
        assert_can_be_asked(data)
        for command in (["articles"], ["article", "1"], ["status"]):
            assert run(data, *command).returncode == 0
        assert_refused(data, ["rebuild"])
        monkeypatch.setenv("TELEGRAM_TOKEN", "1:a")
        told = run(data, "telegram")
        assert_one_line(told.stderr, "kutip.db cannot be opened for writing")


def test_an_index_that_nobody_may_change_is_told(data: Path) -> None:
    index = str(data / "index")
    with tried(["chattr", "-R", "+i", index], ["chattr", "-R", "-i", index]):
        assert assert_can_be_asked(data) == ""
        assert_refused(data, ["add", str(data.parent / "two.jsonl")], ["rebuild"])
        assert run(data, "remove", "--yes", "1").returncode == 0
    # The article is removed all the same, because the store is the truth.
    assert assert_sound(data, []) == []


@pytest.mark.parametrize("command", [["rebuild"], ["ask", "balai kota"], ["add", "two.jsonl"]])
def test_an_index_that_is_a_link_to_itself_is_told(data: Path, command: list[str]) -> None:
    shutil.rmtree(data / "index")
    (data / "index").symlink_to("index")
    told = run(data, *(str(data.parent / one) if one.endswith(".jsonl") else one for one in command))
    assert told.returncode == 1
    assert_one_line(told.stderr, "index", "cannot be written")


@pytest.mark.skipif(os.geteuid() == 0, reason="rights do not bind root; the tests above stand in")
def test_a_folder_without_the_right_to_write_is_told(data: Path) -> None:
    paths = [data, *data.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~0o222)
    try:
        assert_only_asking_works(data)
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
    assert assert_sound(data, [1]) == [1]
