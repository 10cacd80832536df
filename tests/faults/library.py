"""A library to break: its articles, the commands run on it, and the conditions that must hold afterwards."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index import analysis
from index.library import Library
from index.model.records import SHARED, Verdict
from index.retrieval.bm25 import open_engine
from index.retrieval.bm25.base import Engine
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.conftest import PATIENCE

ROOT = Path(__file__).parent.parent.parent
PARAGRAPHS = 2
"""The number of paragraphs of each article."""
_SAMPLE = 12


def word(number: int) -> str:
    """Return the word that only the article with this number contains, once."""
    return f"unik{number:05d}"


def write_articles(path: Path, first: int, last: int) -> Path:
    """Write JSON Lines with the articles from the first number to the last."""
    filler = random.Random(first)  # noqa: S311 - made up, and the same each time
    with path.open("w") as file:
        for number in range(first, last + 1):
            others = " ".join(f"kata{filler.randrange(20_000)}" for _ in range(25))
            paragraphs = [f"Warga {word(number)} berkumpul di balai kota.", f"Mereka membahas {others}."]
            article = {"title": f"Kabar {number}", "language": "id", "paragraphs": paragraphs}
            file.write(json.dumps(article) + "\n")
    return path


def settings_of(data: Path) -> Settings:
    return Settings(kutip_data=data)


def start(
    data: Path, *arguments: str, module: str = "bot", before: Callable[[], None] | None = None
) -> "subprocess.Popen[str]":
    """Start a command, or another module, on a library; its input stays open."""
    environment = {name: value for name, value in os.environ.items() if name != "RUST_BACKTRACE"}
    environment |= {"KUTIP_DATA": str(data), "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True, preexec_fn=before,
    )  # fmt: skip


def run(
    data: Path, *arguments: str, module: str = "bot", before: Callable[[], None] | None = None
) -> "subprocess.CompletedProcess[str]":
    with start(data, *arguments, module=module, before=before) as process:
        try:
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


@contextmanager
def looked_into(data: Path) -> Iterator[tuple[ArticleStore, Engine]]:
    """Open store and engine side by side, without anything that could repair one of them."""
    database = Database(data / "kutip.db")
    with (
        closing(database),
        closing(open_engine("disk", IndexLocation(data / "index"), analysis.terms_version())) as engine,
    ):
        yield ArticleStore(database), engine


def assert_found(library: Library, number: int) -> None:
    """Assert that the article's word finds its paragraph, once, and no other."""
    answer = library.ask(word(number))
    assert answer.verdict is Verdict.FOUND, number
    assert [quote.article.title for quote in answer.quotes] == [f"Kabar {number}"]
    assert word(number) in answer.quotes[0].paragraph.text


def sync(library: Library) -> None:
    """Sync; the worker of a killed process may still be indexing what that process stored."""
    library.sync()
    deadline = time.monotonic() + PATIENCE
    while library.is_behind():
        assert time.monotonic() < deadline
        time.sleep(0.05)
        library.sync()


def assert_sound(data: Path, reported: Collection[int]) -> list[int]:
    """Assert that opening the library repairs it: each reported article once, and an engine equal to the store.

    Return the numbers of the articles in the library.
    """
    with open_configured_library(settings_of(data)) as library:
        sync(library)
        there = numbers_in(library)
        assert len(there) == len(set(there))
        assert set(reported) <= set(there)
        sample = random.Random(1).sample(there, min(_SAMPLE, len(there)))  # noqa: S311
        for number in {*sample, *there[:1], *there[-1:], *list(reported)[-1:]}:
            assert_found(library, number)
        assert library.ask(word(99_999)).verdict is Verdict.NOT_FOUND
    assert_agree(data, len(there))
    return there


def assert_agree(data: Path, articles: int) -> None:
    with looked_into(data) as (store, engine):
        assert engine.count() == store.paragraph_count() == articles * PARAGRAPHS
        assert engine.count(frozenset({SHARED})) == engine.count()
        assert engine.generation() == store.generation()


def numbers_in(library: Library) -> list[int]:
    return [int(article.title.removeprefix("Kabar ")) for article in library.articles()]


def assert_one_line(stderr: str, *parts: str) -> None:
    """Assert that a person gets one line, without a traceback."""
    assert stderr.count("\n") == 1, stderr
    assert "Traceback" not in stderr
    for part in parts:
        assert part in stderr
