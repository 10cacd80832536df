"""Put the characters of a page together to words, and these to rows."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.ingestion.readers.pdf.characters import Character

# In heights of a line. Letters touch, but for what a font or a designer puts between them.
_GAP_OF_WORDS = 0.13
_SAME_ROW, _RAISED, _SMALLER = 0.2, 0.55, 0.8
_SAME_PLACE = 0.25
_WIDE = frozenset({"W", "F"})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    x0: float
    x1: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    y: float
    size: float

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    def text(self) -> str:
        """Return the words in the order in which they are read."""
        words = [word.text for word in self.words]
        return " ".join(reversed(words) if is_right_to_left("".join(words)) else words)


def rows_of(characters: Iterable[Character]) -> list[Row]:
    """Return the rows of a page, from above."""
    lines: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: -one.y):
        if lines and lines[-1][0].y - one.y <= _SAME_ROW * min(lines[-1][0].size, one.size):
            lines[-1].append(one)
        else:
            lines.append([one])
    rows = []
    for line in _without_raised(lines):
        if words := tuple(_words(sorted(line, key=lambda one: one.x0))):
            size = sorted(one.size for one in line)[len(line) // 2]
            rows.append(Row(words, line[0].y, size))
    return rows


def is_right_to_left(text: str) -> bool:
    """Return whether most letters of a text are of a script that is read from the right."""
    if text.isascii():
        return False
    classes = [unicodedata.bidirectional(letter) for letter in text if letter.isalpha()]
    return sum(one in _RIGHT_TO_LEFT for one in classes) * 2 > len(classes)


def letters_in(text: str) -> int:
    """Return how many letters of a usual width a text is as wide as: one of Chinese is as wide as two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(letter) in _WIDE for letter in text)


def _without_raised(lines: Sequence[list[Character]]) -> list[list[Character]]:
    """Return the lines with small raised or lowered characters in them, less the figures that name a footnote."""
    kept: list[list[Character]] = []
    for before, line, after in zip([[], *lines], lines, [*lines[1:], []], strict=False):
        home = next((other for other in (after, before) if _is_beside(line, other)), None)
        if home is None:
            kept.append(line)
        elif not all(one.text.isdigit() or one.text in "*†‡ ," for one in line):
            home.extend(line)
    return kept


def _is_beside(line: Sequence[Character], other: Sequence[Character]) -> bool:
    if not line or not other:
        return False
    size, large = max(one.size for one in line), max(one.size for one in other)
    return size < _SMALLER * large and abs(line[0].y - other[0].y) < _RAISED * large


def _words(line: Sequence[Character]) -> Iterator[Word]:
    word: list[Character] = []
    end = 0.0
    for one in _drawn_once(line):
        if word and (one.text.isspace() or one.x0 - end > _GAP_OF_WORDS * one.size):
            yield _word(word)
            word = []
        if not one.text.isspace():
            end = max(end, one.x1) if word else one.x1
            word.append(one)
    if word:
        yield _word(word)


def _drawn_once(line: Sequence[Character]) -> Iterator[Character]:
    """Yield each character once: some programs draw a letter twice to make it bold."""
    yield from line[:1]
    for before, one in pairwise(line):
        if one.text != before.text or one.x0 - before.x0 > _SAME_PLACE * max(one.x1 - one.x0, 0.1):
            yield one


def _word(characters: Sequence[Character]) -> Word:
    text = "".join(one.text for one in characters)
    if is_right_to_left(text):
        text = _from_the_right(characters)
    size = max(one.size for one in characters)
    return Word(text, characters[0].x0, max(one.x1 for one in characters), size)


def _from_the_right(characters: Sequence[Character]) -> str:
    """Return a word that is drawn from the right in the order of its letters.

    The figures in it keep their order, and so do the letters of a ligature, which are at one place.
    """
    pieces: list[str] = []
    place = None
    for one in characters:
        is_figure = one.text.isdigit() and bool(pieces) and pieces[-1][-1:].isdigit()
        if is_figure or (one.x0, one.x1) == place:
            pieces[-1] += one.text
        else:
            pieces.append(one.text)
        place = one.x0, one.x1
    return unicodedata.normalize("NFKC", "".join(reversed(pieces)))
