"""Find words that people also write in other ways: F-16 and F16, pre-season, 12 500 and 12 rb, phone numbers."""

from collections.abc import Iterator
from functools import cache

import regex

from index.analysis import numbers, word_lists, words
from index.model.records import Span

_LETTER, _SPACE = r"[\p{L}\p{M}]", r"[ \u00a0\u202f]"
_START, _END = r"(?<![\p{L}\p{M}\p{N}_-])", r"(?![\p{L}\p{M}\p{N}_-])"
_HYPHENED_NUMBER = regex.compile(rf"{_START}(?<letters>{_LETTER}{{1,12}})-(?<digits>\p{{Nd}}{{1,4}}){_END}")
_HYPHENED_WORD = regex.compile(rf"{_START}(?<prefix>{_LETTER}{{1,6}})-(?<word>{_LETTER}{{3,}}){_END}")
_NUMBER_END = r"(?!\p{Nd}|[.,]\p{Nd})"
_SPACED_NUMBER = regex.compile(rf"(?<![\p{{Nd}}.,])[1-9]\p{{Nd}}{{0,2}}(?:{_SPACE}\p{{Nd}}{{3}})+{_NUMBER_END}")
_PHONE_NUMBER = regex.compile(
    r"(?<![\p{Nd}.,])(?:(?:\+|\(?0)\p{Nd}|62(?=[- ]?8))"
    rf"(?:[-()]|{_SPACE}|\p{{Nd}}){{5,16}}\p{{Nd}}{_NUMBER_END}"
)
_FEW_DIGITS = r"\p{Nd}{1,3}(?:[.,]\p{Nd}{1,3})?"
_THOUSANDS = regex.compile(rf"(?<![\p{{Nd}}.,])(?<number>{_FEW_DIGITS}){_SPACE}?(?i:ribu|rb|k|thousand){_END}")
_UNIT_LETTER = regex.compile(rf"(?<=\p{{Nd}}{_SPACE}?)[mt]{_END}", flags=regex.IGNORECASE)
# "2,7 M" is a sum, and "1250m" a length.
_UNITS = {"m": {"m", "meter", "miliar", "million"}, "t": {"t", "ton", "triliun"}}
_JOINED_NUMBER = regex.compile(
    r"(?<letters>\p{L}{1,12})(?<digits>\p{Nd}{1,4})|(?<digits>\p{Nd}{1,3})(?<letters>\p{L})"
)
# From here on, letters before a number are a word that may stand without it: COVID-19, but not F-16.
_SHORTEST_NAME = 4
_SHORTEST_PREFIX, _LONGEST_PREFIX, _SHORTEST_AFTER_PREFIX = 2, 7, 4
_FEWEST_GROUPED = 10_000
_THOUSAND, _MILLION = 1_000, 1_000_000
_THOUSAND_WORDS = ("ribu", "rb", "thousand")
# The digits of a group in a phone number, and of the code that it begins with.
_FEWEST_DIGITS, _MOST_DIGITS = 3, 5
_CODES = (2, 3, 4)
_INDONESIA = "62"
# Languages that use the informal words of another one.
_INFORMAL = {"ms": "id"}


def joined_spellings(question: str) -> list[tuple[Span, frozenset[str]]]:
    """Return the places of words that are written as several, in order, with all spellings of each."""
    found: list[tuple[Span, frozenset[str]]] = []
    for span, spellings in sorted(_joined(question), key=lambda one: (one[0].start, -one[0].end)):
        if not found or span.start >= found[-1][0].end:
            found.append((span, frozenset(spellings)))
    return found


def standard_spelling(question: str, language: str) -> str:
    """Return a question with the standard spelling of each informal word of its language: "brp org yg" is said so
    in chats only.
    """
    informal = word_lists.informal_words(_INFORMAL.get(language, language))
    parts, start = [], 0
    for span in words.find_words(question) if informal else ():
        standard = informal.get(words.fold(question[span.start : span.end]))
        if standard:
            parts += [question[start : span.start], standard]
            start = span.end
    return "".join([*parts, question[start:]])


