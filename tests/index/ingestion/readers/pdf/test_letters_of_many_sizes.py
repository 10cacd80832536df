"""Letters of different sizes that stand beside or above each other belong to lines of their own."""

from collections.abc import Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.index.ingestion.readers.pdf.test_pdf import SENTENCE, article, drawn

SERIF, SANS = "Times-Roman", "Helvetica"
HARBOUR = (
    "Nelayan Teluk Kenanga kembali melaut setelah badai reda pada hari Rabu. Sebanyak 42 perahu berangkat "
    "sebelum fajar dari dermaga lama. Harga ikan tongkol turun menjadi 18 ribu rupiah sekilo, kata pedagang."
)
SCHOOL = (
    "Gedung sekolah di Bukit Sawo selesai dibangun dalam tujuh bulan dengan dana desa. Murid kelas satu masuk "
    "pada bulan Juli. Kepala sekolah menerima 64 pendaftar, dua kali lebih banyak daripada tahun lalu."
)


def lines_of(text: str, width: float, font: str, size: float, narrower: float = 0.0, first: int = 0) -> list[str]:
    """Return the lines of a text; the ``first`` of them are ``narrower`` than the others."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        room = width - (narrower if len(lines) <= first else 0.0)
        if stringWidth(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def column(
    canvas: Canvas, x: float, y: float, text: str, width: float, size: float = 10, font: str = SERIF
) -> None:
    canvas.setFont(font, size)
    for number, line in enumerate(lines_of(text, width, font, size)):
        canvas.drawString(x, y - 1.2 * size * number, line)


def with_initial(
    canvas: Canvas, x: float, y: float, text: str, width: float, lines: int, letters: int = 1
) -> None:
    """Draw a text whose first letters stand as high as so many lines."""
    size = 17.5 * lines - 5
    room = stringWidth(text[:letters], SERIF, size) + 3
    canvas.setFont(SERIF, size)
    canvas.drawString(x, y - 12 * (lines - 1), text[:letters])
    canvas.setFont(SERIF, 10)
    for number, line in enumerate(lines_of(text[letters:].strip(), width, SERIF, 10, room, lines)):
        canvas.drawString(x + (room if number < lines else 0), y - 12 * number, line)


@pytest.mark.parametrize("lines", [2, 3, 4])
@pytest.mark.parametrize("width", [200, 235, 460])
def test_an_initial_is_the_first_letter_of_its_first_line(lines: int, width: float) -> None:
    assert article(drawn(lambda canvas: with_initial(canvas, 60, 760, HARBOUR, width, lines))).texts == (HARBOUR,)


def test_each_column_may_have_an_initial() -> None:
    def draw(canvas: Canvas) -> None:
        with_initial(canvas, 60, 760, HARBOUR, 225, 3)
        with_initial(canvas, 310, 760, SCHOOL, 225, 3)

    assert article(drawn(draw)).texts == (HARBOUR, SCHOOL)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        (f"“{HARBOUR}”", 2),
        ("A boat sank off the cape on Friday. Every boat in the bay looked for the crew, and two were found.", 1),
        ("7 perahu tenggelam di Teluk Kenanga pada hari Jumat. Awak kapal selamat dan dibawa ke dermaga lama.", 1),
        ("PARA NELAYAN Teluk Kenanga kembali melaut pada hari Rabu setelah badai reda di semua perairan.", 1),
    ],
)
def test_an_initial_may_be_a_word_a_figure_or_behind_a_quotation_mark(text: str, letters: int) -> None:
    assert article(drawn(lambda canvas: with_initial(canvas, 60, 760, text, 220, 2, letters))).texts == (text,)


def test_an_initial_on_the_first_line_rises_above_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SERIF, 30)
        canvas.drawString(60, 760, HARBOUR[0])
        canvas.setFont(SERIF, 10)
        for number, line in enumerate(lines_of(HARBOUR[1:], 300, SERIF, 10)):
            canvas.drawString(60 if number else 83, 760 - 12 * number, line)

    assert article(drawn(draw)).texts == (HARBOUR,)


@pytest.mark.parametrize("size", [6, 7, 8])
@pytest.mark.parametrize("top", [760, 758, 755, 751])
def test_a_column_of_small_letters_beside_one_of_large_ones_is_read_by_itself(size: float, top: float) -> None:
    def draw(canvas: Canvas) -> None:
        column(canvas, 60, 760, f"{HARBOUR} {HARBOUR}", 300)
        column(canvas, 400, top, f"{SCHOOL} {SCHOOL}", 130, size, SANS)

    assert {*article(drawn(draw)).texts} == {f"{HARBOUR} {HARBOUR}", f"{SCHOOL} {SCHOOL}"}


def test_a_caption_of_several_lines_is_not_mixed_with_the_columns_around_it() -> None:
    caption = "Foto: perahu nelayan bersandar di dermaga lama Teluk Kenanga menjelang badai, Selasa sore lalu"

    def draw(canvas: Canvas) -> None:
        column(canvas, 60, 760, HARBOUR, 220)
        column(canvas, 60, 560, caption, 220, 7, SANS)
        column(canvas, 60, 520, SCHOOL, 220)
        column(canvas, 310, 760, " ".join([SCHOOL, HARBOUR] * 4), 220)

    sentences = {one.strip() for text in article(drawn(draw)).texts for one in text.split(". ")}
    written = ". ".join([HARBOUR, SCHOOL, caption])
    assert [one for one in sentences if one.rstrip(".") not in written] == []


@pytest.mark.parametrize(("size", "below"), [(30, 17), (24, 14), (40, 22)])
def test_a_headline_does_not_take_the_line_right_below_it(size: float, below: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(f"{SANS}-Bold", size)
        canvas.drawString(60, 760, "Melaut lagi")
        column(canvas, 60, 760 - below, HARBOUR, 300)

    read = article(drawn(draw))
    assert (read.title, read.texts) == ("Melaut lagi", (HARBOUR,))


def raised(parts: Sequence[tuple[str, float]]) -> bytes:
    """Return a file with one line, of texts that are raised or lowered by so many points."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        for part, rise in parts:
            text.setFont(SERIF, 6 if rise else 10)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    return drawn(draw)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("Kadar CO", 0), ("2", -2), (" naik.", 0)], "Kadar CO2 naik."),
        ([("Luasnya 120 km", 0), ("2", 4), (" lebih.", 0)], "Luasnya 120 km2 lebih."),
        ([("Kata Sari,", 0), ("3", 4), (" itu benar.", 0)], "Kata Sari, itu benar."),
        ([("Pada abad ke-20", 0), ("12", 4), (" itu.", 0)], "Pada abad ke-20 itu."),
        ([("On the 4", 0), ("th", 4), (" of May.", 0)], "On the 4th of May."),
    ],
)
def test_figures_that_are_lowered_or_the_power_of_a_unit_stay(
    parts: Sequence[tuple[str, float]], text: str
) -> None:
    assert article(raised(parts)).texts == (text,)


