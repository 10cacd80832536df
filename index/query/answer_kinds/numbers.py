"""Find numbers with their units in a text: "350 kilometer per jam", "Rp 4,8 triliun", "10%", "dua kilometer"."""

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from index.analysis import dates, stopwords, word_lists
from index.model.records import Span
from index.text.ranges import overlap

_FIGURES = r"\p{Nd}+(?:[.,]\p{Nd}+)*"
_SCALES = (
    "ratus|ribu|juta|miliar|milyar|triliun|hundred|thousand|million|billion|trillion|tusen|millioner|milliarder|"
    "million(?:en|s)?|millones|mille|milliards?"
)
# "satu juta"; alone, these count nothing.
_ONE_OF_SCALE = rf"(?i:satu|one|an?|en)[ ](?i:{_SCALES})"
_SCALE = regex.compile(_SCALES, regex.IGNORECASE)
_CURRENCY = r"(?:(?:US|A|S|HK|NZ)?[$€£¥]|Rp\.?|IDR|USD|EUR)[ ]?"
_RANGE = r"[ ]?(?:[-–—]|sampai|hingga|to|til)[ ]?"
_NUMBER = rf"{_FIGURES}(?:[ ](?:{_SCALES})\b)*"
# Words that stand between a number and its unit, or behind this as a part of it.
_OF_UNIT = r"(?:square|cubic|persegi|kubik|metric|dollar|dolar|US)"
_PER = r"(?:[ ]?(?:per|/)[ ]?\p{L}+)"
_UNIT = (
    rf"[ -]?(?:(?:%|°[CF]?)|{_OF_UNIT}[ ]\p{{L}}+[²³23]?"
    rf"|\p{{Ll}}[\p{{L}}]*[²³23]?(?:[ ]{_OF_UNIT}(?:[ ]AS)?)?){_PER}?"
)
_WHOLE = regex.compile(
    rf"(?<![\p{{L}}\p{{Nd}}.,/:-])(?<currency>{_CURRENCY})?"
    rf"(?<number>{_NUMBER}(?:{_RANGE}(?:{_CURRENCY})?{_NUMBER})?)(?!\p{{Nd}})(?=(?<unit>{_UNIT})?)"
)
_YEAR = regex.compile(r"(?:1[0-9]|20)\p{Nd}{2}")
_BEFORE_YEAR = regex.compile(r"(?<!\w)(?i:pada|tahun|sejak|sampai|hingga|in|since|until|by|of|i|fra|til) \Z")
_CLOCK = regex.compile(r"[0-2]?\p{Nd}[.:][0-5]\p{Nd}")
_FOOTNOTE = regex.compile(r"\[\p{Nd}{1,3}\](?::\p{Nd}+(?:[–-]\p{Nd}+)?)?")
_DAY_OF_MONTH = regex.compile(r"\(\p{Nd}{1,2}[ ]?/[ ]?\p{Nd}{1,2}(?:/\p{Nd}{2,4})?\)")
# They count nothing: "beberapa", "all", "first".
_VAGUE = frozenset(
    word
    for some in (
        "a an no none all every single both once first second third many few several one pair twice",
        "ratus ribu ratusan ribuan jutaan puluhan belasan kedua ketiga keempat kelima semua seluruh banyak",
        "beberapa tidak sebuah seorang seekor satu",
    )
    for word in some.split()
)
_NAME_BEHIND = regex.compile(r"[. ]{1,2}(\p{Lu}\p{L}{2,})")


def find_numbers(text: str, language: str) -> list[Span]:
    """Return the places of the numbers in a text, each with its unit or currency. Times are none."""
    taken = [span for span, _ in dates.find_dates(text, language)]
    taken += [Span(*match.span()) for some in (_DAY_OF_MONTH, _FOOTNOTE) for match in some.finditer(text)]
    figures = [span for span in _figures(text, language) if not any(overlap(span, one) for one in taken)]
    in_words = [span for span in _in_words(text, language) if not any(overlap(span, one) for one in figures)]
    return sorted(figures + in_words)


def is_number_word(word: str, language: str) -> bool:
    """Return whether a word says how many: "juta", "seven"."""
    return _SCALE.fullmatch(word) is not None or word.casefold() in _number_words(language)


def _figures(text: str, language: str) -> Iterator[Span]:
    stop_words = stopwords.stop_words(language or "en")
    for match in _WHOLE.finditer(text):
        unit = match["unit"] or ""
        word = unit.strip(" -").split(" ")[0].casefold()
        has_unit = bool(word) and word not in stop_words and dates.month_number(word, language) is None
        if (not match["currency"] and _is_time(match, has_unit=has_unit)) or _is_of_date(match, language):
            continue
        yield Span(match.start(), match.end("unit") if has_unit else match.end("number"))


def _is_time(match: "regex.Match[str]", *, has_unit: bool) -> bool:
    """Return whether a number is a year or the time of a day; "pada 2010 hutan" has no number of forests."""
    if _YEAR.fullmatch(match["number"]):
        return not has_unit or _BEFORE_YEAR.search(match.string, 0, match.start()) is not None
    return not has_unit and _CLOCK.fullmatch(match["number"]) is not None


def _is_of_date(match: "regex.Match[str]", language: str) -> bool:
    """Return whether the name of a month stands behind a number."""
    behind = _NAME_BEHIND.match(match.string, match.end("number"))
    return behind is not None and dates.month_number(behind[1], language) is not None


def _in_words(text: str, language: str) -> Iterator[Span]:
    pattern = _words(language)
    if pattern is None:
        return
    stop_words = stopwords.stop_words(language or "en")
    for match in pattern.finditer(text):
        unit = match["unit"]
        has_unit = bool(unit) and unit.strip().casefold() not in stop_words
        yield Span(match.start(), match.end() if has_unit else match.end("number"))


@cache
def _number_words(language: str) -> Mapping[str, None]:
    """Return the words for numbers of a language, in their order; none where they are not listed."""
    return dict.fromkeys(word_lists.read_phrases("number_words").get(language, {}).get("numbers", "").split())


@cache
def _words(language: str) -> "regex.Pattern[str] | None":
    if not (listed := _number_words(language)):
        return None
    one = "|".join(word for word in listed if word not in _VAGUE)
    return regex.compile(
        rf"(?<!\w)(?<number>(?:{_ONE_OF_SCALE}|(?i:{one}))(?:[ -](?i:{one}|{_SCALES}))*)(?!\w)"
        r"(?<unit>[ ]\p{Ll}+)?"
    )
