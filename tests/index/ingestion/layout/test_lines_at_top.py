from datetime import date

import pytest

from index.ingestion.layout.lines_at_top import part_lines_at_top
from index.ingestion.readers import parse_bytes, parse_text
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle

TITLE = "Pasar Ikan Ditutup"
SHORT = "Pedagang memindahkan es dan ikan ke lapangan di sebelah balai desa."
EVENT = "Kepala desa datang pada Selasa (4/11/2025)."
ADDRESS = "https://kabar.example/pasar-ikan"


def read(text: str, name: str = "x.txt") -> ParsedArticle:
    if name == "pasted":
        (article,) = parse_text(text, name, Credits(title=""), 100_000)
    else:
        (article,) = parse_bytes(text.encode(), name)
    assert isinstance(article, ParsedArticle)
    return article


def texts(article: ParsedArticle) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize("name", ["x.txt", "x.md", "pasted"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        "Senin, 3 Februari 2025 | 09:15 WIB",
        "Senin (3/2/2025)",
        "3 Februari 2025",
        "03/02/2025, 09:15 WIB",
        "2025-02-03",
        "2025-02-03T09:15:00+07:00",
        "Feb 3, 2025 9:15 a.m.",
        "Mon, 03 Feb 2025 09:15:00 +0700",
        "Kabar.com - 03/02/2025, 09:15 WIB",
        "Diterbitkan: 3 Februari 2025 09.15 WITA",
    ],
)
def test_a_day_directly_below_the_title_is_that_of_the_article(line: str, line_break: str, name: str) -> None:
    article = read(line_break.join([TITLE, line, "", SHORT, "", EVENT]), name)
    assert (article.title, article.published) == (TITLE, date(2025, 2, 3))
    assert texts(article) == [SHORT, EVENT]


@pytest.mark.parametrize("name", ["x.txt", "x.md", "pasted"])
@pytest.mark.parametrize("marks", ["", "URL: ", "Link: "])
def test_an_address_directly_below_the_title_is_that_of_the_article(marks: str, name: str) -> None:
    article = read(f"{TITLE}\n{marks}{ADDRESS}\n\n{SHORT}\n\n{EVENT}", name)
    assert (article.title, article.url) == (TITLE, ADDRESS)
    assert texts(article) == [SHORT, EVENT]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("heading", [f"{TITLE}\n", f"{TITLE}\n\n"])
def test_several_lines_below_the_title_are_read_in_any_order(order: tuple[int, ...], heading: str) -> None:
    lines = ("Oleh: Rina Sari, Kabar Senja", "Senin, 3 Februari 2025", ADDRESS)
    article = read(heading + "\n".join(lines[one] for one in order) + f"\n\n{SHORT}\n\n{EVENT}")
    assert (article.title, article.author) == (TITLE, "Rina Sari, Kabar Senja")
    assert (article.published, article.url) == (date(2025, 2, 3), ADDRESS)
    assert texts(article) == [SHORT, EVENT]


def test_an_address_below_the_title_is_no_paragraph_where_paragraphs_are_long() -> None:
    long = f"{SHORT} {SHORT}"
    article = read(f"{TITLE}\n{ADDRESS}\n\n{long}\n\n{EVENT}")
    assert (article.url, texts(article)) == (ADDRESS, [long, EVENT])


def test_two_addresses_are_not_that_of_the_article() -> None:
    article = read(f"{TITLE}\n{ADDRESS}\nhttps://kabar.example/2\n\n{SHORT}\n\n{EVENT}")
    assert article.url is None


def test_an_address_in_front_matter_wins() -> None:
    article = read(f"---\ntitle: {TITLE}\nurl: https://kabar.example/3\n---\n{ADDRESS}\n\n{SHORT}\n", "x.md")
    assert (article.url, texts(article)) == ("https://kabar.example/3", [SHORT])


@pytest.mark.parametrize(
    "text",
    [
        "Acara itu digelar pada\n4 November 2025 di balai\ndesa bersama warga.\n\nAir turun.",
        "Jembatan itu dibangun\noleh Rina Sari\ndan dua tukang.\n\nAir turun.",
        "Acara digelar Selasa,\n4 November 2025\n\nAir turun.",
        "Kapal tiba lagi sesudah\nbadai di pelabuhan Lumbir.\n\nAir turun.",
        "Judul\n=====\nAir naik.\n\nAir turun.",
    ],
)
def test_a_sentence_that_a_width_broke_stays_together(text: str) -> None:
    assert part_lines_at_top(text) == text


@pytest.mark.parametrize("name", ["x.txt", "x.md", "pasted"])
@pytest.mark.parametrize("day", ["30 Februari 2025", "31/06/2025", "2025-13-40", "February 30, 2025"])
@pytest.mark.parametrize("form", ["{}\n\n", "Senin, {} | 09:15 WIB\n\n", "\nLUMBIR, {} - "])
def test_a_day_that_no_calendar_has_costs_the_day_with_a_line(form: str, day: str, name: str) -> None:
    text = f"{TITLE}\n{form.format(day)}{SHORT}\n\n{EVENT}"
    parsed = (
        parse_text(text, name, Credits(title=""), 100_000)
        if name == "pasted"
        else parse_bytes(text.encode(), name)
    )
    article, note = parsed
    assert isinstance(article, ParsedArticle)
    assert isinstance(note, ReadError)
    assert (article.title, article.published, len(article.paragraphs)) == (TITLE, None, 2)
    assert (note.fault, note.details["value"]) == (Fault.DATE_UNREADABLE, day)


@pytest.mark.parametrize(
    "line", ["Tanggal 31 Februari 2025 tidak ada dalam kalender kita.", "Rumah 31/31/2025 roboh"]
)
def test_a_sentence_may_name_a_day_that_no_calendar_has(line: str) -> None:
    (article,) = parse_bytes(f"{TITLE}\n\n{line}\n\n{EVENT}".encode(), "x.txt")
    assert isinstance(article, ParsedArticle)
    assert article.published == date(2025, 11, 4)
