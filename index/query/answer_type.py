"""The type of answer that a question expects, and whether a text has it: a name, a time, a reason and others."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from index.analysis import dates, stopwords, word_lists, words
from index.analysis.memo import Memo
from index.query.expected.places import has_place
from index.query.expected.reasons import reason
from index.text.definitions import definitions

_UNSPACED = "unspaced"
_NUMBER = regex.compile(r"\p{Nd}+(?:[.,]\p{Nd}+)*|[一二三四五六七八九十百千万亿兩两]+")
# Python's own patterns search for these in half of the time. The look-behind stands last, so that the search can
# skip to a 1 or 2.
_YEAR = re.compile(r"(?:1[0-9]|20)\d{2}(?!\d)(?<!\d{5})")
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[.:][0-5]\d(?!\d)")
# Every clock has this, and looking for it takes a tenth of the time.
_INSIDE_CLOCK = re.compile(r"[.:](?<=\d.)[0-5]\d(?!\d)")
# A capitalised word inside a sentence, or two at its beginning.
_NAME = regex.compile(r"(?<=\S )[\p{Lu}][\p{L}\p{M}'’-]+|^[\p{Lu}][\p{L}\p{M}'’-]+ [\p{Lu}][\p{L}\p{M}'’-]+")


class AnswerType(StrEnum):
    NAME = "name"
    TIME = "time"
    NUMBER = "number"
    DEFINITION = "definition"
    REASON = "reason"
    PLACE = "place"


# "tahun berapa" (which year) expects a time although it has the word for "how many", so a number comes last.
_PRECEDENCE = (
    AnswerType.TIME,
    AnswerType.REASON,
    AnswerType.NAME,
    AnswerType.NUMBER,
    AnswerType.PLACE,  # "the city where" is not a question
    AnswerType.DEFINITION,
)


class ExpectedAnswer(NamedTuple):
    """The type of answer that a question expects, and its own words in lower case, which are not an answer."""

    type: AnswerType
    question_words: frozenset[str]


class _Asking(NamedTuple):
    """Phrases that ask: those of scripts without spaces, the first words of the others, and these with spaces."""

    unspaced: tuple[str, ...]
    firsts: frozenset[str]
    padded: tuple[str, ...]

    def are_in(self, padded: str, said: Sequence[str]) -> bool:
        """Return whether one of them is in a question, given with spaces around its words, and by these words."""
        is_in = padded.__contains__
        # Most questions have no first word of any, and to look for a hundred phrases takes 12 µs.
        return (not self.firsts.isdisjoint(said) and any(map(is_in, self.padded))) or (
            not padded.isascii() and any(map(is_in, self.unspaced))
        )


class _Definition(NamedTuple):
    """The words that may be defined, the phrases that define, and the first words of these."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]
    verbs: tuple[str, ...]


def expected_answer(question: str, languages: Sequence[str]) -> ExpectedAnswer | None:
    """Return what answer a question in one of these languages expects, or None if its words do not say."""
    return _expected_answer(question, tuple(languages))


@lru_cache(maxsize=100)  # it is asked several times of each question
def _expected_answer(question: str, languages: tuple[str, ...]) -> ExpectedAnswer | None:
    said = words.folded_words(question)
    padded = f" {' '.join(said)} "
    for type_, asking in _phrases_that_ask(languages).items():
        if asking.are_in(padded, said):
            return _expecting(type_, question)
    return None


def expected_name(question: str) -> ExpectedAnswer:
    """Return what a question expects that asks for a name without saying so."""
    return _expecting(AnswerType.NAME, question)


def _expecting(type_: AnswerType, question: str) -> ExpectedAnswer:
    return ExpectedAnswer(type_, frozenset(map(words.fold, words.words_of_question(question).divided)))


def words_that_ask(type_: AnswerType, languages: Sequence[str]) -> frozenset[str]:
    """Return the folded words that ask for a type of answer in these languages, as "kapan" for a time."""
    known = _phrases()
    return frozenset(
        word for code in languages for phrase in known.get(code, {}).get(type_, ()) for word in phrase.split()
    )


