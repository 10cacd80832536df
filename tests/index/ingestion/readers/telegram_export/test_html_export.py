"""The posts of messages.html are articles."""

import io
from datetime import date
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingestion.readers import parse, parse_bytes
from index.ingestion.readers.base import ReadResult
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.telegram_export.exports import LEAD, message, page


def read(data: bytes) -> list[ReadResult]:
    return list(parse_bytes(data, "messages2.html"))


def article(data: bytes) -> ParsedArticle:
    (found,) = read(data)
    assert isinstance(found, ParsedArticle)
    return found


@pytest.mark.usefixtures("jakarta")
def test_a_post_is_an_article_with_its_first_line_as_title() -> None:
    text = f"<strong>Jembatan baru dibuka</strong><br><br>Pemerintah <em>kota</em>\n{LEAD.partition('kota ')[2]}"
    found = article(page(message(7, text)))
    assert (found.title, found.texts) == ("Jembatan baru dibuka", (LEAD,))
    assert (found.publisher, found.published, found.author) == ("Kabar Contoh", date(2022, 3, 3), None)
    assert found.origin == "post:title:Kabar Contoh/7"


def test_what_stands_beside_a_text_is_no_part_of_it() -> None:
    beside = """<div class="reply_to details">In reply to <a href="#go_to_message4">this message</a></div>
    <div class="media_wrap clearfix"><a class="photo_wrap" href="1.jpg"><div class="title bold">Foto</div></a>
    </div>"""
    assert article(page(message(7, LEAD, beside))).texts == (LEAD,)


def test_a_forwarded_post_names_who_wrote_it() -> None:
    forwarded = f"""<div class="forwarded body"><div class="from_name">
    Radio Contoh <span class="date details" title="01.03.2022 08:00:00">01.03.2022</span></div>
    <div class="text">{LEAD}</div></div>"""
    found = article(page(message(7, LEAD).replace(f'<div class="text">\n{LEAD}\n</div>', forwarded)))
    assert (found.texts, found.original_source, found.author) == ((LEAD,), "Radio Contoh", None)


def test_a_poll_is_its_question_with_the_options_below() -> None:
    poll = """<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">
    Siapa wali kota pilihanmu?</div><div class="details">Anonymous poll</div>
    <div class="answer">- Rina <span class="details">3 votes</span></div><div class="answer">- Budi</div>
    <div class="total details">3 votes</div></div></div>"""
    assert article(page(message(7, "", poll))).texts == ("Siapa wali kota pilihanmu?", "Rina", "Budi")


def test_the_writer_of_a_joined_message_is_that_of_the_one_before() -> None:
    joined = message(8, f"{LEAD} Lalu.").replace('<div class="from_name">\nKabar Contoh\n</div>', "")
    group = page(message(7, LEAD, writer="Rina"), joined, title="Warga")
    assert [one.author for one in read(group) if isinstance(one, ParsedArticle)] == ["Rina", "Rina"]


def test_what_says_nothing_is_one_error() -> None:
    (error,) = read(page(message(7, "Selamat pagi"), message(8, "https://kabar.example/a")))
    assert isinstance(error, ReadError)
    assert error.fault is Fault.NO_POSTS


@pytest.mark.parametrize("filler", [b"<div>" * 700_000, b"a" * 3_000_000])
def test_a_part_larger_than_an_article_is_one_error(filler: bytes) -> None:
    (*_, error) = read(page()[:-40] + filler)
    assert isinstance(error, ReadError)
    assert error.fault in (Fault.TOO_LARGE, Fault.EXPORT_BROKEN)


@pytest.mark.parametrize("lost", [2, 60, 100])
def test_the_posts_before_a_cut_are_read_and_a_line_says_so(lost: int) -> None:
    first, error = read(page(message(7, LEAD), message(8, f"{LEAD} Lagi."))[:-lost])
    assert isinstance(first, ParsedArticle)
    assert isinstance(error, ReadError)
    assert error.fault is Fault.EXPORT_BROKEN


def test_posts_come_before_the_file_is_read_to_its_end() -> None:
    data = page(*(message(number, f"{LEAD} Nomor {number}.") for number in range(1, 2_000)))
    file = io.BytesIO(data)
    results = parse(
        cast("io.BufferedReader", io.BufferedReader(cast("io.RawIOBase", file))), "messages.html", 2_000_000
    )
    next(results)
    assert file.tell() < len(data) / 2
    assert sum(1 for _ in results) == 1_998


WHOLE = page(message(1, LEAD), message(2, "a<br>b"))


@given(at=st.integers(200, len(WHOLE)), cut=st.integers(0, 9), new=st.binary(max_size=9))
@settings(max_examples=200)
def test_mutated_pages_are_articles_and_errors(at: int, cut: int, new: bytes) -> None:
    assert read(WHOLE[:at] + new + WHOLE[at + cut :])
