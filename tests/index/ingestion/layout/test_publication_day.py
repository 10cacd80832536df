from datetime import date

import pytest

from index.ingestion.layout.conventions import opening, read_layout
from index.ingestion.layout.publication_day import find_date_lines, publication_day
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle
from tests.index.parsed_paragraphs import without_heading

DAY = date(2025, 11, 4)


@pytest.mark.parametrize(
    "dateline",
    [
        "SURABAYA, 4 November 2025 - ",
        "Surabaya, 4 November 2025 — ",
        "SURABAYA, Nov 4, 2025 (Harbour Times) - ",
        "SURABAYA, November 4, 2025 – ",
        "SURABAYA, 4/11/2025 - ",
        "Surabaya (4/11/2025) - ",
        "Surabaya, Selasa (4/11/2025) - ",
        "Surabaya, Selasa, 4 November 2025: ",
        "Kabar.com, Surabaya, 4 November 2025 -- ",
        "KUALA LUMPUR, Malaysia, Nov. 4, 2025 (XYZ) -- ",
        "KABAR.com - 04/11/2025, 08:00 WIB - ",
        "4 November 2025 - ",
        "SURABAYA, 2025-11-04 - ",
        "SURABAYA, Nop 4, 2025 (XYZ) - ",
        "Surabaya, 4 Nopember 2025 - ",
        "SURABAYA, 4/11/25 - ",
        "Surabaya (04-11-25) - ",
        "Surabaya, 13 Jumadil Awal 1447 H / 4 November 2025 - ",
        "SURABAYA, Selasa, 4 November 2025 / 13 Jumadil Awal 1447 Hijriah - ",
    ],
)
def test_a_dateline_states_the_day_of_publication(dateline: str) -> None:
    lead = f"{dateline}Pelabuhan dibuka lagi pada Senin (3/11/2025) setelah banjir tahun 2019."
    assert publication_day([lead]) == DAY
    assert opening(lead).startswith("Pelabuhan")


@pytest.mark.parametrize(
    "line",
    [
        "Selasa, 4 November 2025 | 17:05 WIB",
        "Selasa, 04 Nov 2025 08:00 WIB",
        "Kabar.com - 04/11/2025, 08:00 WIB",
        "Diterbitkan 4 November 2025, 17.05 WITA",
        "Published: Nov 4, 2025 5:05 PM",
        "Tayang: Selasa, 4 November 2025 pukul 17.05 WIB",
        "Surabaya, 4 November 2025",
        "Rina Contoh | 4 November 2025 17:05 WIB",
        "2025-11-04 17:05:09",
        "Tue, 04 Nov 2025 17:05:00 +0700",
        "Tue, 04 Nov 2025 10:05:00 GMT",
        "Nov. 4, 2025, 5:05 p.m. ET",
        "November 4, 2025 at 5:05 PM GMT+7",
        "2025-11-04T17:05:09+07:00",
        "kabarNews - 04 Nop 2025, 17:05",
        "Kabar6 | 4 Nov 2025 17:05 WIB",
        "04/11/2025",
        "Selasa, 4/11/25 | 17:05 WIB",
        "04-11-25",
        "13 Jumadil Awal 1447 H / 4 November 2025",
        "Selasa, 4 November 2025 / 13 Jumadil Awal 1447 H",
        "Selasa, 4 November 2025 M / 13 Jumadil Awal 1447 H",
    ],
)
def test_a_line_with_the_day_is_no_paragraph(line: str) -> None:
    layout = read_layout(
        without_heading("Pelabuhan Dibuka Lagi", line, "Kapal pertama tiba pada Senin (3/11/2025)."), ""
    )
    assert layout.published == DAY
    assert layout.paragraphs == without_heading("Kapal pertama tiba pada Senin (3/11/2025).")


@pytest.mark.parametrize(
    "line",
    [
        "Pelabuhan Dibuka 4 November 2025",
        "Kapal tiba pada 4 November 2025 pukul 08.00 WIB.",
        "Selasa 04.31",
        "Jadwal kapal 4 November 2025 masih menunggu cuaca",
    ],
)
def test_a_sentence_or_a_headline_with_a_day_stays(line: str) -> None:
    assert not find_date_lines([line, "Air turun."])


def test_without_a_dateline_the_day_of_the_report_counts_in_a_later_paragraph_too() -> None:
    body = ["Kapal tiba.", "Pelabuhan ditutup sejak 1 Januari 2020.", '"Aman," kata dia, Selasa (4/11/2025).']
    assert publication_day(body) == DAY
    assert publication_day(body[:2]) is None


