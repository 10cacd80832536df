from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.errors import AddError, Fault
from index.model.records import SHARED, AddResult, Credits

HERE = frozenset({"chat:7"})


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with open_configured_library(replace(settings, kutip_chat_articles=3, kutip_chat_bytes=100)) as opened:
        yield opened


def add(library: Library, text: str, scope: str = "chat:7", **credits_: str) -> list[AddResult | AddError]:
    return list(library.add_text(text, "message", Credits(title="Kabar", **credits_), scope))  # type: ignore[arg-type]


def lines(*texts: str) -> bytes:
    return "\n".join(f'{{"title": "Kabar", "text": "{text}"}}' for text in texts).encode()


def refusals(results: list[AddResult | AddError]) -> list[tuple[object, object]]:
    return [(one.details["of"], one.details["limit"]) for one in results if isinstance(one, AddError)]


def test_the_number_of_articles_is_limited_within_a_file_and_after_it(library: Library) -> None:
    results = list(library.add_bytes(lines("satu", "dua", "tiga", "empat", "lima"), "a.jsonl", "chat:7"))
    assert [isinstance(one, AddResult) for one in results] == [True] * 3 + [False] * 2
    assert refusals(results) == [("articles", 3)] * 2
    assert refusals(add(library, "enam")) == [("articles", 3)]
    assert library.size(HERE).articles == 3
    library.remove(library.articles(HERE)[0].id, HERE)
    assert refusals(add(library, "enam")) == []


def test_the_bytes_of_headings_count(library: Library) -> None:
    text = f"Perahu berangkat.\n\n## {'b' * 60}\n\nPerahu kembali."
    assert refusals(list(library.add_bytes(text.encode(), "a.md", "chat:7"))) == []
    assert refusals(add(library, "a" * 10)) == [("bytes", 100)]
    assert refusals(add(library, "a" * 8)) == []


def test_the_bytes_of_all_articles_together_are_limited(library: Library) -> None:
    assert refusals(add(library, "é" * 40)) == []  # 80 bytes
    results = add(library, "a" * 21)
    assert refusals(results) == [("bytes", 100)]
    assert isinstance(results[0], AddError)
    assert results[0].fault is Fault.LIBRARY_FULL
    assert refusals(add(library, "a" * 20)) == []


def test_an_update_counts_only_by_what_it_adds(library: Library) -> None:
    url = "https://kabar.example/a"
    assert refusals(add(library, "a" * 90, url=url)) == []
    assert refusals(add(library, "b" * 95, url=url)) == []
    assert refusals(add(library, "c" * 101, url=url)) == [("bytes", 100)]
    _, (kept,) = library.article(library.articles(HERE)[0].id, HERE)
    assert kept.text == "b" * 95


def test_a_known_article_is_not_counted_again(library: Library) -> None:
    texts = ("satu", "dua", "tiga")
    for _ in range(2):
        assert refusals(list(library.add_bytes(lines(*texts), "a.jsonl", "chat:7"))) == []
    assert library.size(HERE).articles == 3


def test_each_library_has_its_own_quota_and_the_shared_one_has_none(library: Library) -> None:
    assert refusals(add(library, "a" * 90)) == []
    assert refusals(add(library, "b" * 90, "chat:8")) == []
    for text in "cdefg":
        assert refusals(add(library, text * 500, SHARED)) == []
    assert refusals(add(library, "h" * 11)) == [("bytes", 100)]


def test_concurrent_additions_share_one_quota(library: Library) -> None:
    with ThreadPoolExecutor(6) as threads:
        results = list(threads.map(lambda number: add(library, f"kabar {number}"), range(12)))
    assert sum(isinstance(one, AddResult) for some in results for one in some) == 3
    assert library.size(HERE).articles == 3
