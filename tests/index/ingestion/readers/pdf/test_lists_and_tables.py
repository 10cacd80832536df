"""Lists whose numbers hang to the left, and tables in one of several columns."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.index.ingestion.readers.pdf.test_letters_of_many_sizes import HARBOUR, SCHOOL, SERIF, column, lines_of
from tests.index.ingestion.readers.pdf.test_pdf import article, drawn

ROWS = [("Dermaga", "Perahu", "Awak"), ("Kenanga", "42", "126"), ("Sawo", "17", "51"), ("Lama", "8", "24")]


@pytest.mark.parametrize("marks", [("1.", "2."), ("(a)", "(b)"), ("\u2022", "\u2022"), ("10)", "11)")])
@pytest.mark.parametrize("hang", [16, 20])
def test_the_lines_of_an_item_go_on_below_its_text(marks: tuple[str, str], hang: float) -> None:
    def draw(canvas: Canvas) -> None:
        y = 760.0
        for mark, text in zip(marks, (HARBOUR, SCHOOL), strict=True):
            canvas.setFont(SERIF, 10)
            canvas.drawString(60, y, mark)
            column(canvas, 60 + hang, y, text, 300)
            y -= 12 * len(lines_of(text, 300, SERIF, 10)) + 4

    assert article(drawn(draw)).texts == (f"{marks[0]} {HARBOUR}", f"{marks[1]} {SCHOOL}")


@pytest.mark.parametrize("is_right", [False, True])
@pytest.mark.parametrize("leading", [10.0, 11.0, 12.0, 14.0])
def test_a_table_in_one_column_takes_nothing_of_the_other(leading: float, is_right: bool) -> None:
    at, beside = (320, 60) if is_right else (60, 320)
    long = " ".join([SCHOOL] * 3)

    def draw(canvas: Canvas) -> None:
        column(canvas, at, 760, HARBOUR, 220)
        y = 760.0 - 12 * len(lines_of(HARBOUR, 220, SERIF, 10)) - 16
        canvas.setFont(SERIF, 9)
        for number, row in enumerate(ROWS):
            for place, cell in zip((0, 90, 170), row, strict=True):
                canvas.drawString(at + place, y - leading * number, cell)
        column(canvas, at, y - 4 * leading - 16, SCHOOL, 220)
        column(canvas, beside, 760, long, 220)

    read = article(drawn(draw))
    cells = [(one.text, one.heading) for one in read.paragraphs if " · " in one.text]
    assert cells == [(" · ".join(row), " · ".join(ROWS[0])) for row in ROWS[1:]]
    others = [one.text for one in read.paragraphs if " · " not in one.text]
    assert others == ([long, HARBOUR, SCHOOL] if is_right else [HARBOUR, SCHOOL, long])
