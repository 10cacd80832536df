"""Which time a question is about: today, last week, the latest, a year, a date; seen from the day of asking."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import regex

from index.analysis import dates, word_lists
from index.model.records import Period, Span

_GLUED = "glued"
_YEAR = regex.compile(r"(?<![\p{L}\p{Nd}.,])(?:19|20)\p{Nd}{2}(?![\p{L}\p{Nd}]|[.,]\p{Nd})")
_NEWEST = "newest"
# In days. News is called the latest for about so long.
_RECENT = 30


class AskedTime(NamedTuple):
    """The period a question is about, and where it says so in words that are no news: these are not looked for.

    ``newest`` says that only the order counts: the newer, the better.
    """

    period: Period
    newest: bool
    words: tuple[Span, ...]


def find(question: str, languages: Sequence[str], today: date) -> AskedTime | None:
    """Return the time that a question in one of these languages is about; None where it names none."""
    said = _said(question, languages)
    if said:
        # "kemarin" is in "minggu kemarin": the longest says it.
        name, _ = max(said, key=lambda one: one[1].end - one[1].start)
        return AskedTime(_period(name, today), name == _NEWEST, tuple(span for _, span in said))
    written = [term for code in languages for _, term in dates.find_dates(question, code)]
    if written:
        day = date.fromisoformat(written[0])
        return AskedTime(Period(day, day), False, ())
    if year := _YEAR.search(question):
        number = int(year[0])
        return AskedTime(Period(date(number, 1, 1), date(number, 12, 31)), False, ())
    return None


def nearness(published: date | None, asked: AskedTime) -> float:
    """Return how well an article's day suits, from 0 to 1: in the period or, of the newest, how new it is."""
    if published is None:
        return 0.0
    if asked.newest:
        return float(2.0 ** (-max(0, (asked.period.end - published).days) / _RECENT))
    return float(asked.period.start <= published <= asked.period.end)


def _said(question: str, languages: Sequence[str]) -> list[tuple[str, Span]]:
    lowered = question.lower()
    if len(lowered) != len(question):  # offsets would not be those of the question
        return []
    return [
        (name, Span(*match.span()))
        for code in dict.fromkeys((*languages, _GLUED))
        for name, pattern in _patterns(code).items()
        for match in pattern.finditer(lowered)
    ]


def _period(name: str, today: date) -> Period:
    day = timedelta(days=1)
    monday, first = today - today.weekday() * day, today.replace(day=1)
    last_month = (first - day).replace(day=1)
    return {
        "today": Period(today, today),
        "yesterday": Period(today - day, today - day),
        "this_week": Period(monday, today),
        "last_week": Period(monday - 7 * day, monday - day),
        "this_month": Period(first, today),
        "last_month": Period(last_month, first - day),
        "this_year": Period(today.replace(month=1, day=1), today),
        "last_year": Period(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
        _NEWEST: Period(today - _RECENT * day, today),
    }[name]


@cache
def _patterns(code: str) -> Mapping[str, "regex.Pattern[str]"]:
    """Return what finds the words of each time in a lower-case text."""
    read = word_lists.read_list("time_words")
    if code == _GLUED:
        phrases: dict[str, list[str]] = {}
        for words in read[_GLUED].values():
            for name, some in words.items():
                phrases[name] = [*phrases.get(name, []), *some]
        return {name: regex.compile("|".join(map(regex.escape, some))) for name, some in phrases.items()}
    return {
        name: regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, some))})(?!\w)")
        for name, some in read.get(code, {}).items()
    }