@pytest.mark.parametrize("size", [13, 16])
@pytest.mark.parametrize("first", [0, 4, 7])
def test_a_sentence_in_large_letters_between_two_columns_parts_neither(size: float, first: int) -> None:
    left, right = " ".join([HARBOUR, SCHOOL] * 3), " ".join([SCHOOL, HARBOUR] * 3)
    pulled, room = (
        ("Kami melaut", "lagi setelah", "badai reda"),
        range(first, first + 1 + round(3 * size * 1.2 / 12)),
    )

    def draw(canvas: Canvas) -> None:
        canvas.setFont(SERIF, 10)
        for x, text, indent in ((60, left, 0), (310, right, 55)):
            words, number = text.split(), 0
            while words:
                line, width = "", 170 if number in room else 225
                while words and stringWidth(f"{line} {words[0]}".strip(), SERIF, 10) <= width:
                    line = f"{line} {words.pop(0)}".strip()
                canvas.drawString(x + (indent if number in room else 0), 760 - 12 * number, line)
                number += 1
        canvas.setFont(SANS, size)
        for number, line in enumerate(pulled):
            canvas.drawString(242, 757 - 12 * first - 1.2 * size * number, line)

    sentences = [one.strip() for text in article(drawn(draw)).texts for one in SENTENCE.findall(text)]
    assert [one for one in sentences if one not in f"{left}\n{right}"] == []


def test_a_headline_over_two_of_four_columns_stays_above_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(4):
            x = 40 + 132 * number
            if number in (1, 2):
                column(canvas, x, 760, HARBOUR, 120, 8)
                column(canvas, x, 560, SCHOOL, 120, 8)
            else:
                column(canvas, x, 760, " ".join([HARBOUR, SCHOOL] * 2), 120, 8)
        canvas.setFont(f"{SANS}-Bold", 18)
        canvas.drawString(172, 585, "Sekolah Sawo dibuka")

    below = [one.heading for one in article(drawn(draw)).paragraphs if one.text == SCHOOL]
    assert below == ["Sekolah Sawo dibuka"] * 2