@pytest.mark.parametrize(
    "lead",
    [
        "Perang yang dimulai 24 Februari 2022 - hampir setahun lalu - belum selesai.",
        "Pada 4 November 2025 - hari jadi kota itu - warga berkumpul.",
        "Since 4 November 2025 - a holiday - the port has been closed.",
        "Kapal tiba pada 4 November 2025.",
    ],
)
def test_a_sentence_with_a_day_is_no_dateline(lead: str) -> None:
    assert publication_day([lead]) is None


@pytest.mark.parametrize(
    ("dateline", "reported", "day"),
    [
        ("LONDON, Nov. 3 (Harbour Times) - ", "Rabu (5/11/2025)", date(2025, 11, 3)),
        ("JAKARTA, 3 November - ", "Rabu (5/11/2025)", date(2025, 11, 3)),
        ("JAKARTA, Senin, 3 Nov (Kabar) — ", "Rabu (5/11/2025)", date(2025, 11, 3)),
        ("KYIV, Ukraine, March 3 - ", "Wednesday, 2 March 2022", date(2022, 3, 3)),
        ("KYIV, Jan. 2 (Kabar) - ", "Rabu (31/12/2025)", date(2026, 1, 2)),
        ("KYIV, 30 Desember (Kabar) - ", "Kamis (1/1/2026)", date(2025, 12, 30)),
        ("KYIV, Feb. 30 (Kabar) - ", "Kamis (1/1/2026)", date(2026, 1, 1)),
        ("Persik, 3 gol - ", "Kamis (1/1/2026)", date(2026, 1, 1)),
    ],
)
def test_a_dateline_without_a_year_is_of_that_of_the_event(dateline: str, reported: str, day: date) -> None:
    assert publication_day([f"{dateline}Pelabuhan dibuka lagi.", f"Kapal tiba pada {reported}."]) == day
    assert publication_day([f"{dateline}Pelabuhan dibuka lagi pada {reported}."]) == day


@pytest.mark.parametrize("line", ["Skor 10/12/14 untuk Persik", "Nomor 31/31/25", "4/11/25/7"])
def test_other_figures_are_no_days_with_short_years(line: str) -> None:
    assert not find_date_lines([line], has_title=True)


@pytest.mark.parametrize("dateline", ["SURABAYA, 31 November 2025 - ", "Surabaya (31/11/2025) - "])
def test_the_day_of_the_event_is_never_in_place_of_an_impossible_day(dateline: str) -> None:
    assert publication_day([f"{dateline}Kapal tiba pada Selasa (4/11/2025)."]) is None
    assert publication_day([f"{dateline}Kapal tiba.", "Air turun pada Selasa (4/11/2025)."]) is None


def test_rows_of_a_schedule_are_no_lines_with_the_day_of_the_article() -> None:
    rows = ["3 Maret 2025: Kapal Ana", "4 Maret 2025: Kapal Budi", "5/3/25 - Kapal Cici"]
    assert not find_date_lines(["Jadwal Kapal", *rows])
    assert find_date_lines(["Jadwal Kapal", "Selasa, 4 November 2025 | 17:05 WIB", *rows]) == {1: DAY}


@pytest.mark.parametrize(
    "lines",
    [
        ["Diperbarui: 5 Maret 2025 09.10 WIB", "Terbit: 3 Maret 2025 08.00 WIB"],
        ["Terbit: 3 Maret 2025 08.00 WIB", "Diperbarui: 5 Maret 2025 09.10 WIB"],
        ["Updated 5 March 2025, Published 3 March 2025"],
        ["Last updated on 5 March 2025", "Published: 3 March 2025"],
        ["Diupdate Rabu, 05/03/2025 | Tayang Senin, 03/03/2025"],
        ["Senin, 3 Maret 2025 | 08.00 WIB", "Di-update 5 Maret 2025"],
    ],
)
def test_the_day_of_the_publication_counts_before_that_of_an_update(lines: list[str]) -> None:
    text = "\n\n".join(["Kapal karam di Lumbir", *lines, "Kapal itu karam di dekat dermaga.", "Awaknya selamat."])
    (article,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(article, ParsedArticle)
    assert article.published == date(2025, 3, 3)
    assert list(article.texts) == ["Kapal itu karam di dekat dermaga.", "Awaknya selamat."]


def test_the_day_of_an_update_counts_where_there_is_no_other() -> None:
    text = "Kapal karam di Lumbir\n\nDiperbarui: 5 Maret 2025\n\nKapal itu karam.\n\nAwaknya selamat."
    (article,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(article, ParsedArticle)
    assert article.published == date(2025, 3, 5)
