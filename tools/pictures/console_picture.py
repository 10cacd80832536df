"""A terminal window drawn as SVG from the text and the escape codes that were printed on it."""

from collections.abc import Iterator
from html import escape
from itertools import chain

from rich.ansi import AnsiDecoder
from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from tools.pictures.outlines import Typeface

# The colours of rich's own pictures are too faint where a text is dim.
_COLOURS = TerminalTheme(
    background=(30, 32, 38),
    foreground=(220, 223, 228),
    normal=[
        (40, 44, 52),
        (224, 108, 117),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (220, 223, 228),
    ],
)
_DIM = 0.35
_SIZE, _LEADING, _MARGIN, _BAR = 15, 21, 18, 40
_BUTTONS = ("#ff5f57", "#febc2e", "#28c840")
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"
viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<defs>
{definitions}
</defs>
<rect width="{width}" height="{height}" rx="10" fill="{background}"/>
"""


class _Window:
    """The faces and the drawn lines of one picture."""

    def __init__(self) -> None:
        files = ("DejaVuSansMono", "DejaVuSansMono-Bold", "DejaVuSansMono-Oblique", "DejaVuSansMono-BoldOblique")
        self.faces = [Typeface(f"f{number}-", f"{file}.ttf") for number, file in enumerate(files)]
        self.cell = self.faces[0].width(" ") * _SIZE

    def line(self, text: str, style: Style, column: int, y: float) -> Iterator[str]:
        """Draw the part of a line that has one style."""
        x, colour = _MARGIN + column * self.cell, _colour(style)
        yield self.faces[bool(style.bold) + 2 * bool(style.italic)].draw(text, x, y, _SIZE, colour)
        if style.underline:
            width = len(text) * self.cell
            yield f'<rect x="{x:.1f}" y="{y + 2:.1f}" width="{width:.1f}" height="1" fill="{colour}"/>'


def draw_console(printed: str, columns: int, title: str) -> str:
    """Return the SVG of a terminal with this many columns."""
    window = _Window()
    shapes = list(_title_bar(window, title, columns))
    y = float(_BAR + _SIZE)
    for line in AnsiDecoder().decode(printed.rstrip("\n")):
        column = 0
        for segment in line.render(Console(width=columns)):
            shapes += window.line(segment.text, segment.style or Style.null(), column, y)
            column += len(segment.text)
        y += _LEADING
    head = _HEAD.format(
        width=_width(window, columns),
        height=round(y - _LEADING + _MARGIN),
        title=escape(title),
        definitions="\n".join(chain.from_iterable(face.definitions() for face in window.faces)),
        background=_COLOURS.background_color.hex,
    )
    return head + "\n".join(filter(None, shapes)) + "\n</svg>\n"


def _title_bar(window: _Window, title: str, columns: int) -> Iterator[str]:
    for number, colour in enumerate(_BUTTONS):
        yield f'<circle cx="{_MARGIN + 6 + 20 * number}" cy="18" r="6" fill="{colour}"/>'
    face = window.faces[1]
    x = (_width(window, columns) - face.width(title) * 13) / 2
    yield face.draw(title, x, 23, 13, _dimmed(_COLOURS.foreground_color).hex)


def _width(window: _Window, columns: int) -> int:
    return round(columns * window.cell + 2 * _MARGIN)


def _colour(style: Style) -> str:
    colour = (style.color or Color.default()).get_truecolor(_COLOURS)
    return (_dimmed(colour) if style.dim else colour).hex


def _dimmed(colour: ColorTriplet) -> ColorTriplet:
    return blend_rgb(colour, _COLOURS.background_color, _DIM)
