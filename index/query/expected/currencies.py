"""Tell a currency from a sum of money in it, for questions about nothing but a currency.

"Rupiah hari ini" asks for the rate of the rupiah. A fine of "Rp 118 miliar" says nothing about it, nor does the
price of gold, "4.270 dolar AS per troy ounce"; "Rp16.412 per dolar AS" does.
"""

from collections.abc import Iterable
from functools import cache

import regex

from index.analysis import word_lists, words

# "1 dolar" begins a rate.
_SUM_BEFORE = regex.compile(
    r"(?<![\d.,])(?!1\s)\d[\d.,]*\s*(?:ribu|juta|miliar|milyar|triliun|thousand|million|billion|trillion)?\s*"
    r"(?:US|AS|U\.S\.)?\s*\Z",
    regex.IGNORECASE,
)
_SUM_AFTER = regex.compile(r"\.?\s*\d")
# Written only beside a number, so no question has it as a word.
_SIGNS = frozenset({"rp"})


def currency_terms(asked: Iterable[tuple[str, frozenset[str]]]) -> frozenset[str]:
    """Return the terms of the currencies that a question is about; none if it is about anything else, too.

    ``asked`` are its content words but for those of a time: each as it is spelled, and its terms.
    """
    found: set[str] = set()
    for spelling, terms in asked:
        if spelling in _listed("currencies"):
            found |= terms
        elif not (spelling.isdecimal() or _listed("beside").issuperset(spelling.split())):
            return frozenset()
    return frozenset(found)


def speaks_of_currency(text: str) -> bool:
    """Return whether a text has the name of a currency outside a sum of money."""
    return any(
        not (_SUM_BEFORE.search(text, 0, span.start) or _SUM_AFTER.match(text, span.end))
        for span in words.find_words(text)
        if words.fold(text[span.start : span.end]) in _names()
    )


@cache
def _names() -> frozenset[str]:
    return _listed("currencies") | _SIGNS


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(map(words.fold, word_lists.read_words("currencies")[kind].split()))
