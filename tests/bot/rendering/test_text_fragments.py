from urllib.parse import unquote

import pytest

from bot.rendering.text_fragments import link_to

PAGE = "https://news.example.org/a?b=1"
SENTENCE = "Rusia dan Ukraina sepakat."


def test_a_short_sentence_is_linked_in_full() -> None:
    assert link_to(PAGE, SENTENCE) == f"{PAGE}#:~:text=Rusia%20dan%20Ukraina%20sepakat."


def test_a_long_sentence_is_linked_by_its_ends() -> None:
    words = [f"kata{number}" for number in range(30)]
    link = link_to(PAGE, " ".join(words))
    assert link is not None
    start, end = unquote(link.partition(":~:text=")[2]).split(",")
    assert (start.split(), end.split()) == (words[:4], words[-4:])


@pytest.mark.parametrize("text", ["a-b, c & d", "50% – naik #1?", "第一,第二-第三"])
def test_characters_with_a_meaning_in_a_fragment_are_encoded(text: str) -> None:
    link = link_to(PAGE, text)
    assert link is not None
    directive = link.partition(":~:text=")[2]
    assert not set("-,& #?") & set(directive)
    assert unquote(directive) == text


def test_a_sentence_without_spaces_is_linked_by_its_ends() -> None:
    text = "第一回" * 60
    link = link_to(PAGE, text)
    assert link is not None
    start, end = unquote(link.partition(":~:text=")[2]).split(",")
    assert text.startswith(start)
    assert text.endswith(end)


def test_a_place_on_the_page_stays() -> None:
    assert link_to(f"{PAGE}#part", SENTENCE) == f"{PAGE}#part:~:text=Rusia%20dan%20Ukraina%20sepakat."


@pytest.mark.parametrize(
    "url",
    ["https://t.me/news/5", "https://example.org/report.PDF", f"{PAGE}#:~:text=x", "https://e.org/" + "a" * 990],
)
def test_where_no_fragment_helps_the_page_alone_is_linked(url: str) -> None:
    assert link_to(url, SENTENCE) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "tg://user?id=1",
        "ftp://e.org/x",
        "https://",
        "http://[x",
        "http://localhost/x",
        "https://e.org/a b",
        "https://user@e.org/",
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    assert link_to(url, SENTENCE) is None


def text_of_link(sentence: str) -> str:
    link = link_to(PAGE, sentence)
    assert link is not None
    return link.partition("#:~:text=")[2]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("Kabupaten Banyumas · 12 · 2026", "Kabupaten Banyumas"),
        ("1 · Kota Tangerang Selatan · 340", "Kota Tangerang Selatan"),
        ("– · – · Kecamatan Lumbir Timur", "Kecamatan Lumbir Timur"),
        ("SEL · 3", "SEL,-3"),
        ("3 · Rabu · Solo", "3-,Rabu"),
        ("SEL · – · 3–4", "SEL,-3–4"),
        ("A-1 · Kamis", "A-1-,Kamis"),
        ("• Kota · –", "Kota"),
    ],
)
def test_a_row_is_linked_by_a_cell_and_a_short_one_with_its_neighbour(row: str, found: str) -> None:
    directive = text_of_link(row)
    assert unquote(directive) == found
    assert "%C2%B7" not in directive


def test_a_long_cell_is_linked_by_its_ends() -> None:
    cell = " ".join(f"kata{number}" for number in range(30))
    assert unquote(text_of_link(f"Senin · {cell}")) == "kata0 kata1 kata2 kata3,kata26 kata27 kata28 kata29"


@pytest.mark.parametrize(
    "marker", ["- ", "– ", "• ", "•\u00a0", "* ", "1. ", "12) ", "(3) ", "a. ", "iv) ", "- 1. ", "▪  "]
)
def test_an_item_is_linked_without_the_sign_before_it(marker: str) -> None:
    assert unquote(text_of_link(marker + SENTENCE)) == SENTENCE


@pytest.mark.parametrize(
    "text", ["-5 derajat di Dieng.", "1.200 warga mengungsi.", "1945. Merdeka!", "2026 dimulai."]
)
def test_what_only_looks_like_a_sign_stays(text: str) -> None:
    assert unquote(text_of_link(text)) == text


def test_what_a_page_does_not_show_is_left_out() -> None:
    assert unquote(text_of_link("Rusia  dan\u00a0 Ukra\u00adina se\u200bpakat.")) == SENTENCE
    for empty in ("", " \n", "- ", "– · –", "• •", "\u00ad"):
        assert link_to(PAGE, empty) == PAGE
