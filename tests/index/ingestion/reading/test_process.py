"""A reading process reads as this process does, and is killed where a reading costs too much."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.process import ReadingBug, ReadingProcess
from index.ingestion.reading.requests import FileRequest, PageRequest, Request, TextRequest, read
from index.model.article_size import DEFAULT_ARTICLE_BYTES, MOST_PARAGRAPHS
from index.model.errors import Fault, ReadError
from index.model.records import Credits
from tests.conftest import PATIENCE

EXAMPLES = sorted((Path(__file__).parents[4] / "examples" / "articles").iterdir())
STATED = Credits(title="Judul \ud800", publisher="Kabar", published=date(2022, 3, 3), url="https://a.example/b")
ODD = "tests.index.ingestion.reading.odd_reader"
LIMITS = ReadingLimits(cpu_seconds=1, seconds=PATIENCE, output_bytes=1_000_000)


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    started = ReadingProcess(ReadingLimits(cpu_seconds=PATIENCE, seconds=PATIENCE))
    yield started
    started.end()


def plain(results: list[object]) -> list[object]:
    return [(one.fault, one.details) if isinstance(one, ReadError) else one for one in results]


@pytest.mark.parametrize(
    "request_",
    [
        *(FileRequest(path.read_bytes(), path.name) for path in EXAMPLES),
        FileRequest(b'{"text": "Satu."}\n{"teks": 2}\n{"text": "Tiga."}\n', "a.jsonl"),
        FileRequest(b"\x00\x01\x02", "a.txt"),
        FileRequest(b"", "a.md"),
        FileRequest(b"a", "a.exe"),
        TextRequest("Banjir \ud800 di kota.\n\nTanggul jebol.", "pesan", STATED),
        TextRequest("---\ntitle: [\n---\nIsi.", "pesan", STATED),
        PageRequest("http://127.0.0.1:1/"),
        PageRequest("http://a..b/\ud800"),
    ],
    ids=lambda request: type(request).__name__,
)
def test_it_reads_as_this_process_does(request_: Request, process: ReadingProcess) -> None:
    assert plain([*process.read(request_)]) == plain([*read(request_, DEFAULT_ARTICLE_BYTES)])
    assert process.is_alive()


def test_an_article_of_many_paragraphs_is_refused_where_it_is_read(process: ReadingProcess) -> None:
    (error,) = process.read(FileRequest(b"x\n\n" * 6000, "banyak.txt"))
    assert isinstance(error, ReadError)
    assert error.fault is Fault.TOO_MANY_PARAGRAPHS
    assert error.details == {"source": "banyak.txt", "count": 5999, "limit": MOST_PARAGRAPHS}


def test_a_file_of_very_many_articles_is_read_in_part(process: ReadingProcess) -> None:
    *articles, error = process.read(FileRequest(b'{"text": "Banjir."}\n' * 6000, "banyak.jsonl"))
    assert len(articles) == LIMITS.articles == 5000
    assert isinstance(error, ReadError)
    assert error.fault is Fault.TOO_MANY_ARTICLES
    assert error.details == {"source": "banyak.jsonl", "limit": 5000}


@pytest.mark.parametrize(
    ("act", "limits"),
    [
        ("spin", LIMITS),
        ("hang", replace(LIMITS, seconds=1.0)),
        ("grow", LIMITS),
        ("flood", LIMITS),
        ("recurse", LIMITS),
        ("die", LIMITS),
    ],
)
def test_a_reading_that_costs_too_much_is_stopped_and_said_to_be(act: str, limits: ReadingLimits) -> None:
    process = ReadingProcess(limits, ODD)
    (error,) = process.read(FileRequest(act.encode(), "jahat.odd"))
    assert isinstance(error, ReadError)
    assert (error.fault, error.details) == (Fault.READING_STOPPED, {"source": "jahat.odd"})
    assert not process.is_alive()
    process.end()


def test_what_a_library_prints_is_no_result() -> None:
    process = ReadingProcess(LIMITS, ODD)
    assert len(process.read(FileRequest(b"write", "a.odd"))) == 1
    assert len(process.read(FileRequest(b"", "a.odd"))) == 1
    process.end()


def test_a_bug_is_reported_by_its_place_alone() -> None:
    process = ReadingProcess(LIMITS, ODD)
    with pytest.raises(ReadingBug, match=r"RuntimeError in .*odd_reader.py:\d+") as failed:
        process.read(FileRequest(b"fail", "a.odd"))
    assert "rahasia" not in str(failed.value)
    process.end()


def test_a_process_that_has_grown_ends_after_its_answer_and_is_known_to() -> None:
    process = ReadingProcess(LIMITS, ODD)
    assert len(process.read(FileRequest(b"keep", "a.odd"))) == 1
    assert not process.is_alive()
    process.end()


def test_a_process_that_is_dead_before_it_is_asked_reads_nothing() -> None:
    process = ReadingProcess(LIMITS)
    process.stop()
    (error,) = process.read(TextRequest("Banjir.", "pesan", STATED))
    assert isinstance(error, ReadError)
    assert error.fault is Fault.READING_STOPPED
    process.end()
