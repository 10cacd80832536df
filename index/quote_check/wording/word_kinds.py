"""The kinds of words that alter a fact: numbers, names, dates, units and negations."""

from collections.abc import Iterable, Sequence
from functools import cache

import regex

from index.analysis import dates, stopwords, word_lists, words
from index.model.checked import ChangeKind
from index.model.records import Span
from index.quote_check.wording.tokens import Token

NEGATION, CONDITION, DOUBT, LINK = "negation", "condition", "doubt", "link"
SPEECH, SPEECH_INVERTED = "speech", "speech_inverted"
FURNITURE, _SHARING_WORDS = "furniture", "sharing"
_MAGNITUDE, _UNIT = "magnitude", "unit"
_SIGNS_OF_UNITS = frozenset("%‰°$€£¥")
_SHARING = {"ms": "id", "nb": "no", "nn": "no"}
# For an article in no known language, and beside that of the article, because people mix these.
_DEFAULT = ("id", "en", "no")
# Elsewhere a month has a small letter.
_WITH_CAPITAL_MONTHS = frozenset({"en", "id", "ms", "de", ""})
_YEAR = regex.compile(r"(?:1[5-9]|20)\d\d")
_BEFORE_YEAR = frozenset(
    {"tahun", "in", "since", "sejak", "pada", "i", "år", "siden", "of", "until", "hingga", "for"}
)
_SHORTEST_MAGNITUDE = 3
_LONGEST_CALL = 6
_SENTENCE_END = regex.compile(r"[.!?…:][\s\p{P}]*$|^[\s\p{P}]*$|\n[\s\p{P}]*$")


def is_listed(key: str, name: str, language: str) -> bool:
    """Return whether a word is one of those that turn a sense in this way; see data/quote_check.toml."""
    return key in listed(name, language) or (name == NEGATION and key.endswith(("n't", "n’t")))


@cache
def listed(name: str, language: str) -> frozenset[str]:
    """Return the words of a list for a language; for an unknown one those of several languages."""
    lists = word_lists.read_phrases("quote_check")[name]
    code = _SHARING.get(language, language)
    codes = (code,) if code in lists else _DEFAULT
    return frozenset(word for code in codes for word in lists.get(code, "").split())


@cache
def furniture() -> frozenset[str]:
    """Return the phrases that phones and people put around what they forward."""
    lists = word_lists.read_phrases("quote_check")[FURNITURE].values()
    return frozenset(" ".join(words.folded_words(phrase)) for text in lists for phrase in text.split(","))


def asks_to_share(said: Sequence[str]) -> bool:
    """Return whether a sentence, as folded words, asks people to pass a text on: "Sebarkan ke semua grup!"."""
    lists = word_lists.read_phrases("quote_check")[_SHARING_WORDS].values()
    return len(said) <= _LONGEST_CALL and bool(said) and any(said[0] in words_.split() for words_ in lists)


class Kinds:
    """The kinds of the words of one text.

    Args:
        names: the keys of words that are names, whoever writes them in small letters.
    """

    def __init__(self, text: str, tokens: Sequence[Token], language: str) -> None:
        self._text, self._tokens, self._language = text, tokens, language
        self._dates = [span for span, _ in dates.find_dates(text, language)]
        self.names = frozenset(token.key for number, token in enumerate(tokens) if self._is_name(number))

    def of(self, number: int, names: Iterable[str]) -> ChangeKind | None:
        """Return the kind of a word; None for an ordinary one."""
        key = self._tokens[number].key
        if is_listed(key, NEGATION, self._language):
            return ChangeKind.NEGATION
        if self._is_of_date(number):
            return ChangeKind.DATE
        if any(map(str.isdigit, key)) or self._is_magnitude(number) or key == "-":
            return ChangeKind.NUMBER
        if key in _SIGNS_OF_UNITS or (self._has_number_beside(number) and is_listed(key, _UNIT, self._language)):
            return ChangeKind.UNIT
        return ChangeKind.NAME if key in names else None

    def _is_of_date(self, number: int) -> bool:
        token = self._tokens[number]
        if any(span.start <= token.span.start < span.end for span in self._dates):
            return True
        if token.key.isdecimal() and len(token.key) < len("2022") and self._has_month_beside(number):
            return True
        written = self._text[token.span.start : token.span.end]
        if _YEAR.fullmatch(token.key):
            before = self._tokens[number - 1].key if number else ""
            return before in _BEFORE_YEAR or bool(dates.month_number(before, self._language))
        return bool(dates.calendar_names(written, self._language)) or (
            bool(dates.month_number(token.key, self._language))
            and (self._language not in _WITH_CAPITAL_MONTHS or self._is_behind_number(number))
        )

    def _has_month_beside(self, number: int) -> bool:
        """Return whether a number is the day of a month without a year: "22 Februari", "February 22"."""
        beside = self._tokens[max(0, number - 1) : number + 2]
        return any(dates.month_number(one.key, self._language) for one in beside)

    def _is_behind_number(self, number: int) -> bool:
        """Return whether a number stands before a word, as in "3 maret" in the small letters of a chat."""
        return number > 0 and self._tokens[number - 1].key.isdecimal()

    def _is_magnitude(self, number: int) -> bool:
        """Return whether a word is a number, or a letter or two behind one: "5 bn", not "Sergey M"."""
        key = self._tokens[number].key
        is_short = len(key) < _SHORTEST_MAGNITUDE and key.isascii()
        return is_listed(key, _MAGNITUDE, self._language) and (not is_short or self._is_behind_number(number))

    def _has_number_beside(self, number: int) -> bool:
        """Return whether a number stands beside a word, or a word of a number: "5 km", "Rp 2 juta", "dua jam"."""
        around = range(max(0, number - 2), min(len(self._tokens), number + 3))
        return any(
            any(map(str.isdigit, self._tokens[n].key)) or self._is_magnitude(n) for n in around if n != number
        )

    def _is_name(self, number: int) -> bool:
        """Return whether a word has a capital letter that no beginning of a sentence gives it."""
        start, end = self._tokens[number].span
        word = self._text[start:end]
        if not word[:1].isupper() or (word.isupper() and self._text.isupper()):
            return False
        if not _SENTENCE_END.search(self._text, max(0, start - 20), start):
            return True
        # At the beginning of a sentence a name has a capital letter as any word has.
        common = stopwords.stop_words(self._language or "en")
        follows = self._tokens[number + 1] if number + 1 < len(self._tokens) else None
        # "Putin said" and "Kluivert mengatakan": who speaks, with one word for a name.
        is_followed = follows is not None and (
            self._text[follows.span.start].isupper() or is_listed(follows.key, SPEECH, self._language)
        )
        return (word.isupper() and len(word) > 1) or (is_followed and words.fold(word) not in common)


def spans_of(tokens: Sequence[Token], keys: frozenset[str], within: Span) -> list[Span]:
    """Return the places of words with one of these keys inside a stretch."""
    return [
        token.span
        for token in tokens
        if token.key in keys and within.start <= token.span.start and token.span.end <= within.end
    ]
