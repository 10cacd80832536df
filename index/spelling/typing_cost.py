"""How much it takes to mistype a word on a phone's keyboard as another one.

A slip of a thumb is cheap: a letter missing, doubled, swapped with the next one or hit on a neighbouring key.
Letters that two spellings of a word write for one another are cheap, too: "propinsi", "scotlandia", "Soekarno".
"""

from functools import cache, lru_cache
from itertools import accumulate

_SWAPPED = 0.5
_DOUBLED = 0.3
_MISSING_VOWEL, _MISSING = 0.4, 0.6
_EXTRA_NEIGHBOUR, _EXTRA = 0.5, 0.7
_NEIGHBOUR, _ALIKE, _VOWEL, _OTHER = 0.6, 0.5, 0.8, 1.0
_RESPELLED = 0.3
# People look at the keyboard when they begin a word.
_FIRST = 0.5
_VOWELS = frozenset("aeiou")
# Where each row of keys begins, to the right of the first one, in keys.
_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"))
_OFFSETS = (0.0, 0.5, 1.5)
_LETTERS_ALIKE = ("pvf", "ck", "kq", "sz", "jz", "iy", "dt", "gj", "hk", "bp", "xs", "vw", "mn", "ао", "еи", "зс")
_SPELLINGS = (
    *(("tj", "c"), ("dj", "j"), ("nj", "ny"), ("oe", "u"), ("ph", "f"), ("ck", "k"), ("kh", "k"), ("gh", "g")),
    *(("sy", "s"), ("th", "t"), ("x", "ks"), ("ee", "i"), ("oo", "u")),
)
_PER_LETTER, _MOST = 0.16, 1.6
SHORTEST = 4
"""In letters: a shorter word looks like too many others."""


def most_cost(word: str) -> float:
    """Return the highest cost at which a typed word may be another one. A longer word may have more slips."""
    return min(_MOST, _PER_LETTER * len(word)) if len(word) >= SHORTEST else 0.0


@lru_cache(maxsize=4096)  # a paragraph after the other has the same words
def typing_cost(typed: str, word: str) -> float:
    """Return how much it takes to mistype a word: 0 for the word itself, about 0.5 for one slip.

    Both are in lower case and without accents.
    """
    plain, simple = respelled(typed), respelled(word)
    cost = _cost(typed, word)
    return cost if (plain, simple) == (typed, word) else min(cost, _RESPELLED + _cost(plain, simple))


def respelled(word: str) -> str:
    """Return a word with each group of letters as the shortest spelling of its sound."""
    for group, simple in _SPELLINGS:
        word = word.replace(group, simple)
    return word


def one_slip_away(typed: str) -> frozenset[str]:
    """Return what a word is if one letter was missed, doubled, swapped or hit beside its key."""
    letters = next((some for some in map("".join, _KEYBOARDS) if typed[0] in some), "")
    halves = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
    return frozenset(
        [left + right[1:] for left, right in halves if right]
        + [left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1]
        + [left + letter + right for left, right in halves for letter in letters]
        + [left + letter + right[1:] for left, right in halves if right for letter in _meant_by(right[0])]
    ) - {typed}


@cache
def _meant_by(letter: str) -> frozenset[str]:
    """Return the letters for which one may be typed."""
    near = {key for key, around in _neighbours().items() if letter in around}
    return frozenset(near | _alike(letter) | (_VOWELS if letter in _VOWELS else frozenset())) - {letter}


def _cost(typed: str, word: str) -> float:
    """Return the cheapest series of slips, each letter touched once (optimal string alignment)."""
    missing = [_missing(word, place) for place in range(len(word))]
    earlier, before, row = list[float](), list[float](), [0.0, *accumulate(missing)]
    for i, letter in enumerate(typed):
        extra = _extra(typed, i)
        earlier, before, row = before, row, [row[0] + extra]
        for j, meant in enumerate(word):
            substituted = before[j] + (_substituted(letter, meant) if letter != meant else 0.0)
            if i == j == 0 and letter not in _alike(meant):
                substituted += _FIRST
            cost = min(substituted, before[j + 1] + extra, row[j] + missing[j])
            if i and j and letter == word[j - 1] != meant == typed[i - 1]:
                cost = min(cost, earlier[j - 1] + _SWAPPED)
            row.append(cost)
    return row[-1]


def _missing(word: str, place: int) -> float:
    """Return the cost of leaving out a letter of a word."""
    if place and word[place] == word[place - 1]:
        return _DOUBLED
    cost = _MISSING_VOWEL if word[place] in _VOWELS else _MISSING
    return cost if place else cost + _FIRST


def _extra(typed: str, place: int) -> float:
    """Return the cost of typing a letter that is not in the word."""
    letter, beside = typed[place], typed[max(0, place - 1) : place] + typed[place + 1 : place + 2]
    if letter in beside:
        return _DOUBLED
    cost = _EXTRA_NEIGHBOUR if any(other in _neighbours().get(letter, ()) for other in beside) else _EXTRA
    return cost if place else cost + _FIRST


@cache
def _substituted(typed: str, letter: str) -> float:
    if typed in _alike(letter):
        return _ALIKE
    if letter in _neighbours().get(typed, ()):
        return _NEIGHBOUR
    return _VOWEL if typed in _VOWELS and letter in _VOWELS else _OTHER


@cache
def _alike(letter: str) -> frozenset[str]:
    """Return a letter with those that spellings write for it."""
    return frozenset(letter).union(*(letters for letters in _LETTERS_ALIKE if letter in letters))


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """Return the letters on the keys around each letter."""
    found: dict[str, frozenset[str]] = {}
    for rows in _KEYBOARDS:
        keys = [(x + _OFFSETS[y], y, key) for y, row in enumerate(rows) for x, key in enumerate(row)]
        for x, y, key in keys:
            near = {other for x1, y1, other in keys if abs(x - x1) < 2 - abs(y - y1) and abs(y - y1) <= 1}
            found[key] = frozenset(near - {key})
    return found
