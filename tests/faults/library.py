"""A library of articles that can be told apart by one word each, and what has to be true of it after a fault."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.app import App, open_app
from bot.settings import Settings
from index.models import SHARED

ROOT = Path(__file__).parent.parent.parent
PARAGRAPHS = 2
"""Of each article."""


def write_articles(path: Path, numbers: Iterable[int]) -> Path:
    """Write a JSON Lines file of articles with these numbers, and return its path."""
    with path.open("w", encoding="utf-8") as file:
        for number in numbers:
            texts = [f"Kejadian {word(number)} dilaporkan di kota.", f"Warga melihat n{number}n lalu pulang."]
            fields = {"title": title(number), "language": "id", "paragraphs": texts}
            file.write(json.dumps(fields) + "\n")
    return path


def title(number: int) -> str:
    return f"Judul {number}"


def word(number: int) -> str:
    """Returns what stands in the first paragraph of this article and nowhere else."""
    return f"w{number}w"


def found(app: App, number: int) -> list[str]:
    """Returns the titles of the articles quoted for the word of this one."""
    return [quote.article.title for quote in app.ask(word(number)).quotes]


def assert_agrees(app: App) -> None:
    """The engine holds what the store does."""
    assert app._engine.generation() == app._store.generation()
    assert app._engine.count() == app._store.paragraph_count() == PARAGRAPHS * app.size().articles


def assert_holds(app: App, reported: Iterable[int], sample: Iterable[int]) -> None:
    """Each article that was reported is there once, and those of the sample are found by their words."""
    titles = [article.title for article in app.sources()]
    assert len(titles) == len(set(titles))
    missing = {title(number) for number in reported} - set(titles)
    assert not missing
    assert_agrees(app)
    for number in sample:
        assert found(app, number) == [title(number)]


def fill(settings: Settings, path: Path, numbers: Iterable[int]) -> None:
    """Make a library of these articles."""
    with open_app(settings) as app:
        for result in app.add_bytes(write_articles(path, numbers).read_bytes(), path.name, SHARED):
            assert not isinstance(result, Exception), result


def environment(data: Path) -> Mapping[str, str]:
    """Returns what a process needs that works on the library in this folder."""
    return {**os.environ, "KUTIP_DATA": str(data), "PYTHONPATH": str(ROOT)}


def start(data: Path, *arguments: str, most_bytes: int | None = None) -> "subprocess.Popen[str]":
    """Start Python with these arguments, to be ended by who starts it.

    Args:
        most_bytes: that a file may have; to write more fails, as on a full disk.
    """
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(data),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if most_bytes is None else lambda: _limit_files(most_bytes),
    )


def _limit_files(most_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))  # Python ignores the signal


def run_kutip(data: Path, *arguments: str, most_bytes: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    with start(data, "-m", "bot", *arguments, most_bytes=most_bytes) as process:
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def assert_one_line(text: str) -> str:
    """Returns the one line that a person is told."""
    assert "Traceback" not in text
    (line,) = text.splitlines()
    return line


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[None]:
    """Mount something on a folder for a while, or skip the test where that is not allowed."""
    mounting = shutil.which("mount")
    done = subprocess.run([mounting, *options, str(folder)], capture_output=True, text=True) if mounting else None
    if done is None or done.returncode:
        pytest.skip(f"nothing may be mounted here: {done.stderr.strip() if done else 'there is no mount'}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
