"""Pages of web archives become articles, and archives that are made to fill the memory are refused."""

import gzip
import sys
from datetime import date

import pytest

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.mutations import assert_read_or_refused
from tests.index.ingestion.readers.formats.web_archives import HTML, archive, html

FLOOD = "https://kabar.example/banjir"
SENTENCES = (
    "Sungai Bening meluap pada malam hari dan merendam tiga dusun di tepi sungai itu.",
    "Warga mengungsi ke balai desa sejak pagi, kata kepala desa kepada wartawan pada hari Kamis.",
)
PAGE = html("Banjir merendam tiga dusun", *SENTENCES)


def articles(data: bytes, name: str = "x.warc.gz") -> list[ParsedArticle]:
    return [one for one in parse_bytes(data, name) if isinstance(one, ParsedArticle)]


def fault(data: bytes, name: str = "x.warc") -> Fault:
    *_, error = parse_bytes(data, name)
    assert isinstance(error, ReadError)
    return error.fault


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["x.warc", "X.WARC.GZ"])
def test_a_page_becomes_an_article_with_its_address_and_day(packed: bool, name: str) -> None:
    (article,) = articles(archive([(FLOOD, HTML, PAGE)], packed=packed), name)
    assert article.texts == SENTENCES
    assert (article.title, article.url) == ("Banjir merendam tiga dusun", FLOOD)
    assert article.published == date(2022, 3, 4)


def test_the_day_that_a_page_states_counts_for_more() -> None:
    page = PAGE.replace(b"<head>", b'<head><meta property="article:published_time" content="2021-02-03">')
    assert articles(archive([(FLOOD, HTML, page)]))[0].published == date(2021, 2, 3)


def test_what_is_no_page_is_left_out() -> None:
    answers = [
        ("https://kabar.example/foto.png", "image/png", b"\x89PNG"),
        (FLOOD, HTML, PAGE),
        ("https://kabar.example/", HTML, b"<html><body><a href=/banjir>Banjir</a></body></html>"),
        ("dns:kabar.example", HTML, PAGE),
        (f"https://kabar.example/{'a' * 3000}", HTML, PAGE),
    ]
    *read, note = parse_bytes(archive(answers), "x.warc.gz")
    assert len(read) == 1
    assert isinstance(note, ReadError)
    assert (note.fault, note.details["count"]) == (Fault.PARTS_LEFT_OUT, 1)
    assert fault(archive([(FLOOD, HTML, PAGE)], status="404 Not Found")) is Fault.NO_PARAGRAPHS
    assert fault(archive([(FLOOD, HTML, PAGE)], kind="resource")) is Fault.NO_PARAGRAPHS


def test_a_page_in_another_encoding_is_read() -> None:
    page = html("Café di Krajan", "Café itu dibuka kembali pada hari Kamis, kata pemiliknya kepada wartawan.")
    data = page.decode().encode("cp1252")
    (article,) = articles(archive([(FLOOD, "text/html; charset=iso-8859-1", data)]))
    assert article.texts[0].startswith("Café itu")


def test_a_page_that_is_too_large_is_left_out_and_the_next_one_is_read() -> None:
    large = html("Besar", "kapal " * 100_000)
    answers = [("https://kabar.example/besar", HTML, large), (FLOOD, HTML, PAGE)]
    read = [one for one in parse_bytes(archive(answers), "x.warc.gz", 100_000) if isinstance(one, ParsedArticle)]
    assert [one.url for one in read] == [FLOOD]


@pytest.mark.parametrize(
    "data",
    [b"Halo.", b"WARC/1.0", gzip.compress(b"Halo.", mtime=0), b"\x1f\x8b\x08", b"GET / HTTP/1.1\r\n\r\n" * 9],
)
def test_what_is_no_archive_is_refused_with_one_line(data: bytes) -> None:
    assert fault(data) in (Fault.NOT_A_DOCUMENT, Fault.DOCUMENT_CUT_OFF)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [1, 3, 5, 9, 40, 150, 350, 600, 900])
def test_an_archive_that_is_cut_off_keeps_the_whole_pages_and_says_so(lost: int, packed: bool) -> None:
    data = archive([(FLOOD, HTML, PAGE), (f"{FLOOD}-lagi", HTML, PAGE)], packed=packed)
    before = len(archive([(FLOOD, HTML, PAGE)], packed=packed))
    *read, error = parse_bytes(data[:-lost], "x.warc")
    assert isinstance(error, ReadError)
    assert error.fault is Fault.DOCUMENT_CUT_OFF or not read
    assert all(isinstance(one, ParsedArticle) and one.texts == SENTENCES for one in read)
    assert len(read) >= (len(data) - lost >= before)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_ends_between_two_records_is_whole(packed: bool) -> None:
    data = archive([(FLOOD, HTML, PAGE), (f"{FLOOD}-lagi", HTML, PAGE)], packed=packed)
    assert all(isinstance(one, ParsedArticle) for one in parse_bytes(data, "x.warc"))


def test_bombs_are_refused() -> None:
    assert fault(gzip.compress(b"\0" * 50_000_000), "x.warc.gz") in (Fault.DOCUMENT_BOMB, Fault.NOT_A_DOCUMENT)
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 60000000\r\n\r\n"
    assert fault(gzip.compress(head + b"\0" * 60_000_000), "x.warc.gz") is Fault.DOCUMENT_BOMB
    inner = archive([(FLOOD, HTML, b" " * 80_000_000)])
    assert fault(inner, "x.warc.gz") is Fault.NO_PARAGRAPHS
    assert fault(b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000) is Fault.NOT_A_DOCUMENT
    assert fault(b"WARC/1.0\r\n" + b"a" * 1_000_000) is Fault.NOT_A_DOCUMENT


def test_nothing_is_written_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    data = archive([(FLOOD, HTML, PAGE)], packed=False).replace(b"\r\n\r\nWARC", b"xx\r\n\r\nWARC")
    list(parse_bytes(data, "x.warc"))
    assert capsys.readouterr() == ("", "")


def test_changed_archives_are_read_or_refused() -> None:
    data = archive([(FLOOD, HTML, PAGE), (f"{FLOOD}-lagi", HTML, PAGE)], packed=False)
    assert_read_or_refused("x.warc", data, 60)
    assert_read_or_refused("x.warc.gz", archive([(FLOOD, HTML, PAGE)]), 60)


def test_without_the_extra_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "index.ingestion.readers.formats.web_archive", raising=False)
    for module in [one for one in sys.modules if one.startswith("warcio.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "warcio", None)
    assert fault(b"WARC/1.0") is Fault.DOCUMENTS_NOT_INSTALLED
