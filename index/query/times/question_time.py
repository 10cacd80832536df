"""Find the time that a question is about, relative to the day of asking: today, last week, a year, the latest."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import NamedTuple

import regex

from index.analysis import word_lists
from index.model.records import Period, Span
from index.query.times import periods
from index.query.times.periods import EARLIEST, Unit
from index.query.times.rules import Expression, find_expressions

_UNSPACED = "unspaced"
_NEWEST, _LAST = "newest", "last"
_WORD = regex.compile(r"\w+")
# In days: the age up to which news is recent, and the age up to which it can say what is so now.
_RECENT, _STILL_SO = 30, 90
# In letters. Titles in capitals leave shorter words in lower case.
_SHORT = 4
# Of a time as long as this month, up to today, the newest is wanted.
_LATELY = timedelta(days=31)


class QuestionTime(NamedTuple):
    """The time that a question is about.

    Args:
        period: from the first to the last day.
        newest: whether the newest of comparable articles answers best, as for "the latest", "now" and "today".
        spans: all words for it.
        names: those of its words that are searched for, such as a year; no article repeats "today".
        is_relative: whether it depends on the day of asking.
        bounded: whether the question names the period itself; "the latest" does not.
        oldest: the day before which an article is too old to be the answer.
        recurs: whether it is a month or a day of one without its year, so that another year may be meant.
    """

    period: Period
    newest: bool
    spans: tuple[Span, ...]
    names: tuple[Span, ...] = ()
    is_relative: bool = True
    bounded: bool = True
    oldest: date = EARLIEST
    recurs: bool = False

    def has_in_some_year(self, day: date) -> bool:
        """Return whether a day is in the period, or in that of another year if it recurs."""
        start, end = self.period
        if not self.recurs:
            return start <= day <= end
        first, place, last = ((one.month, one.day) for one in (start, day, end))
        return first <= place <= last if first <= last else place >= first or place <= last


def find_time(question: str, languages: Sequence[str], today: date) -> QuestionTime | None:
    """Return the time that a question in one of these languages is about, or None if it names none.

    Of several times it is about all, from the first to the last: "2024 and 2026".
    """
    named = [(name, span) for name, span in _named_times(question, languages) if not _is_name(question, span)]
    written = find_expressions(question, languages, today)
    spans = _longest([*(span for _, span in named), *(one.span for one in written)])
    if not spans:
        return None
    named = [(name, span) for name, span in named if span in spans]
    written = [one for one in written if one.span in spans and one.span not in (span for _, span in named)]
    names = {name for name, _ in named}
    bounded = [*(_period(name, today) for name in names - {_NEWEST, _LAST}), *(one.period for one in written)]
    period = periods.hull(bounded) if bounded else _period(_NEWEST if _NEWEST in names else _LAST, today)
    return QuestionTime(
        period=period,
        newest=not names.isdisjoint((_NEWEST, _LAST)) or (period.end == today and period.start >= today - _LATELY),
        spans=tuple(spans),
        names=_names(written),
        is_relative=bool(named) or any(one.is_relative for one in written),
        bounded=bool(bounded),
        oldest=_oldest(names, written, period, today),
        recurs=not named and all(one.recurs for one in written),
    )


def _oldest(names: AbstractSet[str], written: Sequence[Expression], period: Period, today: date) -> date:
    """Return the day before which an article is too old for a question of these named and written times."""
    if not all(one.is_certain for one in written):
        return EARLIEST
    if written or _NEWEST not in names or names - {_NEWEST, _LAST}:
        return period.start
    return today - timedelta(days=_STILL_SO)


def time_fit(published: date | None, asked: QuestionTime) -> float:
    """Return 1 if the day of an article is in the time asked about, 0 if not."""
    return float(published is not None and asked.period.start <= published <= asked.period.end)


def _names(written: Sequence[Expression]) -> tuple[Span, ...]:
    return tuple(name for one in written for name in one.names)


def _longest(spans: Sequence[Span]) -> list[Span]:
    """Return the spans that no other overlaps which is longer: "minggu kemarin" contains "kemarin"."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (one.start - one.end, one)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def _named_times(question: str, languages: Sequence[str]) -> list[tuple[str, Span]]:
    # Letter by letter, because offsets would differ: "İ" in lower case is two characters.
    lowered = question.lower() if question.isascii() else "".join(letter.lower()[0] for letter in question)
    return [
        (name, Span(*match.span()))
        for code in _languages_with_times(lowered, languages)
        for name, pattern in _patterns(code).items()
        for match in pattern.finditer(lowered)
    ]


def _languages_with_times(lowered: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield the languages that may have a named time in this text, which few questions have."""
    found = frozenset(_WORD.findall(lowered))
    for code in dict.fromkeys(languages):
        if not _first_words(code).isdisjoint(found):
            yield code
    if not lowered.isascii() and _unspaced_pattern().search(lowered):
        yield _UNSPACED


def _is_name(question: str, span: Span) -> bool:
    """Return whether these words are part of a name, as in "Ekonomi Kini", where other words are in lower case."""
    before = question[: span.start]
    return (
        before != before.lower()
        and question[span.start].isupper()
        and any(word.islower() and len(word) > _SHORT for word in question.split())
    )


def _period(name: str, today: date) -> Period:
    """Return the period of a named time, up to today if it includes today."""
    if name == _NEWEST:
        return Period(today - timedelta(days=_RECENT), today)
    if name == _LAST:
        return Period(EARLIEST, today)
    unit, shift = _UNITS[name]
    period = periods.around(today, unit, shift)
    return period if shift else Period(period.start, today)


_UNITS = {
    "today": (Unit.DAY, 0),
    "yesterday": (Unit.DAY, -1),
    "before_yesterday": (Unit.DAY, -2),
    "tomorrow": (Unit.DAY, 1),
    "after_tomorrow": (Unit.DAY, 2),
    "this_week": (Unit.WEEK, 0),
    "last_week": (Unit.WEEK, -1),
    "this_month": (Unit.MONTH, 0),
    "last_month": (Unit.MONTH, -1),
    "this_year": (Unit.YEAR, 0),
    "last_year": (Unit.YEAR, -1),
}


@cache
def _first_words(code: str) -> frozenset[str]:
    """Return the first words of the named times of a language: none is in a text that has none of these."""
    phrases = chain.from_iterable(word_lists.read_phrase_lists("time_words").get(code, {}).values())
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase)[:1])


@cache
def _unspaced_pattern() -> "regex.Pattern[str]":
    return regex.compile("|".join(pattern.pattern for pattern in _patterns(_UNSPACED).values()))


@cache
def _patterns(code: str) -> Mapping[str, "regex.Pattern[str]"]:
    """Return a pattern for each named time, which finds its words in lower-case text."""
    if code == _UNSPACED:
        phrases: dict[str, list[str]] = {}
        for words in word_lists.read_phrase_lists("time_words_unspaced").values():
            for name, some in words.items():
                phrases[name] = [*phrases.get(name, []), *some]
        return {name: regex.compile(_any_of(some)) for name, some in phrases.items()}
    return {
        name: regex.compile(rf"(?<!\w)(?:{_any_of(some)})(?!\w)")
        for name, some in word_lists.read_phrase_lists("time_words").get(code, {}).items()
    }


def _any_of(phrases: Sequence[str]) -> str:
    return "|".join(map(regex.escape, sorted(phrases, key=len, reverse=True)))
