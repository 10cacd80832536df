"""Make PDF files of known sentences, laid out in columns and drawn in any order."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.index.ingestion.readers.pdf.scripts import LATIN, Script

WIDTH, HEIGHT, MARGIN, GUTTER = 595.0, 842.0, 60.0, 16.0
FAMILIES = ("Times-Roman", "Helvetica", "Courier")


@dataclass
class Piece:
    """A line of text at a place; ``space`` is added to each blank in it."""

    x: float
    y: float
    text: str
    font: str
    size: float
    space: float = 0.0


@dataclass
class Made:
    """Pages with what is written on them."""

    sentences: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    pages: list[list[Piece]] = field(default_factory=list)

    def pdf(self, order: str = "read", *, turned: bool = False) -> bytes:
        """Return a file that draws its lines in the order in which they are "read", by "rows", or "shuffled".

        Args:
            turned: whether lines go upwards.
        """
        file = io.BytesIO()
        canvas = Canvas(file, pagesize=(HEIGHT, WIDTH) if turned else (WIDTH, HEIGHT))
        chance = random.Random(1)  # noqa: S311
        for pieces in self.pages:
            drawn = list(pieces)
            if order == "rows":
                drawn.sort(key=lambda piece: (-piece.y, piece.x))
            elif order == "shuffled":
                chance.shuffle(drawn)
            if turned:
                canvas.translate(HEIGHT, 0)
                canvas.rotate(90)
            for piece in drawn:
                text = canvas.beginText(piece.x, piece.y)
                text.setFont(piece.font, piece.size)
                text.setWordSpace(piece.space)
                text.textOut(piece.text)
                canvas.drawText(text)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


@dataclass(frozen=True)
class Layout:
    """How pages look."""

    columns: int = 1
    font: str = "Times-Roman"
    size: float = 10.0
    leading: float = 12.0
    justified: bool = False
    hyphenated: bool = False
    indented: bool = False
    space_between: float = 6.0
    staggered: float = 0.0
    title: str = ""
    header: str = ""
    footnotes: bool = False
    script: Script = LATIN

    @property
    def column_width(self) -> float:
        return (WIDTH - 2 * MARGIN - (self.columns - 1) * GUTTER) / self.columns


def made(layout: Layout, paragraphs: int, seed: int = 1) -> Made:
    """Return pages with so many paragraphs."""
    chance, result = random.Random(seed), Made()  # noqa: S311
    lines: list[
        tuple[str, float, float, bool]
    ] = []  # a text, its indent, the space above it, whether it is the last
    for _ in range(paragraphs):
        sentences = [layout.script.sentence(chance) for _ in range(chance.randint(1, 5))]
        result.sentences += sentences
        result.paragraphs.append(layout.script.blank.join(sentences))
        wrapped = _wrapped(result.paragraphs[-1], layout, chance)
        for number, line in enumerate(wrapped):
            first = number == 0
            indent = 12.0 if first and layout.indented else 0.0
            lines.append((line, indent, layout.space_between if first else 0.0, number == len(wrapped) - 1))
    _place(lines, layout, result)
    return result


def _wrapped(text: str, layout: Layout, chance: random.Random) -> list[str]:
    lines, line = list[str](), ""
    blank = layout.script.blank
    for word in layout.script.units(text):
        room = layout.column_width - (12.0 if layout.indented and not lines else 0.0)
        longer = f"{line}{blank}{word}" if line else word
        if stringWidth(layout.script.drawn(longer), layout.font, layout.size) <= room:
            line = longer
            continue
        cut = chance.randint(3, len(word) - 3) if layout.hyphenated and len(word) > 7 and word.isalpha() else 0
        if cut and stringWidth(f"{line} {word[:cut]}-", layout.font, layout.size) <= room:
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def _place(lines: Sequence[tuple[str, float, float, bool]], layout: Layout, result: Made) -> None:
    bottom = MARGIN + (40 if layout.footnotes else 10)
    column, y = layout.columns, 0.0
    for text, indent, space, is_last in lines:
        y -= layout.leading + space
        if column == layout.columns or y < bottom:
            column += 1
            if column >= layout.columns:
                column = 0
                result.pages.append(_furniture(layout, len(result.pages) + 1))
            y = _top(layout, result) - column * layout.staggered
        place = layout.columns - 1 - column if layout.script.is_from_right else column
        x = MARGIN + place * (layout.column_width + GUTTER)
        text = layout.script.drawn(text)
        room = layout.column_width - indent - stringWidth(text, layout.font, layout.size)
        blanks = text.count(" ")
        space_added = room / blanks if layout.justified and blanks and not is_last else 0.0
        if layout.script.is_from_right and not space_added:
            x += room
        result.pages[-1].append(Piece(x + indent, y, text, layout.font, layout.size, space_added))


def _top(layout: Layout, result: Made) -> float:
    return HEIGHT - MARGIN - (50 if layout.title and len(result.pages) == 1 else 20)


def _furniture(layout: Layout, number: int) -> list[Piece]:
    pieces = []
    if layout.title and number == 1:
        pieces.append(Piece(MARGIN, HEIGHT - MARGIN - 16, layout.title, "Helvetica-Bold", 20))
    if layout.header:
        pieces.append(Piece(MARGIN, HEIGHT - 36, layout.header, layout.font, 8))
        pieces.append(Piece(WIDTH / 2, 30, str(number), layout.font, 8))
    if layout.footnotes:
        for column in range(layout.columns):
            x = MARGIN + column * (layout.column_width + GUTTER)
            pieces.append(Piece(x, MARGIN, f"{column + 1} Catatan kaki {number}.", layout.font, 7))
    return pieces