def has_answer(text: str, expected: ExpectedAnswer, language: str) -> bool:
    """Return whether a text has an answer of the expected type that the question does not say itself."""
    type_, said = expected
    if type_ is AnswerType.NAME:
        return any(said.isdisjoint(match[0].lower().split()) for match in _NAME.finditer(text))
    if type_ is AnswerType.TIME:
        # The cheap patterns come first: the names of months depend on the language and have to be looked up.
        return (
            any(match[0] not in said for match in _YEAR.finditer(text))
            or (_INSIDE_CLOCK.search(text) and any(match[0] not in said for match in _CLOCK.finditer(text)))
            or dates.has_calendar_name(text, language)
            or bool(dates.find_dates(text, language))
        )
    if type_ is AnswerType.DEFINITION:
        return _defines(text, said, language)
    if type_ is AnswerType.REASON:
        return reason(text, language) > 0
    if type_ is AnswerType.PLACE:
        return has_place(text, said, language)
    numbers = [match for match in _NUMBER.finditer(text) if match[0] not in said]
    date_spans = [span for span, _ in dates.find_dates(text, language)] if numbers else []
    return any(not any(span.start <= match.start() < span.end for span in date_spans) for match in numbers)


def _defines(text: str, said: frozenset[str], language: str) -> bool:
    """Return whether a text says what a word of the question is, as in "jarak pagar adalah ..." or "... (KRC)"."""
    if any(words.fold(short) in said for short, _ in definitions(text)):
        return True
    sought = _definition(said, language)
    if sought is None:
        return False
    folded = words.fold(text)
    # Few texts have both in this order, and to split one into words takes twenty times as long.
    first = min([at for word in sought.words if (at := folded.find(word)) >= 0], default=len(folded))
    if max([folded.rfind(verb) for verb in sought.verbs]) <= first:
        return False
    return _pattern_of(sought).search(_folded_words(text)) is not None


@lru_cache(maxsize=1000)  # one question after another finds the same paragraphs
def _folded_words(text: str) -> str:
    return " ".join(chain.from_iterable(map(_folded.__getitem__, text.split())))


# The words of each piece between spaces. Looking pieces up takes a sixth of finding the words of a text.
_folded: Memo[tuple[str, ...]] = Memo(lambda piece: tuple(map(words.fold, words.split_words(piece))))


@cache
def _defining_phrases(language: str) -> tuple[str, ...]:
    phrases = word_lists.read_words("definitions").get(language)
    return tuple(phrases.split(", ")) if phrases else ()


@lru_cache(maxsize=64)
def _definition(said: frozenset[str], language: str) -> _Definition | None:
    """Return what defines a word of the question; None if it has no such word, or the language no such phrases."""
    common = stopwords.stop_words(language or "en") | stopwords.question_words(language or "en")
    defined, phrases = sorted(said - common), _defining_phrases(language)
    if not defined or not phrases:
        return None
    return _Definition(tuple(defined), phrases, tuple(phrase.partition(" ")[0] for phrase in phrases))


# Python's own patterns are compiled in a quarter of the time.
@lru_cache(maxsize=64)
def _pattern_of(definition: _Definition) -> "re.Pattern[str]":
    """Return the pattern of a word of the question with a phrase that defines up to four words behind it."""
    one_of, defining = ("|".join(map(re.escape, some)) for some in (definition.words, definition.phrases))
    return re.compile(rf"(?<!\S)(?:{one_of})(?: \S+){{0,4}} (?:{defining})(?!\S)")


@lru_cache(maxsize=256)
def _phrases_that_ask(languages: tuple[str, ...]) -> Mapping[AnswerType, _Asking]:
    """Return the phrases that ask for each type of answer, by their precedence."""
    known, found = _phrases(), {}
    for type_ in _PRECEDENCE:
        phrases = [phrase for code in languages for phrase in known.get(code, {}).get(type_, ())]
        firsts = frozenset(phrase.partition(" ")[0] for phrase in phrases)
        padded = tuple(f" {phrase} " for phrase in phrases)
        found[type_] = _Asking(known[_UNSPACED].get(type_, ()), firsts, padded)
    return found


@cache
def _phrases() -> Mapping[str, Mapping[AnswerType, tuple[str, ...]]]:
    return {
        code: {
            AnswerType(type_): tuple(words.fold(phrase) for phrase in text.split(", "))
            for type_, text in types.items()
        }
        for code, types in word_lists.read_phrases("answer_types").items()
    }
