from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.runtime.app import App, open_app
from bot.runtime.settings import Settings
from index.model.errors import Fault, ReadError
from index.model.records import SHARED, AddResult, Credits

HERE = frozenset({"chat:7"})


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    with open_app(replace(settings, kutip_chat_articles=3, kutip_chat_bytes=100)) as opened:
        yield opened


def add(app: App, text: str, library: str = "chat:7", **credits_: str) -> list[AddResult | ReadError]:
    return list(app.add_text(text, "message", Credits(title="Kabar", **credits_), library))  # type: ignore[arg-type]


def lines(*texts: str) -> bytes:
    return "\n".join(f'{{"title": "Kabar", "text": "{text}"}}' for text in texts).encode()


def refusals(results: list[AddResult | ReadError]) -> list[tuple[object, object]]:
    return [(one.details["of"], one.details["limit"]) for one in results if isinstance(one, ReadError)]


def test_a_chat_has_so_many_articles_and_no_more_within_a_file_or_after_it(app: App) -> None:
    results = list(app.add_bytes(lines("satu", "dua", "tiga", "empat", "lima"), "a.jsonl", "chat:7"))
    assert [isinstance(one, AddResult) for one in results] == [True] * 3 + [False] * 2
    assert refusals(results) == [("articles", 3)] * 2
    assert refusals(add(app, "enam")) == [("articles", 3)]
    assert app.size(HERE).articles == 3
    app.remove(app.sources(HERE)[0].id, HERE)
    assert refusals(add(app, "enam")) == []


def test_its_articles_have_so_many_bytes_together(app: App) -> None:
    assert refusals(add(app, "é" * 40)) == []  # 80 bytes
    results = add(app, "a" * 21)
    assert refusals(results) == [("bytes", 100)]
    assert isinstance(results[0], ReadError)
    assert results[0].fault is Fault.LIBRARY_FULL
    assert refusals(add(app, "a" * 20)) == []


def test_an_update_needs_only_the_room_that_it_takes_more(app: App) -> None:
    url = "https://kabar.example/a"
    assert refusals(add(app, "a" * 90, url=url)) == []
    assert refusals(add(app, "b" * 95, url=url)) == []
    assert refusals(add(app, "c" * 101, url=url)) == [("bytes", 100)]
    _, (kept,) = app.article(app.sources(HERE)[0].id, HERE)
    assert kept.text == "b" * 95


def test_what_is_known_needs_no_room(app: App) -> None:
    texts = ("satu", "dua", "tiga")
    for _ in range(2):
        assert refusals(list(app.add_bytes(lines(*texts), "a.jsonl", "chat:7"))) == []
    assert app.size(HERE).articles == 3


def test_the_shared_library_and_other_chats_have_room_of_their_own(app: App) -> None:
    assert refusals(add(app, "a" * 90)) == []
    assert refusals(add(app, "b" * 90, "chat:8")) == []
    for text in "cdefg":
        assert refusals(add(app, text * 500, SHARED)) == []
    assert refusals(add(app, "h" * 11)) == [("bytes", 100)]


def test_several_who_add_at_once_share_one_room(app: App) -> None:
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(lambda number: add(app, f"kabar {number}"), range(12)))
    assert sum(isinstance(one, AddResult) for some in results for one in some) == 3
    assert app.size(HERE).articles == 3
