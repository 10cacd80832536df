"""Pages are read as a person reads them: each sentence whole, and none that nobody wrote."""

import io
import random
import re
import sys
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.mutations import assert_read_or_refused
from tests.index.ingestion.readers.pdf.made_pages import FAMILIES, HEIGHT, Layout, Made, Piece, made

STYLES: dict[str, dict[str, Any]] = {
    "ragged": {},
    "justified": {"justified": True},
    "hyphenated": {"justified": True, "hyphenated": True},
    "indented": {"indented": True, "space_between": 0.0, "title": "Banjir di Krajan"},
    "titled": {"title": "Banjir di Krajan", "header": "Kabar Contoh, Maret 2022", "justified": True},
    "staggered": {"staggered": 5.0, "hyphenated": True},
    "noted": {"footnotes": True, "header": "Kabar Contoh"},
}
SENTENCE = re.compile(r"[^.?!]+(?:[.?!](?=\d)[^.?!]*)*[.?!]?")


def article(data: bytes) -> ParsedArticle:
    read, *notes = parse_bytes(data, "x.pdf")
    assert isinstance(read, ParsedArticle), read
    assert not notes
    return read


def fault(data: bytes) -> Fault:
    (error,) = parse_bytes(data, "x.pdf")
    assert isinstance(error, ReadError)
    return error.fault


def test_a_file_that_is_cut_off_says_so() -> None:
    data = made(Layout(columns=1), 30).pdf()
    assert data.rstrip().endswith(b"%%EOF")
    read, note = parse_bytes(data[:-8], "x.pdf")
    assert isinstance(read, ParsedArticle)
    assert isinstance(note, ReadError)
    assert note.fault is Fault.DOCUMENT_CUT_OFF


def assert_as_written(pages: Made, read: ParsedArticle) -> None:
    """Assert that no sentence is read that is not written, and nearly all are read whole."""
    written, found = "\n".join(pages.paragraphs), "\n".join(read.texts)
    sentences = [one.strip() for text in read.texts for one in SENTENCE.findall(text)]
    others = [one for one in sentences if one and one not in written and "Catatan kaki" not in one]
    assert others == []
    whole = sum(one in found for one in pages.sentences)
    assert whole >= 0.97 * len(pages.sentences)


@pytest.mark.parametrize("order", ["read", "rows", "shuffled"])
@pytest.mark.parametrize(("columns", "style"), [*product((1, 2, 3), STYLES)])
def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn(
    columns: int, style: str, order: str
) -> None:
    layout = Layout(columns=columns, font=FAMILIES[columns % 2], **STYLES[style])
    pages = made(layout, paragraphs=11 * columns, seed=columns)
    read = article(pages.pdf(order))
    assert_as_written(pages, read)
    assert not any("Kabar Contoh" in text for text in read.texts)
    assert not layout.title or read.title == layout.title


def test_lines_that_go_upwards_are_read_too() -> None:
    pages = made(Layout(columns=2), 30)
    assert_as_written(pages, article(pages.pdf("rows", turned=True)))


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """Return a file of what is drawn."""
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    canvas.setFont("Times-Roman", 10)
    draw(canvas)
    canvas.save()
    return file.getvalue()


TABLE = [
    ("Dusun", "Warga", "Rumah"),
    ("Krajan", "120", "31"),
    ("Sukorejo", "98", "24"),
    ("Sumber", "1.204", "301"),
]


def test_a_row_of_a_table_is_a_paragraph_below_the_header() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(
            72, 760, "Sungai Bening meluap pada malam hari dan merendam tiga dusun di tepi sungai itu."
        )
        for number, row in enumerate(TABLE):
            for place, cell in zip((72, 240, 400), row, strict=True):
                canvas.drawString(place, 720 - 14 * number, cell)
        canvas.drawString(
            72, 640, "Warga mengungsi ke balai desa sejak pagi, kata kepala desa pada hari Kamis lalu."
        )

    first, *rows, last = article(drawn(draw)).paragraphs
    assert first.text.startswith("Sungai Bening")
    assert [row.text for row in rows] == ["Krajan · 120 · 31", "Sukorejo · 98 · 24", "Sumber · 1.204 · 301"]
    assert {row.heading for row in rows} == {"Dusun · Warga · Rumah"}
    assert last.text.startswith("Warga mengungsi")


def test_a_raised_figure_names_a_footnote_and_is_no_part_of_the_sentence() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 760)
        text.textOut("Sungai meluap pada malam hari.")
        text.setFont("Times-Roman", 6)
        text.setRise(4)
        text.textOut("12")
        text.setFont("Times-Roman", 10)
        text.setRise(0)
        text.textOut(" Warga mengungsi.")
        canvas.drawText(text)

    assert article(drawn(draw)).texts == ("Sungai meluap pada malam hari. Warga mengungsi.",)


