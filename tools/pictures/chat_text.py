"""The text of a chat message, broken into lines by the widths of its characters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tests.botapi.server import Entity, Message

Style = frozenset[str]
_QUOTE = "blockquote"


@dataclass(frozen=True)
class Piece:
    """Neighbouring characters that look the same."""

    text: str
    style: Style = frozenset()


Line = list[Piece]
# The width of a piece at a font size of 1.
Width = Callable[[Piece], float]


@dataclass(frozen=True)
class Paragraph:
    """The text between two line breaks of a message."""

    pieces: Line
    quoted: bool


def paragraphs(message: Message) -> Iterator[Paragraph]:
    """Yield the paragraphs; a quote's pieces do not repeat that they are quoted."""
    styled = list(_styled(message))
    for is_break, characters in groupby(styled, lambda character: character.text == "\n"):
        if not is_break:
            found = list(characters)
            quoted = _QUOTE in found[0].style
            yield Paragraph(_joined([Piece(piece.text, piece.style - {_QUOTE}) for piece in found]), quoted)


def wrapped(pieces: Line, limit: float, width: Width) -> list[Line]:
    """Break at spaces so that no line of several words is wider than the limit, at a font size of 1."""
    lines: list[Line] = [[]]
    for word in _words(pieces):
        if lines[-1] and sum(map(width, [*lines[-1], *_stripped(word)])) > limit:
            lines.append([])
        lines[-1].extend(word)
    return [_joined(_stripped(line)) for line in lines]


def _styled(message: Message) -> Iterator[Piece]:
    """Yield each character with the types of the entities around it; their offsets count UTF-16 units."""
    offset = 0
    for character in message.text:
        yield Piece(character, frozenset(e.type for e in message.entities if _covers(e, offset)))
        offset += len(character.encode("utf-16-le")) // 2


def _covers(entity: Entity, offset: int) -> bool:
    return entity.offset <= offset < entity.end


def _words(pieces: Line) -> Iterator[Line]:
    """Yield each word with the space after it. A word may change its style inside."""
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
