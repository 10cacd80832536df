"""The text of a chat message, broken into lines by estimated widths of its characters."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.botapi.server import Entity, Message

Style = frozenset[str]
_QUOTE = "blockquote"
# Widths in Arial, Helvetica and Liberation Sans, in thousandths of the font's size.
_WIDTHS = {
    **dict.fromkeys("'", 191),
    **dict.fromkeys("ijl", 222),
    **dict.fromkeys(" !,./:;ftI[]|·", 278),
    **dict.fromkeys("()-r›‹“”", 333),
    **dict.fromkeys("cksvxyzJ", 500),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("mM", 833),
    **dict.fromkeys("W", 944),
    **dict.fromkeys("%—…", 1000),
}
_OTHER_WIDTH = 556
# Bold type is wider in its small letters, hardly in anything else.
_BOLD = 1.08


@dataclass(frozen=True)
class Piece:
    """Neighbouring characters that look the same."""

    text: str
    style: Style = frozenset()

    @property
    def width(self) -> float:
        """The width at a font size of 1."""
        bold = "bold" in self.style
        return sum(_width(character, bold) for character in self.text)


Line = list[Piece]


@dataclass(frozen=True)
class Paragraph:
    """What stands between two line breaks of a message."""

    pieces: Line
    quoted: bool


def line_width(line: Line) -> float:
    return sum(piece.width for piece in line)


def paragraphs(message: Message) -> Iterator[Paragraph]:
    """Yield the paragraphs; a quote's pieces do not repeat that they are quoted."""
    styled = list(_styled(message))
    for is_break, characters in groupby(styled, lambda character: character.text == "\n"):
        if not is_break:
            found = list(characters)
            quoted = _QUOTE in found[0].style
            yield Paragraph(_joined([Piece(piece.text, piece.style - {_QUOTE}) for piece in found]), quoted)


def wrapped(pieces: Line, width: float) -> list[Line]:
    """Break at spaces so that each line is at most this wide at a font size of 1, if its words are."""
    lines: list[Line] = [[]]
    for word in _words(pieces):
        if lines[-1] and line_width([*lines[-1], *_stripped(word)]) > width:
            lines.append([])
        lines[-1].extend(word)
    return [_joined(_stripped(line)) for line in lines]


def _styled(message: Message) -> Iterator[Piece]:
    """Yield each character with the types of the entities around it; their offsets count UTF-16 units."""
    offset = 0
    for character in message.text:
        yield Piece(character, frozenset(e.type for e in message.entities if _holds(e, offset)))
        offset += len(character.encode("utf-16-le")) // 2


def _holds(entity: Entity, offset: int) -> bool:
    return entity.offset <= offset < entity.end


def _words(pieces: Line) -> Iterator[Line]:
    """Yield the words, each with the space behind it; a word may change its style within."""
    word: Line = []
    for piece in pieces:
        for character in piece.text:
            word.append(Piece(character, piece.style))
            if character == " ":
                yield word
                word = []
    if word:
        yield word


def _stripped(characters: Line) -> Line:
    return characters[:-1] if characters[-1].text == " " else characters


def _joined(pieces: Line) -> Line:
    groups = groupby(pieces, lambda piece: piece.style)
    return [Piece("".join(piece.text for piece in group), style) for style, group in groups]


def _width(character: str, bold: bool) -> float:
    base = unicodedata.normalize("NFD", character)[0]  # an accent makes no letter wider
    return _WIDTHS.get(base, _OTHER_WIDTH) / 1000 * (_BOLD if bold and base.islower() else 1)
