"""Lines of dashes and the like are no text, whatever they touch, and the headline below one is the title."""

import pytest

from index.ingestion.readers import parse_bytes, parse_text
from index.model.records import Credits, ParsedArticle, ParsedParagraph

SEPARATORS = [
    "-----",
    "*****",
    "=====",
    "____",
    "* * *",
    "- - -",
    "➖➖➖",
    "— — —",
    "• • •",
    "🔥🔥🔥",
    "~~~~",
    "+++++",
]
HEADLINE = "Perahu Lumbir Berangkat Lagi"
LEAD = "Perahu itu berangkat pagi ini dari dermaga lama dan\nmembawa dua puluh orang warga desa ke seberang."
MORE = "Mereka menunggu sejak subuh karena perahu terakhir\nberlayar tiga bulan yang lalu, kata nakhoda."
TEXTS = (LEAD.replace("\n", " "), MORE.replace("\n", " "))


def article(text: str, name: str) -> ParsedArticle:
    results = parse_bytes(text.encode(), name) if name else parse_text(text, "-", Credits(title=""), 1_000_000)
    first, *_ = results
    assert isinstance(first, ParsedArticle), first
    return first


@pytest.mark.parametrize("name", ["x.txt", "x.md", ""])
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("blank", ["", "\n"])
def test_a_separator_parts_paragraphs_and_is_none(separator: str, name: str, blank: str) -> None:
    between = f"\n{blank}{separator}\n{blank}"
    assert article(f"{LEAD}{between}{MORE}", name).texts == TEXTS
    assert article(f"{LEAD}{between}{MORE}{between}", name).texts == TEXTS
    assert article(f"{LEAD}{between}{separator}\n{MORE}\n\nSelesai.", name).texts == (*TEXTS, "Selesai.")


@pytest.mark.parametrize("name", ["x.txt", "x.md", ""])
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(
    "layout",
    [
        "{0}\n{1}\n\n{2}",
        "{0}\n\n{1}\n\n{2}",
        "{0}\n{1}\n{0}\n\n{2}",
        "{0}\n\n\n{0}\n{1}\n{0}\n{2}",
        "\ufeff{0}\n{1}\n\n{2}",
        "{1}\n{0}\n{2}",
        "{0}\n\nADVERTISEMENT\n\n{1}\n\n{2}",
    ],
)
def test_the_headline_below_a_separator_is_the_title(separator: str, name: str, layout: str) -> None:
    read = article(layout.format(separator, HEADLINE, f"{LEAD}\n\n{MORE}"), name)
    assert (read.title, read.texts) == (HEADLINE, TEXTS)
    assert {paragraph.heading for paragraph in read.paragraphs} == {None}


@pytest.mark.parametrize("name", ["x.txt", "x.md", ""])
@pytest.mark.parametrize("separator", ["---", "* * *", "====="])
def test_a_separator_below_front_matter_is_no_text(separator: str, name: str) -> None:
    front = f"---\nauthor: Rina\n---\n{separator}\n{HEADLINE}\n{separator}\n\n{LEAD}\n"
    read = article(front, name)
    assert (read.title, read.author, read.texts) == (HEADLINE, "Rina", TEXTS[:1])


@pytest.mark.parametrize("underline", ["---", "====="])
def test_a_line_below_a_short_line_of_markdown_underlines_a_heading(underline: str) -> None:
    text = f"# {HEADLINE}\n\n{LEAD}\n\nTarif baru\n{underline}\n{MORE}\n"
    assert article(text, "x.md").paragraphs == (
        ParsedParagraph(TEXTS[0], None),
        ParsedParagraph(TEXTS[1], "Tarif baru"),
    )


@pytest.mark.parametrize("underline", ["---", "====="])
def test_what_markdown_would_make_a_heading_of_a_paragraph_is_text(underline: str) -> None:
    for lead in (LEAD, TEXTS[0], f"*{TEXTS[0]}*"):
        assert article(f"# {HEADLINE}\n\n{lead}\n{underline}\n{MORE}\n", "x.md").texts == TEXTS


def test_a_later_heading_of_the_first_level_is_the_title_rather_than_one_of_the_second() -> None:
    read = article(f"Kabar Lumbir\n---\n\n# {HEADLINE}\n\n{LEAD}\n", "x.md")
    assert read.title == HEADLINE
    assert article(f"Kabar Lumbir\n---\n\n{LEAD}\n", "x.md").title == "Kabar Lumbir"
    assert article(f"# # #\n\n{HEADLINE}\n\n{LEAD}\n", "x.md").title == HEADLINE


def test_code_between_tildes_with_a_name_is_closed_by_them() -> None:
    read = article(f"# {HEADLINE}\n\n~~~text\n{TEXTS[0]}\n~~~\n\n{MORE}\n", "x.md")
    assert read.texts == TEXTS


def test_an_advertisement_between_a_heading_and_its_text_ends_neither() -> None:
    text = f"{HEADLINE}\n\n{TEXTS[0]}\n\nTarif baru\n\nADVERTISEMENT\n\n{TEXTS[1]}\n"
    assert article(text, "x.txt").paragraphs[1] == ParsedParagraph(TEXTS[1], "Tarif baru")
