"""Know what a question counts, and which numbers count that: "berapa orang" does not ask for three demands."""

from collections.abc import Sequence
from functools import cache

import regex

from index import analysis
from index.analysis import word_lists, words
from index.model.records import Span
from index.query.answer_kinds.numbers import find_numbers, is_number_word

_COUNTED = regex.compile(
    r"(?<!\w)(?:berapa(?:kah)?(?: banyak| jumlah)?|how many|hvor mange)[ ](\p{L}+)", regex.IGNORECASE
)
_UNIT = regex.compile(r"\p{L}[\p{L}²³]*\Z")


def asked_noun(question: str) -> str | None:
    """Return the word for what a question counts, as ``words.fold`` writes it; None if it counts nothing."""
    asked = _COUNTED.search(question)
    return words.fold(asked[1]) if asked else None


def counts_people(question: str) -> bool:
    """Return whether a question asks how many people there are."""
    return asked_noun(question) in _people()


def counting(spans: Sequence[Span], text: str, question: str, language: str) -> Sequence[Span]:
    """Return those of the numbers in a text that may count what a question counts.

    Where it counts people, a number of anything else does not. Otherwise those with its own word behind them come
    before all others, as texts count the same with other words, too.

    Args:
        language: of the text.
    """
    if (noun := asked_noun(question)) is None:
        return spans
    named = _named(noun, spans, text, question, language)
    if noun in _people():
        return [span for span in spans if span in named or _unit(text[span.start : span.end], language) is None]
    return named or spans


def counted(text: str, question: str, language: str) -> Sequence[Span]:
    """Return the numbers in a text that have a word behind them for what a question counts; none if it does not.

    Args:
        language: of the text.
    """
    noun = asked_noun(question)
    return _named(noun, find_numbers(text, language), text, question, language) if noun else ()


def _named(noun: str, spans: Sequence[Span], text: str, question: str, language: str) -> Sequence[Span]:
    """Return those of the numbers in a text that end with a word for a noun."""
    units = ((span, _unit(text[span.start : span.end], language)) for span in spans)
    return [span for span, unit in units if unit and _is_of(unit, noun, question, language)]


def _is_of(unit: str, noun: str, question: str, language: str) -> bool:
    """Return whether a unit says what a noun does: any word for people, or one of the question, says people."""
    if noun in _people():
        return unit in _people() or unit in words.folded_words(question)  # "satu juta mengungsi"
    return analysis.term_of(unit, language) == analysis.term_of(noun, language)


@cache
def _people() -> frozenset[str]:
    """Return the words for people that are counted, in all languages, as ``words.fold`` writes them."""
    listed = word_lists.read_words("counted_people").values()
    return frozenset(words.fold(word) for some in listed for word in some.split())


def _unit(number: str, language: str) -> str | None:
    """Return the word that a number ends with, unless this says how many."""
    found = _UNIT.search(number)
    return words.fold(found[0]) if found and not is_number_word(found[0], language) else None