@pytest.mark.parametrize(("gap", "size"), [(40, 10), (24, 10), (40, 8), (14, 8)])
def test_pages_that_repeat_each_other_keep_the_first_lines_of_their_columns(gap: int, size: int) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 4):
            canvas.setFont("Times-Roman", size)
            canvas.drawString(72, 800, "Kabar Contoh, Maret 2022")
            canvas.setFont("Times-Roman", 10)
            for line in range(20):
                y = 800 - gap - 12 * line
                canvas.drawString(72, y, f"Baris kiri {line}, sungai meluap pada malam hari dan")
                canvas.drawString(330, y, f"Baris kanan {line}, warga mengungsi sejak pagi dari")
            canvas.drawString(300, 30, str(number))
            canvas.showPage()

    read = "\n".join(article(drawn(draw)).texts)
    assert [read.count(f"Baris {side} {line},") for side in ("kiri", "kanan") for line in (0, 1, 19)] == [3] * 6
    assert "Kabar Contoh" not in read


@pytest.mark.parametrize(("end", "joined"), [("kata", True), ("kata Sari.", False)])
def test_a_name_at_the_top_of_a_column_goes_on_with_a_sentence(end: str, joined: bool) -> None:
    left = [
        "Sungai Bening meluap pada malam",
        "hari dan merendam tiga dusun di tepi",
        f"sungai itu sejak pagi, {end}",
    ]
    right = [
        "Budi kepada wartawan pada hari",
        "Kamis. Warga mengungsi ke balai desa",
        "sejak pagi, dan sekolah libur.",
    ]

    def draw(canvas: Canvas) -> None:
        for number, lines in enumerate((left, right)):
            fillers = [f"Baris {number}{place} yang penuh sampai ke tepi." for place in range(3)]
            for place, line in enumerate([*lines, *fillers] if number else [*fillers, *lines]):
                canvas.drawString(72 + 260 * number, 760 - 12 * place, line)

    read = "\n".join(article(drawn(draw)).texts)
    assert ("kata Budi kepada wartawan" in read) is joined


def test_a_paragraph_goes_on_on_the_next_page_below_its_header() -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(("Sungai meluap pada malam", "hari dan merendam desa."), start=1):
            canvas.setFont("Times-Roman", 10)
            canvas.drawString(72, HEIGHT - 30, f"Kabar Contoh {number}")
            canvas.drawString(72, 400, line)
            canvas.drawString(300, 20, f"Halaman {number} dari 2")
            canvas.showPage()

    read = article(drawn(draw))
    assert read.texts == ("Sungai meluap pada malam hari dan merendam desa.",)
    assert read.paragraphs[0].page == 1  # where it begins


def test_chinese_lines_are_joined_without_a_space() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(("昨天晚上河水泛滥，村", "民被迫离开家园。")):
            canvas.drawString(72, 700 - 16 * number, line)

    assert article(drawn(draw)).texts == ("昨天晚上河水泛滥，村民被迫离开家园。",)


def test_pages_without_text_are_told_and_not_guessed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(72, 72, 300, 300, fill=1)
        canvas.showPage()
        canvas.drawString(72, 700, "Sungai meluap pada malam hari.")
        canvas.showPage()
        canvas.rect(72, 72, 300, 300, fill=1)

    read, note = parse_bytes(drawn(draw), "x.pdf")
    assert isinstance(read, ParsedArticle)
    assert isinstance(note, ReadError)
    assert (note.fault, note.is_note, note.details["pages"]) == (Fault.PAGES_WITHOUT_TEXT, True, [1, 3])
    assert fault(drawn(lambda canvas: canvas.rect(72, 72, 9, 9))) is Fault.NO_TEXT_IN_PAGES


def test_what_only_the_owner_can_open_is_refused() -> None:
    locked = StandardEncryption("rahasia", ownerPassword="rahasia")
    assert fault(drawn(lambda canvas: canvas.drawString(9, 9, "x"), encrypt=locked)) is Fault.DOCUMENT_PROTECTED


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"Halo.", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>"]
)
def test_what_is_no_pdf_is_refused_with_one_line(data: bytes) -> None:
    assert fault(data) is Fault.NOT_A_DOCUMENT


def test_without_the_extra_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [one for one in sys.modules if one.startswith("index.ingestion.readers.pdf.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert fault(b"%PDF-1.7") is Fault.DOCUMENTS_NOT_INSTALLED


def test_changed_files_are_read_or_refused() -> None:
    assert_read_or_refused("x.pdf", made(Layout(columns=2, title="Banjir", header="Kabar"), 4).pdf("rows"), 200)


@pytest.mark.parametrize("seed", range(40))
def test_words_that_lie_one_over_the_other_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    sizes = chance.choice([[4.0], [10.0], [30.0], [5.0, 5.0, 12.0, 20.0], [7.0, 10.0, 10.0, 34.0]])
    words = ["kapal", "k", "1. karam", ".", "-", "2", "12"]
    pieces = [
        Piece(
            chance.uniform(-50, 600),
            chance.uniform(-50, 850),
            chance.choice(words),
            "Helvetica",
            chance.choice(sizes),
        )
        for _ in range(chance.randrange(1, 900))
    ]
    for result in parse_bytes(Made(pages=[pieces]).pdf(), "x.pdf"):
        assert isinstance(result, ParsedArticle | ReadError)
