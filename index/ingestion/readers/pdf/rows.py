"""Put the characters of a page together to words, and these to rows."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.ingestion.readers.pdf.characters import Character
from index.ingestion.readers.pdf.initials import with_initials

# In heights of a line. Letters touch, but for what a font or a designer puts between them.
_GAP_OF_WORDS = 0.13
_SAME_ROW, _RAISED, _SMALLER = 0.2, 0.55, 0.8
_SAME_PLACE = 0.25
# Letters of two sizes in one line have the same baseline, to a rounding.
_ALIKE, _LEVEL = 0.87, 0.05
# A raised letter stands beside a letter of its line, not above or below one.
_OVER, _TOUCHES, _RUN = 0.15, 0.5, 0.5
# In characters. A whole line of small letters beside a headline is none of it.
_LONGEST_RAISED = 12
# Between it and its line, there may be lines of other columns.
_NEAR = 4
# A raised 2 or 3 behind one of these is no note.
_UNITS, _LONGEST_UNIT = frozenset({"m", "mm", "cm", "dm", "km"}), 3
_MARKS = ".,;:!?()\"'“”‘’«»…"
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
    lines = _lines(with_initials(list(characters), _words_in))
    rows = []
    for line in _without_raised(lines):
        if words := tuple(_words(sorted(line, key=lambda one: one.x0))):
            size = sorted(one.size for one in line)[len(line) // 2]
            rows.append(Row(words, line[0].y, size))
    return rows


def _lines(characters: Iterable[Character]) -> list[list[Character]]:
    """Return the characters by their baselines, from above."""
    lines: list[list[Character]] = []
    for one in sorted(characters, key=lambda one: -one.y):
        if lines and _are_level(lines[-1][0], one):
            lines[-1].append(one)
        else:
            lines.append([one])
    return lines


def _are_level(one: Character, other: Character) -> bool:
    """Return whether the second of two characters, which is not above the first, is on the same baseline."""
    small, large = sorted((one.size, other.size))
    return one.y - other.y <= small * (_SAME_ROW if small > _ALIKE * large else _LEVEL)


def _words_in(characters: Iterable[Character]) -> frozenset[str]:
    """Return the words of a page in small letters, without the marks around them."""
    lines = (sorted(line, key=lambda one: one.x0) for line in _lines(characters))
    return frozenset(word.text.strip(_MARKS).lower() for line in lines for word in _words(line))


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
    places = [_Places.of(line) for line in lines]
    added: list[list[Character]] = [[] for _ in lines]
    kept: list[list[Character]] = []
    for number, line in enumerate(lines):
        stays = list[Character]()
        for run in _runs(line):
            if (home := _home(run, number, places)) is None:
                stays += run
            elif not (
                all(one.text.isdigit() or one.text in "*†‡ ," for one in run) and places[home].has_note(run)
            ):
                added[home] += run
        kept.append(stays)
    return [[*line, *raised] for line, raised in zip(kept, added, strict=True) if line]


def _home(run: Sequence[Character], number: int, places: "Sequence[_Places]") -> int | None:
    """Return the number of the line, above or below, in which a run of characters is raised or lowered."""
    highest = max(one.size for one in run)
    if len(run) > _LONGEST_RAISED or highest >= _SMALLER * max(
        line.size for line in places[max(0, number - _NEAR) : number + _NEAR + 1]
    ):
        return None
    for step in range(1, _NEAR + 1):
        for other in (number + step, number - step):
            if 0 <= other < len(places) and places[other].holds(run, highest):
                return other
    return None


@dataclass(frozen=True, slots=True)
class _Places:
    """A line: the places of its letters from the left, and the largest size in it."""

    letters: list[Character]
    starts: list[float]
    size: float

    @classmethod
    def of(cls, line: Sequence[Character]) -> "_Places":
        letters = sorted((one for one in line if one.text.strip()), key=lambda one: one.x0)
        return cls(letters, [one.x0 for one in letters], max(one.size for one in line))

    def holds(self, run: Sequence[Character], size: float) -> bool:
        """Return whether a run touches a larger letter of this line, and has a place of its own in it.

        What lies above or below the letters of a line is another line, in letters of another size.
        """
        left, right = min(one.x0 for one in run), max(one.x1 for one in run)
        before = bisect_left(self.starts, left)
        after = bisect_left(self.starts, right - _OVER * size)
        is_free = after == before and (before == 0 or self.letters[before - 1].x1 - left <= _OVER * size)
        beside = [
            *(one for one in self.letters[max(0, before - 1) : before] if left - one.x1 <= _TOUCHES * size),
            *(one for one in self.letters[after : after + 1] if one.x0 - right <= _TOUCHES * size),
        ]
        return is_free and any(
            size < _SMALLER * one.size and abs(run[0].y - one.y) < _RAISED * one.size for one in beside
        )

    def has_note(self, run: Sequence[Character]) -> bool:
        """Return whether figures in this line are raised, as those that name a note, and no power of a unit."""
        before = bisect_left(self.starts, run[0].x0)
        letters = self.letters[max(0, before - _LONGEST_UNIT) : before]
        touching = [one for one, after in pairwise([*letters, *run[:1]]) if _touch(one, after)]
        beside = letters[-1:] or self.letters[before : before + 1]
        return run[0].y > beside[0].y and "".join(one.text for one in touching) not in _UNITS


def _touch(one: Character, other: Character) -> bool:
    return other.x0 - one.x1 <= _GAP_OF_WORDS * one.size


def _runs(line: Sequence[Character]) -> Iterator[list[Character]]:
    """Yield the characters of a line that stand together."""
    run: list[Character] = []
    for one in sorted(line, key=lambda one: one.x0):
        if run and one.x0 - run[-1].x1 > _RUN * one.size:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


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
