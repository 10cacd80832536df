"""A chat drawn as SVG: bubbles, a quote with its bar, buttons. It uses no font and no address outside the file."""

from collections.abc import Sequence
from html import escape

from tests.botapi.server import Message
from tools.pictures.chat_text import Line, Piece, paragraphs, wrapped
from tools.pictures.outlines import Typeface

WIDTH = 480
_MARGIN, _GAP = 14, 12
_WIDEST_BUBBLE = 412
_PADDING = 12
_SIZE, _LEADING = 14, 21
_BASELINE = 15
_BUTTON_HEIGHT, _BUTTON_GAP, _BUTTON_SIZE = 34, 4, 13
_QUOTE_INSET, _QUOTE_PADDING, _QUOTE_END = 12, 6, 28
_TEXT, _ACCENT, _BUTTON = "#0f1419", "#1f78bd", "#4f7d74"
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img"
viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>{title}</title>
<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
<stop offset="0" stop-color="#d9e6c5"/><stop offset="0.5" stop-color="#bfdccb"/>
<stop offset="1" stop-color="#a9d0cf"/>
</linearGradient>
{definitions}
</defs>
<rect width="{width}" height="{height}" rx="12" fill="url(#wall)"/>
"""


def draw_chat(messages: Sequence[Message], title: str) -> str:
    """Return the SVG of a chat. The bot's messages stand on the left."""
    return _Chat().draw(messages, title)


class _Chat:
    """The two faces of one picture, and what is drawn with them."""

    def __init__(self) -> None:
        self._regular = Typeface("r", "DejaVuSans.ttf")
        self._bold = Typeface("b", "DejaVuSans-Bold.ttf")

    def draw(self, messages: Sequence[Message], title: str) -> str:
        drawn: list[str] = []
        y = float(_MARGIN)
        for message in messages:
            shapes, bottom = self._message(message, y)
            drawn += shapes
            y = bottom + _GAP
        head = _HEAD.format(
            width=WIDTH,
            height=round(y - _GAP + _MARGIN),
            title=escape(title),
            definitions="\n".join([*self._regular.definitions(), *self._bold.definitions()]),
        )
        return head + "\n".join(drawn) + "\n</svg>\n"

    def _message(self, message: Message, top: float) -> tuple[list[str], float]:
        """Return the shapes of a message with its buttons, and the y of its bottom."""
        blocks = [(self._block(each.pieces, each.quoted), each.quoted) for each in paragraphs(message)]
        inner = max(self._block_width(lines, quoted) for lines, quoted in blocks)
        width = inner + 2 * _PADDING
        left = _MARGIN if message.sender.is_bot else WIDTH - _MARGIN - width
        shapes: list[str] = []
        y = top + _PADDING - 2
        for lines, quoted in blocks:
            draw = self._quote if quoted else self._lines
            shapes += draw(lines, left + _PADDING, y, inner)
            y += _block_height(lines, quoted)
        bottom = y + _PADDING - 4
        bubble = _bubble(left, top, width, bottom - top, message.sender.is_bot)
        buttons, bottom = self._buttons(message.buttons, left, bottom, width)
        return [bubble, *shapes, *buttons], bottom

    def _face(self, piece: Piece) -> Typeface:
        return self._bold if "bold" in piece.style else self._regular

    def _width(self, piece: Piece) -> float:
        return self._face(piece).width(piece.text)

    def _block(self, pieces: Line, quoted: bool) -> list[Line]:
        limit = _WIDEST_BUBBLE - 2 * _PADDING - (_QUOTE_INSET + _QUOTE_END if quoted else 0)
        return wrapped(pieces, limit / _SIZE, self._width)

    def _block_width(self, lines: list[Line], quoted: bool) -> float:
        widest = max(sum(map(self._width, line)) for line in lines) * _SIZE
        return widest + (_QUOTE_INSET + _QUOTE_END if quoted else 0)

    def _quote(self, lines: list[Line], x: float, y: float, width: float) -> list[str]:
        """Draw a tinted box with a bar at its left and a closing quotation mark in its corner."""
        height = len(lines) * _LEADING + 2 * _QUOTE_PADDING
        mark_x, mark_y = x + width - 18, y + 8
        comma = "a2.4 2.4 0 1 1 4.2 1.6q-.4 3-3 4.6l-.8-.9q1.4-1.2 1.5-2.9a2.4 2.4 0 0 1-1.9-2.4z"
        return [
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="4" fill="#e9f2fa"/>',
            f'<path d="M{x + 4:.1f} {y:.1f}h-1a3 3 0 0 0-3 3v{height - 6}a3 3 0 0 0 3 3h1z" fill="{_ACCENT}"/>',
            f'<path d="M{mark_x:.1f} {mark_y + 2.4:.1f}{comma}M{mark_x + 6.4:.1f} {mark_y + 2.4:.1f}{comma}" '
            f'fill="{_ACCENT}"/>',
            *self._lines(lines, x + _QUOTE_INSET, y + _QUOTE_PADDING, width),
        ]

    def _lines(self, lines: list[Line], x: float, y: float, _width: float) -> list[str]:
        return [self._line(line, x, y + _BASELINE + _LEADING * number) for number, line in enumerate(lines)]

    def _line(self, line: Line, x: float, y: float) -> str:
        drawn: list[str] = []
        for piece in line:
            colour = _ACCENT if "text_link" in piece.style else _TEXT
            drawn.append(self._face(piece).draw(piece.text, x, y, _SIZE, colour))
            x += self._width(piece) * _SIZE
        return "".join(drawn)

    def _buttons(self, rows: list[list[str]], left: float, y: float, width: float) -> tuple[list[str], float]:
        """Draw each row as wide as its bubble. Return the y of the last one's bottom, too."""
        shapes: list[str] = []
        for row in rows:
            y += _BUTTON_GAP
            each = (width - _BUTTON_GAP * (len(row) - 1)) / len(row)
            for number, label in enumerate(row):
                shapes += self._button(label, left + number * (each + _BUTTON_GAP), y, each)
            y += _BUTTON_HEIGHT
        return shapes, y

    def _button(self, label: str, x: float, y: float, width: float) -> list[str]:
        box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BUTTON_HEIGHT}"'
        start = x + (width - self._bold.width(label) * _BUTTON_SIZE) / 2
        return [
            f'<rect {box} rx="8" fill="{_BUTTON}"/>',
            self._bold.draw(label, start, y + 22, _BUTTON_SIZE, "#fff"),
        ]


def _block_height(lines: list[Line], quoted: bool) -> float:
    return len(lines) * _LEADING + (2 * _QUOTE_PADDING + 6 if quoted else 0)


def _bubble(x: float, y: float, width: float, height: float, left: bool) -> str:
    """Draw a rounded box whose tail is at the bottom, on the side of its sender."""
    turn = "" if left else f' transform="translate({2 * x + width:.1f} 0) scale(-1 1)"'
    w, h = width - 30, height - 15
    path = (
        f"M{x:.1f} {y + 15:.1f}a15 15 0 0 1 15-15h{w:.1f}a15 15 0 0 1 15 15v{h - 15:.1f}a15 15 0 0 1-15 15"
        f"H{x - 6:.1f}q6-4 6-13z"
    )
    return f'<path d="{path}"{turn} fill="{"#fff" if left else "#e6fbd3"}"/>'
