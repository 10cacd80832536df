"""Tokens: the words of a question that can be a part of a time, each with a letter for its kind.

A question becomes a string of letters, on which regular expressions recognise times: "sejak Maret 2025" is "smy".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from index.analysis import dates, word_lists, words
from index.model.records import Period, Span
from index.query.times import periods
from index.query.times.periods import Unit
from index.text.ranges import overlap

OTHER = "."
# The letter of each kind of word in time_grammar.toml. An article has none: it is passed over.
_LETTERS = {
    "in": "i",
    "of": "e",
    "since": "s",
    "after": "a",
    "before": "b",
    "until": "l",
    "from": "f",
    "between": "w",
    "and": "j",
    "last": "p",
    "within": "r",
    "this": "t",
    "next": "x",
    "rule": "k",
    "counted": "c",
    "article": "",
}
_NUMBER_WORDS = {"numbers": "h", "ordinals": "o"}
_PARTS_OF_YEAR = frozenset({Unit.QUARTER, Unit.HALF})
_PIECE = regex.compile(r"\S+")
_AROUND = ".,:;!?()[]\"“”'‘’«»…"
_YEAR = regex.compile(r"(?:19|20)\p{Nd}{2}")
_YEARS = regex.compile(r"((?:19|20)\p{Nd}{2})[-–—/]((?:19|20)?\p{Nd}{2})")
_MONTH_AND_YEAR = regex.compile(r"(0?[1-9]|1[0-2])/((?:19|20)\p{Nd}{2})")
_QUARTER = regex.compile(r"q([1-4])")
_UNSPACED_YEAR = regex.compile(
    r"(?<!\p{Nd})((?:19|20)\p{Nd}{2}) ?[年년](?: ?(1[0-2]|0?[1-9]) ?[月월])?(?! ?\p{Nd}{1,2} ?[月월日일])"
)
_MOST_DAYS = 31
_LONGEST_PHRASE = 4  # in words


class Token(NamedTuple):
    """A part of a question: the letter of its kind, its number, unit or period, and its place."""

    letter: str
    value: int | Unit | Period | None
    span: Span


_Entry = tuple[str, int | Unit | Period | None]


class _Lexicon(NamedTuple):
    """The words and phrases of several languages, and how many words the longest phrase has by its first word."""

    languages: tuple[str, ...]
    entries: Mapping[str, _Entry]
    longest: Mapping[str, int]


def tokens(question: str, languages: Sequence[str]) -> list[Token]:
    """Return the parts of a question in order, as parts of a time in these languages; others are OTHER."""
    found = _whole_dates(question, languages)
    taken = [token.span for token in found]
    pieces = [_bare(question, Span(*match.span())) for match in _PIECE.finditer(question)]
    pieces = [one for one in pieces if not any(overlap(one, span) for span in taken)]
    spoken = [words.fold(question[start:end]) for start, end in pieces]
    place, known = 0, _joined_lexicon(tuple(languages))
    while place < len(pieces):
        count, entry = _longest_entry(spoken[place : place + _LONGEST_PHRASE], known)
        if entry[0]:
            found.append(Token(*entry, Span(pieces[place].start, pieces[place + count - 1].end)))
        place += count
    return sorted(found, key=lambda token: token.span)


def _whole_dates(question: str, languages: Sequence[str]) -> list[Token]:
    """Return the dates that name a day, and the years and months in scripts without spaces."""
    found: dict[Span, Token] = {}
    for language in languages:
        for span, term in dates.find_dates(question, language):
            day = date.fromisoformat(term)
            found.setdefault(span, Token("D", Period(day, day), span))
    for match in _UNSPACED_YEAR.finditer(question) if dates.may_have_year(question) else ():
        year, month = int(match[1]), match[2]
        period = periods.month(year, int(month)) if month else periods.years(year, year)
        found.setdefault(Span(*match.span()), Token("D", period, Span(*match.span())))
    return list(found.values())


def _longest_entry(spoken: Sequence[str], known: "_Lexicon") -> tuple[int, _Entry]:
    """Return how many of these folded pieces the longest phrase that begins with the first has, and what it is."""
    for count in range(min(len(spoken), known.longest.get(spoken[0], 1)), 1, -1):
        if entry := known.entries.get(" ".join(spoken[:count])):
            return count, entry
    return 1, _entry(spoken[0], known.languages)


def _bare(question: str, piece: Span) -> Span:
    """Return a piece between white space without the marks around it."""
    text = question[piece.start : piece.end]
    start = piece.start + len(text) - len(text.lstrip(_AROUND))
    return Span(start, max(start, piece.start + len(text.rstrip(_AROUND))))


@lru_cache(maxsize=10_000)
def _entry(spoken: str, languages: tuple[str, ...]) -> _Entry:
    if spoken[:1].isdecimal():
        return _number(spoken)
    if known := _joined_lexicon(languages).entries.get(spoken):
        return known
    if quarter := _QUARTER.fullmatch(spoken):
        return "Q", int(quarter[1])
    for language in languages:
        if month := dates.month_number(spoken, language):
            is_clear = len(spoken) > 3 and not any(spoken in _ambiguous(one) for one in languages)
            return ("m" if is_clear else "n"), month
        if (weekday := dates.weekday_number(spoken, language)) is not None:
            return "v", weekday
    return OTHER, None


def _number(spoken: str) -> _Entry:
    if _YEAR.fullmatch(spoken):
        return "y", int(spoken)
    if years := _YEARS.fullmatch(spoken):
        first, last = int(years[1]), int(years[1][: -len(years[2])] + years[2])
        return ("D", periods.years(first, last)) if first < last else (OTHER, None)
    if month := _MONTH_AND_YEAR.fullmatch(spoken):
        return "z", periods.month(int(month[2]), int(month[1]))
    if spoken.isdecimal():
        return ("d" if 1 <= int(spoken) <= _MOST_DAYS else "#"), int(spoken)
    return "#" if spoken.replace("/", "").isdecimal() else OTHER, None


@lru_cache(maxsize=256)
def _joined_lexicon(languages: tuple[str, ...]) -> _Lexicon:
    """Return what these languages have; of a word in several, the first counts."""
    entries: dict[str, _Entry] = {}
    for language in languages:
        entries = {**_lexicon(language), **entries}
    longest: dict[str, int] = {}
    for phrase in entries:
        first, *others = phrase.split(" ")
        longest[first] = max(longest.get(first, 1), 1 + len(others))
    return _Lexicon(languages, entries, longest)


@cache
def _lexicon(language: str) -> Mapping[str, _Entry]:
    """Return the words and phrases of a language that are parts of a time."""
    listed = word_lists.read_phrases("time_grammar").get(language, {})
    found: dict[str, _Entry] = {}
    for kind, text in listed.items():
        values = [[words.fold(word) for word in part.split("|")] for part in text.split(", ")]
        if kind in _NUMBER_WORDS:
            found |= {word: (_NUMBER_WORDS[kind], n) for n, some in enumerate(values, 1) for word in some}
        elif kind in _LETTERS:
            found |= {word: (_LETTERS[kind], None) for some in values for word in some}
        elif kind != "ambiguous":
            unit = Unit(kind.removeprefix("one_"))
            letter = "U" if kind.startswith("one_") else "q" if unit in _PARTS_OF_YEAR else "u"
            found |= {word: (letter, unit) for some in values for word in some}
    return found


@cache
def _ambiguous(language: str) -> frozenset[str]:
    listed: Iterable[str] = (
        word_lists.read_phrases("time_grammar").get(language, {}).get("ambiguous", "").split(", ")
    )
    return frozenset(listed)
