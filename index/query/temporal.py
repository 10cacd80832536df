"""Find the time that a question is about, relative to the day of asking: today, last week, a year, a date."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import regex

from index.analysis import dates, word_lists
from index.model.records import Period, Span

_UNSPACED = "unspaced"
_YEAR = regex.compile(r"(?<![\p{L}\p{Nd}.,])(?:19|20)\p{Nd}{2}(?![\p{L}\p{Nd}]|[.,]\p{Nd})")
_NEWEST = "newest"
# In days: the age up to which news is recent, and in which the fit for the latest news halves.
_RECENT = 30


class QuestionTime(NamedTuple):
    """The time that a question is about.

    Args:
        period: from the first to the last day.
        newest: whether newer articles fit better, however old they are, as for "the latest".
        spans: the words for it that are not searched for, such as "today", because no article repeats them.
    """

    period: Period
    newest: bool
    spans: tuple[Span, ...]


def find_time(question: str, languages: Sequence[str], today: date) -> QuestionTime | None:
    """Return the time that a question in one of these languages is about, or None if it names none."""
    named = _named_times(question, languages)
    if named:
        # The longest name wins: "minggu kemarin" (last week) contains "kemarin" (yesterday).
        name, _ = max(named, key=lambda one: one[1].end - one[1].start)
        return QuestionTime(_period(name, today), name == _NEWEST, tuple(span for _, span in named))
    written = [term for code in languages for _, term in dates.find_dates(question, code)]
    if written:
        day = date.fromisoformat(written[0])
        return QuestionTime(Period(day, day), False, ())
    if year := _YEAR.search(question):
        number = int(year[0])
        return QuestionTime(Period(date(number, 1, 1), date(number, 12, 31)), False, ())
    return None


def time_fit(published: date | None, asked: QuestionTime) -> float:
    """Return how well the day of an article fits, from 0 to 1.

    It is 1 in the period and 0 outside. If the newest are asked for, it is higher the newer the article is.
    """
    if published is None:
        return 0.0
    if asked.newest:
        return float(2.0 ** (-max(0, (asked.period.end - published).days) / _RECENT))
    return float(asked.period.start <= published <= asked.period.end)


def _named_times(question: str, languages: Sequence[str]) -> list[tuple[str, Span]]:
    lowered = question.lower()
    if len(lowered) != len(question):  # offsets would differ
        return []
    return [
        (name, Span(*match.span()))
        for code in dict.fromkeys((*languages, _UNSPACED))
        for name, pattern in _patterns(code).items()
        for match in pattern.finditer(lowered)
    ]


def _period(name: str, today: date) -> Period:
    """Return the period of a named time, up to today if it includes today."""
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
    """Return a pattern for each named time, which finds its words in lower-case text."""
    if code == _UNSPACED:
        phrases: dict[str, list[str]] = {}
        for words in word_lists.read_phrase_lists("time_words_unspaced").values():
            for name, some in words.items():
                phrases[name] = [*phrases.get(name, []), *some]
        return {name: regex.compile("|".join(map(regex.escape, some))) for name, some in phrases.items()}
    return {
        name: regex.compile(rf"(?<!\w)(?:{'|'.join(map(regex.escape, some))})(?!\w)")
        for name, some in word_lists.read_phrase_lists("time_words").get(code, {}).items()
    }
