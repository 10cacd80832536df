"""Make pages of newspapers: columns that are not level, with pictures, captions, headlines and initials."""

import io
import random
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.index.ingestion.readers.pdf.made_pages import HEIGHT, WIDTH
from tests.index.ingestion.readers.pdf.scripts import LATIN

_MARGIN, _TOP, _BOTTOM = 45.0, 780.0, 70.0
_SERIF, _SANS, _BOLD = "Times-Roman", "Helvetica", "Helvetica-Bold"


@dataclass
class Newspaper:
    """A page that is drawn column by column, with the texts that are written on it."""

    chance: random.Random
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=(WIDTH, HEIGHT))
        self._size = self.chance.choice([8.0, 8.5, 9.0, 10.0])
        self._leading = self._size * self.chance.choice([1.15, 1.2, 1.25])

    def pdf(self) -> bytes:
        columns, gutter = self.chance.choice([2, 3, 4]), self.chance.choice([10.0, 12.0, 16.0])
        self._width = (WIDTH - 2 * _MARGIN - (columns - 1) * gutter) / columns
        top = self._banner() if self.chance.random() < 0.6 else _TOP
        for number in range(columns):
            self._x = _MARGIN + number * (self._width + gutter)
            self._y = top - self.chance.choice([0.0, 0.0, 3.0, 5.0])
            self._column()
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _banner(self) -> float:
        """Draw a headline over all columns, and return where these begin."""
        size = self.chance.choice([22.0, 28.0, 34.0])
        title = _lines(LATIN.sentence(self.chance).rstrip(".?!"), WIDTH - 2 * _MARGIN, _BOLD, size)[0]
        self._line(title, _MARGIN, 800 - 0.8 * size, _BOLD, size)
        self.texts.append(title)
        return 800 - size - self.chance.choice([4.0, 8.0, 14.0]) - self._size

    def _column(self) -> None:
        is_first = True
        while self._y > 90:
            kind = self.chance.random()
            if kind < 0.15 and self._y > 200:
                self._picture()
                continue
            if kind < 0.3 and not is_first and self._y > 160:
                self._headline()
            text = " ".join(LATIN.sentence(self.chance) for _ in range(self.chance.randint(1, 4)))
            if self._y - self._leading * len(_lines(text, self._width, _SERIF, self._size)) < _BOTTOM:
                return
            self.texts.append(text)
            self._paragraph(text, self.chance.choice([2, 3]) if self.chance.random() < 0.15 else 0)
            is_first = False

    def _picture(self) -> None:
        height, size = self.chance.choice([60.0, 90.0]), self.chance.choice([6.5, 7.0, 7.5])
        self._canvas.rect(self._x, self._y - height + self._size, self._width, height, fill=1)
        self._y -= height + size / 2
        caption = " ".join(LATIN.sentence(self.chance) for _ in range(self.chance.randint(1, 2)))
        for line in _lines(caption, self._width, _SANS, size):
            self._line(line, self._x, self._y, _SANS, size)
            self._y -= 1.2 * size
        self.texts.append(caption)
        self._y -= 0.8 * self._leading

    def _headline(self) -> None:
        size = self.chance.choice([13.0, 15.0])
        title = _lines(LATIN.sentence(self.chance).rstrip(".?!"), self._width, _BOLD, size)[0]
        self._y -= 0.4 * size
        self._line(title, self._x, self._y, _BOLD, size)
        self.texts.append(title)
        self._y -= 0.3 * size + self._leading

    def _paragraph(self, text: str, high: int) -> None:
        """Draw a paragraph, with an initial that is so many lines ``high``; 0 for none."""
        size = self._size + 1.35 * self._leading * (high - 1)
        room = stringWidth(text[0], _SERIF, size) + 2 if high else 0.0
        if high:
            self._line(text[0], self._x, self._y - self._leading * (high - 1), _SERIF, size)
        is_justified = self.chance.random() < 0.6
        lines = _lines(text[1:] if high else text, self._width, _SERIF, self._size, room, high)
        for number, line in enumerate(lines):
            indent = room if number < high else 0.0
            left = self._width - indent - stringWidth(line, _SERIF, self._size)
            blanks = line.count(" ") if is_justified and number < len(lines) - 1 else 0
            self._line(line, self._x + indent, self._y, _SERIF, self._size, left / blanks if blanks else 0.0)
            self._y -= self._leading
        self._y -= self._leading * self.chance.choice([0.0, 0.4, 0.5])

    def _line(self, text: str, x: float, y: float, font: str, size: float, blank: float = 0.0) -> None:
        drawn = self._canvas.beginText(x, y)
        drawn.setFont(font, size)
        drawn.setWordSpace(blank)
        drawn.textOut(text)
        self._canvas.drawText(drawn)


def _lines(text: str, width: float, font: str, size: float, narrower: float = 0.0, first: int = 0) -> list[str]:
    """Return the lines of a text; the ``first`` of them are ``narrower`` than the others."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        room = width - (narrower if len(lines) <= first else 0.0)
        if not lines[-1] or stringWidth(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
