"""A folder that cannot be written to ends a command with one line."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.library import assert_one_line, assert_sound, run, write_articles

pytestmark = pytest.mark.slow
COMMANDS = ("add", "ask", "rebuild", "remove")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_articles(tmp_path / "one.jsonl", 1, 1)
    write_articles(tmp_path / "two.jsonl", 2, 2)
    assert run(tmp_path / "data", "add", str(tmp_path / "one.jsonl")).returncode == 0
    return tmp_path / "data"


def assert_each_command_says_so(data: Path, *parts: str) -> None:
    arguments = {"add": [str(data.parent / "two.jsonl")], "ask": ["balai kota"], "rebuild": [], "remove": ["1"]}
    for command in COMMANDS:
        told = run(data, command, *arguments[command])
        assert (told.returncode, told.stdout) == (1, ""), command
        assert_one_line(told.stderr, "permissions", *parts)


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
        assert_each_command_says_so(data, "kutip.db cannot be opened for writing")
    assert assert_sound(data, [1]) == [1]


def test_a_folder_that_nobody_may_change_is_told(data: Path) -> None:
    with tried(["chattr", "-R", "+i", str(data)], ["chattr", "-R", "-i", str(data)]):
        assert_each_command_says_so(data, "kutip.db cannot be opened for writing")
    assert assert_sound(data, [1]) == [1]


def test_an_index_that_nobody_may_change_is_told(data: Path) -> None:
    index = str(data / "index")
    with tried(["chattr", "-R", "+i", index], ["chattr", "-R", "-i", index]):
        # A question fails, too, because tantivy takes a lock to read.
        assert_each_command_says_so(data, "The search index in", "cannot be written")
    # The article is removed all the same, because the store is the truth.
    assert assert_sound(data, []) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="rights do not bind root; the tests above stand in")
def test_a_folder_without_the_right_to_write_is_told(data: Path) -> None:
    paths = [data, *data.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~0o222)
    try:
        assert_each_command_says_so(data, "kutip.db")
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
    assert assert_sound(data, [1]) == [1]
