"""A chat drawn as SVG: bubbles, a quote with its bar, buttons. No font or address outside the file is used."""

from collections.abc import Sequence
from html import escape

from tests.botapi.server import Message
from tools.pictures.chat_text import Line, Piece, line_width, paragraphs, wrapped

WIDTH = 480
_MARGIN, _GAP = 14, 12
_WIDEST_BUBBLE = 404
_PADDING = 12
_SIZE, _LEADING = 15, 21
_BASELINE = 15
_BUTTON_HEIGHT, _BUTTON_GAP, _BUTTON_SIZE = 34, 4, 14
_QUOTE_INSET, _QUOTE_PADDING, _QUOTE_END = 12, 6, 28
_ACCENT, _BUTTON = "#1f78bd", "#4f7d74"
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
role="img" xml:space="preserve">
<title>{title}</title>
<style>
text {{ font-family: Arial, Helvetica, "Liberation Sans", Roboto, sans-serif; font-size: {size}px; fill: #0f1419 }}
.bold {{ font-weight: bold }}
.text_link {{ fill: {accent} }}
.button {{ font-size: {button_size}px; font-weight: bold; fill: #fff; text-anchor: middle }}
</style>
<defs><linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
<stop offset="0" stop-color="#d9e6c5"/><stop offset="0.5" stop-color="#bfdccb"/>
<stop offset="1" stop-color="#a9d0cf"/>
</linearGradient></defs>
<rect width="{width}" height="{height}" rx="12" fill="url(#wall)"/>
"""


def draw_chat(messages: Sequence[Message], title: str) -> str:
    """Return the SVG of a chat in which the bot's messages stand on the left."""
    drawn: list[str] = []
    y = float(_MARGIN)
    for message in messages:
        shapes, bottom = _message(message, y)
        drawn += shapes
        y = bottom + _GAP
    head = _HEAD.format(
        width=WIDTH,
        height=round(y - _GAP + _MARGIN),
        title=escape(title),
        size=_SIZE,
        accent=_ACCENT,
        button_size=_BUTTON_SIZE,
    )
    return head + "\n".join(drawn) + "\n</svg>\n"


def _message(message: Message, top: float) -> tuple[list[str], float]:
    """Return the shapes of a message, its buttons included, and where they end."""
    blocks = [(_block(paragraph.pieces, paragraph.quoted), paragraph.quoted) for paragraph in paragraphs(message)]
    inner = max(_block_width(lines, quoted) for lines, quoted in blocks)
    width = inner + 2 * _PADDING
    left = _MARGIN if message.sender.is_bot else WIDTH - _MARGIN - width
    shapes: list[str] = []
    y = top + _PADDING - 2
    for lines, quoted in blocks:
        shapes += _quote(lines, left + _PADDING, y, inner) if quoted else _lines(lines, left + _PADDING, y)
        y += _block_height(lines, quoted)
    bottom = y + _PADDING - 4
    bubble = _bubble(left, top, width, bottom - top, message.sender.is_bot)
    buttons, bottom = _buttons(message.buttons, left, bottom, width)
    return [bubble, *shapes, *buttons], bottom


def _block(pieces: Line, quoted: bool) -> list[Line]:
    room = _WIDEST_BUBBLE - 2 * _PADDING - (_QUOTE_INSET + _QUOTE_END if quoted else 0)
    return wrapped(pieces, room / _SIZE)


def _block_width(lines: list[Line], quoted: bool) -> float:
    widest = max(map(line_width, lines)) * _SIZE
    return widest + (_QUOTE_INSET + _QUOTE_END if quoted else 0)


def _block_height(lines: list[Line], quoted: bool) -> float:
    return len(lines) * _LEADING + (2 * _QUOTE_PADDING + 6 if quoted else 0)


def _quote(lines: list[Line], x: float, y: float, width: float) -> list[str]:
    """Draw a tinted box with a bar at its left and a closing quotation mark in its corner."""
    height = len(lines) * _LEADING + 2 * _QUOTE_PADDING
    mark_x, mark_y = x + width - 18, y + 8
    comma = "a2.4 2.4 0 1 1 4.2 1.6q-.4 3-3 4.6l-.8-.9q1.4-1.2 1.5-2.9a2.4 2.4 0 0 1-1.9-2.4z"
    return [
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="4" fill="#e9f2fa"/>',
        f'<path d="M{x + 4:.1f} {y:.1f}h-1a3 3 0 0 0-3 3v{height - 6}a3 3 0 0 0 3 3h1z" fill="{_ACCENT}"/>',
        f'<path d="M{mark_x:.1f} {mark_y + 2.4:.1f}{comma}M{mark_x + 6.4:.1f} {mark_y + 2.4:.1f}{comma}" '
        f'fill="{_ACCENT}"/>',
        *_lines(lines, x + _QUOTE_INSET, y + _QUOTE_PADDING),
    ]


def _lines(lines: list[Line], x: float, y: float) -> list[str]:
    return [_line(line, x, y + _BASELINE + _LEADING * number) for number, line in enumerate(lines)]


def _line(line: Line, x: float, y: float) -> str:
    """Draw a line; a font with other widths is made to fit."""
    fit = f'textLength="{line_width(line) * _SIZE:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {fit}>{"".join(map(_span, line))}</text>'


def _span(piece: Piece) -> str:
    style = f' class="{" ".join(sorted(piece.style))}"' if piece.style else ""
    return f"<tspan{style}>{escape(piece.text, quote=False)}</tspan>"


def _bubble(x: float, y: float, width: float, height: float, left: bool) -> str:
    """Draw a rounded box whose tail is at the bottom, on the side of its sender."""
    turn = "" if left else f' transform="translate({2 * x + width:.1f} 0) scale(-1 1)"'
    w, h = width - 30, height - 15
    path = (
        f"M{x:.1f} {y + 15:.1f}a15 15 0 0 1 15-15h{w:.1f}a15 15 0 0 1 15 15v{h - 15:.1f}a15 15 0 0 1-15 15"
        f"H{x - 6:.1f}q6-4 6-13z"
    )
    return f'<path d="{path}"{turn} fill="{"#fff" if left else "#e6fbd3"}"/>'


def _buttons(rows: list[list[str]], left: float, y: float, width: float) -> tuple[list[str], float]:
    """Draw each row over the whole width of its bubble; return where the last one ends, too."""
    shapes: list[str] = []
    for row in rows:
        y += _BUTTON_GAP
        each = (width - _BUTTON_GAP * (len(row) - 1)) / len(row)
        for number, label in enumerate(row):
            shapes += _button(label, left + number * (each + _BUTTON_GAP), y, each)
        y += _BUTTON_HEIGHT
    return shapes, y


def _button(label: str, x: float, y: float, width: float) -> list[str]:
    box = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{_BUTTON_HEIGHT}"'
    return [
        f'<rect {box} rx="8" fill="{_BUTTON}"/>',
        f'<text class="button" x="{x + width / 2:.1f}" y="{y + 22:.1f}">{escape(label, quote=False)}</text>',
    ]
