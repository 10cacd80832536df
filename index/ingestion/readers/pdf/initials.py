"""Put a large initial, which stands beside several lines, before the first of them."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from index.ingestion.readers.pdf.characters import Character

# In heights of the letters beside it, and how many letters: a quotation mark may stand before it.
_LARGER, _MOST_LETTERS = 1.6, 2
# On a page: each is compared with all other letters.
_MOST = 40
# In its own height: the first of its lines is below the top of a capital letter.
_RISES, _SINKS = 0.7, 0.1
# In heights of a line: to the letters beside it, between two letters of one line, and between words.
_BESIDE, _SAME_LINE, _BLANK = 1.5, 0.3, 0.3
# Each of these letters is a whole word in some language.
_WORDS = frozenset("AEIOYÀÓ")


class _Initial(NamedTuple):
    """An initial, and the first letter of each line beside it, from above."""

    letters: list[Character]
    beside: list[Character]


def with_initials(
    characters: Sequence[Character], words_of: Callable[[Iterable[Character]], Container[str]]
) -> list[Character]:
    """Return characters with each initial as the first letter of its first line; its lines begin where it does.

    Args:
        words_of: returns the words of a page in small letters, which show whether an initial is one by itself.
    """
    drawn = [one for one in characters if one.text.strip()]
    if not drawn:
        return list(characters)
    usual = sorted(one.size for one in drawn)[len(drawn) // 2]
    large = [one for one in drawn if one.size >= _LARGER * usual]
    small = [one for one in drawn if one.size < _LARGER * usual]
    runs = [letters for letters in _runs(large) if len(letters) <= _MOST_LETTERS and letters[-1].text.isalnum()]
    found = [initial for letters in runs[:_MOST] if (initial := _initial(letters, small))]
    if not found:
        return list(characters)
    words = words_of(small)
    moved = {before: after for initial in found for before, after in _moved(initial, small, words)}
    return [moved.get(one, one) for one in characters]


def _runs(large: Iterable[Character]) -> Iterator[list[Character]]:
    """Yield the large letters that stand together."""
    run: list[Character] = []
    for one in sorted(large, key=lambda one: (-one.y, one.x0)):
        if run and max(abs(one.y - run[-1].y) / _SAME_LINE, 2 * abs(one.x0 - run[-1].x1)) > one.size:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _initial(letters: list[Character], small: Iterable[Character]) -> _Initial | None:
    """Return an initial with what is beside it; None for letters on their own."""
    last = letters[-1]
    low, high = last.y - _SINKS * last.size, last.y + _RISES * last.size
    firsts = list[Character]()
    for one in sorted((one for one in small if low <= one.y < high and one.x0 >= last.x0), key=_from_above):
        if not firsts or firsts[-1].y - one.y > _SAME_LINE * one.size:
            firsts.append(one)
        elif one.x0 < firsts[-1].x0:
            firsts[-1] = one
    beside = [one for one in firsts if -_SAME_LINE <= (one.x0 - last.x1) / one.size < _BESIDE]
    return _Initial(letters, beside) if beside else None


def _moved(
    initial: _Initial, small: Iterable[Character], words: Container[str]
) -> Iterator[tuple[Character, Character]]:
    """Yield the letters whose places change, with how they are then."""
    letters, (first, *others) = initial
    rest = _first_word(first, small)
    is_word = letters[-1].text in _WORDS and rest in words and f"{letters[-1].text}{rest}".lower() not in words
    is_apart = is_word or (letters[-1].text.isdigit() and first.text.isalpha())
    place, end = letters[0].x0, first.x0 - (_BLANK * first.size if is_apart else 0.0)
    width = (end - place) / len(letters)
    for number, one in enumerate(letters):
        x0 = place + number * width
        yield one, Character(one.text, x0, x0 + width, first.y, first.size)
    for one in others:
        yield one, one._replace(x0=place)


def _first_word(first: Character, small: Iterable[Character]) -> str:
    """Return the letters up to the first blank, in small letters."""
    line = sorted(
        (one for one in small if abs(one.y - first.y) <= _SAME_LINE * first.size and one.x0 >= first.x0),
        key=lambda one: one.x0,
    )
    word, end = "", first.x0
    for one in line:
        if one.x0 - end > _BLANK * first.size / 2 or not one.text.isalnum():
            break
        word, end = word + one.text.lower(), one.x1
    return word


def _from_above(one: Character) -> tuple[float, float]:
    return -one.y, one.x0
