"""Find times in a text: "17 Oktober 2023", "Sabtu (24/9)", "October 1, 1908", "pukul 14.30", "14. mai"."""

from collections.abc import Iterator, Sequence
from itertools import chain

import regex

from index.analysis import dates
from index.model.records import Span

_TO = r"[ ]?(?:[-–]|through|sampai|hingga|until|to|til)[ ]?"
_ONE_DAY = r"\p{Nd}{1,2}(?:st|nd|rd|th)?"
_ONE_YEAR = r"(?:1[0-9]|20)\p{Nd}{2}"
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]{2,}")
_DAY_BEFORE = regex.compile(rf"(?<![\p{{Nd}}/.:])(?:\p{{Nd}}{{1,2}}{_TO})?{_ONE_DAY}\.?(?: of)? \Z")
_DAY_BEHIND = regex.compile(rf"\.? {_ONE_DAY}(?![\p{{Nd}}%]|[.,:]\p{{Nd}})")
_YEAR_BEHIND = regex.compile(rf"\.?,? ?{_ONE_YEAR}(?!\p{{Nd}})")
# "1500 orang" is a number.
_YEAR = regex.compile(
    rf"(?<![\p{{Nd}}.,$€£-]){_ONE_YEAR}(?:[-–]{_ONE_YEAR})?"
    r"(?!\p{Nd}|[.,]\p{Nd}|[ ]?(?:km|kilometer|meter|orang|people|hektar|%))"
)
_NUMERIC = regex.compile(r"\(?(?<![\p{Nd}/])\p{Nd}{1,2} ?/ ?\p{Nd}{1,2}(?: ?/ ?\p{Nd}{2,4})?(?![\p{Nd}/])\)?")
_HOUR = r"(?:[01]?\p{Nd}|2[0-4])"
_CLOCK = regex.compile(
    rf"(?:(?i:pukul|jam|at|kl\.?|um) ){_HOUR}(?:[.:][0-5]\p{{Nd}})?(?!\p{{Nd}})(?: ?(?:WIB|WITA|WIT|[ap]\.?m\.?))?"
    rf"|(?<!\p{{Nd}}){_HOUR}:[0-5]\p{{Nd}}(?!\p{{Nd}})"
)
_CENTURY = regex.compile(r"(?i:abad )(?:ke ?-? ?)?(?:\p{Nd}{1,2}|[IVX]+)(?!\w)|\p{Nd}{1,2}(?:st|nd|rd|th) century")
# What may stand between two parts of one time: "Sabtu, 25 Juni", "Selasa (18/10)", "24 to 26 January".
_BETWEEN = regex.compile(rf",? ?\(?|,? (?:tanggal|the|den) |{_TO}")
_FARTHEST = 12


def find_times(text: str, language: str) -> list[Span]:
    """Return the places of the times in a text, each as a whole: a weekday, its date and its year are one."""
    patterns = (_YEAR, _NUMERIC, _CLOCK, _CENTURY)
    parts = chain(
        (span for span, _ in dates.find_dates(text, language)),
        _named(text, language),
        (Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)),
    )
    return _joined(sorted(parts), text)


def _named(text: str, language: str) -> Iterator[Span]:
    """Yield the names of days and months in a text with the days and years beside them."""
    for match in _WORD.finditer(text):
        if dates.weekday_number(match[0], language) is not None:
            yield Span(*match.span())
        elif dates.month_number(match[0], language):
            before = _DAY_BEFORE.search(text, max(0, match.start() - _FARTHEST), match.start())
            behind = None if before else _DAY_BEHIND.match(text, match.end())
            end = behind.end() if behind else match.end()
            year = _YEAR_BEHIND.match(text, end)
            # "may" and "mars" are months beside a number only.
            if match[0][0].isupper() or before or year:
                yield Span(before.start() if before else match.start(), year.end() if year else end)


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Return the spans with those as one that overlap or belong together."""
    found: list[Span] = []
    for span in spans:
        if found and (span.start <= found[-1].end or _belong_together(text, found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _belong_together(text: str, end: int, start: int) -> bool:
    return start - end <= _FARTHEST and _BETWEEN.fullmatch(text, end, start) is not None