def divided_spellings(word: str) -> list[str]:
    """Return other spellings of a word that has no space and no hyphen: F 16 for F16, pre season for preseason."""
    if word.isalpha():
        return list(_without_prefix(words.fold(word)))
    if match := _JOINED_NUMBER.fullmatch(word):
        letters, digits = match.captures("letters")[0], match.captures("digits")[0]
        return [f"{letters} {digits}" if word.startswith(letters) else f"{digits} {letters}", *_name(letters)]
    number = numbers.normalised_number(word) if word[:1].isdecimal() else ""
    return list(_written_out(number)) if number.isdecimal() and number.isascii() and number[0] != "0" else []


def _written_out(digits: str) -> Iterator[str]:
    """Yield a whole number with spaces between its groups, and with the word for a thousand."""
    number = int(digits)
    if number >= _FEWEST_GROUPED:
        yield f"{number:,}".replace(",", " ")
    if _THOUSAND <= number < _MILLION and number % _THOUSAND == 0 and not _is_year(number):
        yield from (f"{number // _THOUSAND} {word}" for word in _THOUSAND_WORDS)


def _is_year(number: int) -> bool:
    return number == 2 * _THOUSAND


def _thousands(match: "regex.Match[str]") -> set[str]:
    """Return the spellings of a number of thousands: 45 rb, 45 ribu and 45.000."""
    said = float(numbers.normalised_number(match["number"]))
    whole = round(said * _THOUSAND)
    spelled = {f"{match['number']} {word}" for word in _THOUSAND_WORDS}
    return {match[0], *spelled, str(whole), *(_written_out(str(whole)) if whole else ())}


def _joined(question: str) -> Iterator[tuple[Span, set[str]]]:
    if "-" not in question and not any(map(str.isdecimal, question)):
        return
    for match in _PHONE_NUMBER.finditer(question):
        yield Span(*match.span()), set(_phone_numbers("".join(filter(str.isdecimal, match[0]))))
    for match in _THOUSANDS.finditer(question):
        yield Span(*match.span()), _thousands(match)
    for match in _UNIT_LETTER.finditer(question):
        yield Span(*match.span()), _UNITS[match[0].lower()]
    for match in _SPACED_NUMBER.finditer(question):
        yield Span(*match.span()), {"".join(match[0].split()), " ".join(match[0].split())}
    for match in _HYPHENED_NUMBER.finditer(question):
        letters, digits = match["letters"], match["digits"]
        yield Span(*match.span()), {letters + digits, f"{letters} {digits}", *_name(letters)}
    for match in _HYPHENED_WORD.finditer(question):
        if words.fold(match["prefix"]) in _prefixes():
            yield Span(*match.span()), {match["prefix"] + match["word"], f"{match['prefix']} {match['word']}"}


def _name(letters: str) -> list[str]:
    return [letters] if len(letters) >= _SHORTEST_NAME else []


def _without_prefix(word: str) -> Iterator[str]:
    prefixes = _prefixes()
    for length in range(_SHORTEST_PREFIX, min(_LONGEST_PREFIX, len(word) - _SHORTEST_AFTER_PREFIX) + 1):
        if word[:length] in prefixes:
            yield f"{word[:length]} {word[length:]}"


def _phone_numbers(digits: str) -> Iterator[str]:
    """Yield a phone number as it may be written, with and without the code of Indonesia."""
    local = "0" + digits.removeprefix(_INDONESIA) if digits.startswith(_INDONESIA) else digits
    international = _INDONESIA + local[1:]
    yield from (local, international)
    for length in _CODES:
        for groups in _in_groups(local[length:]):
            yield f"{local[:length]} {groups}"
            yield f"{_INDONESIA} {local[1:length]} {groups}"


def _in_groups(digits: str) -> Iterator[str]:
    """Yield digits in groups with spaces between them."""
    if _FEWEST_DIGITS <= len(digits) <= 2 * _MOST_DIGITS:
        yield digits
    for size in range(_FEWEST_DIGITS, min(_MOST_DIGITS, len(digits) - _FEWEST_DIGITS) + 1):
        for others in _in_groups(digits[size:]):
            yield f"{digits[:size]} {others}"


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(word_lists.read_words("prefixes")["all"].split())
