"""Questions get the same answers while the index is rebuilt and while articles arrive."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from index.library import Library
from tests.faults.library import assert_found, assert_sound, settings_of, word, write_articles

pytestmark = pytest.mark.slow
ARTICLES = 1000
QUESTIONS = ("siapa berkumpul di balai kota?", f"{word(17)} kata100", f"{word(999)} membahas kata7")


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Repeat some work in a thread, at least once. Its errors are raised at the end."""
    stop, failures = threading.Event(), list[BaseException]()

    def repeat() -> None:
        try:
            while True:
                work()
                if stop.is_set():
                    return
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if failures:
        raise failures[0]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    articles = write_articles(tmp_path / "big.jsonl", 1, ARTICLES)
    with open_configured_library(settings_of(tmp_path / "data")) as opened:
        assert len(list(opened.add([str(articles)]))) == ARTICLES
        yield opened


def quotes(library: Library) -> list[list[int]]:
    return [[quote.paragraph.id for quote in library.ask(question).quotes] for question in QUESTIONS]


def test_answers_stay_the_same_while_the_index_is_made_anew(library: Library) -> None:
    expected, rounds = quotes(library), 0
    assert all(expected)

    def ask() -> None:
        nonlocal rounds
        assert quotes(library) == expected
        rounds += 1

    with meanwhile(ask):
        for _ in range(5):
            assert library.rebuild(lambda _done, _total: None) == ARTICLES * 2
    assert rounds > 10


def test_a_second_app_answers_the_same_while_the_first_makes_the_index_anew(
    library: Library, tmp_path: Path
) -> None:
    """The second one keeps opening what the first one makes and deletes."""
    expected = quotes(library)
    with open_configured_library(settings_of(tmp_path / "data")) as other:

        def ask() -> None:
            assert quotes(other) == expected

        with meanwhile(ask), meanwhile(ask):
            for _ in range(3):
                library.rebuild(lambda _done, _total: None)


def test_what_is_added_while_the_index_is_made_anew_is_found_after(library: Library, tmp_path: Path) -> None:
    added = ARTICLES

    def add_one() -> None:
        nonlocal added
        articles = write_articles(tmp_path / "one.jsonl", added + 1, added + 1)
        assert len(list(library.add([str(articles)]))) == 1
        added += 1

    def ask() -> None:
        assert_found(library, 17)

    with meanwhile(add_one), meanwhile(ask):
        for _ in range(3):
            library.rebuild(lambda _done, _total: None)
    assert added > ARTICLES
    for number in range(ARTICLES + 1, added + 1):
        assert_found(library, number)
    assert len(assert_sound(tmp_path / "data", range(1, added + 1))) == added
