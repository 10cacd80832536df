"""Know what a question counts, and which numbers count that: "berapa orang" does not ask for three demands."""

from collections.abc import Sequence
from functools import cache

import regex

from index import analysis
from index.analysis import word_lists, words
from index.model.records import Span
from index.query.answer_kinds.numbers import is_number_word

_COUNTED = regex.compile(
    r"(?<!\w)(?:berapa(?:kah)?(?: banyak| jumlah)?|how many|hvor mange)[ ](\p{L}+)", regex.IGNORECASE
)
_UNIT = regex.compile(r"\p{L}[\p{L}²³]*\Z")


def counting(spans: Sequence[Span], text: str, question: str, language: str) -> Sequence[Span]:
    """Return those of the numbers in a text that may count what a question counts.

    Where it counts people, a number of anything else does not. Otherwise those with its own word behind them come
    before all others, as texts count the same with other words, too.

    Args:
        language: of the text.
    """
    if not (asked := _COUNTED.search(question)):
        return spans
    noun = words.fold(asked[1])
    units = {span: _unit(text[span.start : span.end], language) for span in spans}
    if noun in _people():
        fitting = _people().union(words.folded_words(question))  # "satu juta mengungsi"
        return [span for span in spans if units[span] is None or units[span] in fitting]
    term = analysis.term_of(noun, language)
    named = [span for span, unit in units.items() if unit and analysis.term_of(unit, language) == term]
    return named or spans


@cache
def _people() -> frozenset[str]:
    """Return the words for people that are counted, in all languages, as ``words.fold`` writes them."""
    listed = word_lists.read_words("counted_people").values()
    return frozenset(words.fold(word) for some in listed for word in some.split())


def _unit(number: str, language: str) -> str | None:
    """Return the word that a number ends with, unless this says how many."""
    found = _UNIT.search(number)
    return words.fold(found[0]) if found and not is_number_word(found[0], language) else None
