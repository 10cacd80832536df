"""Keep where the terms of a paragraph are, so that a question finds its words without analysing the text."""

from index import analysis
from index.analysis import Term, unspaced
from index.model.records import Span
from index.text.term_codes import pairs, words
from index.text.term_codes.coding import Found, Wanted

__all__ = ["Found", "Wanted", "find", "occurrences", "terms_with_codes"]
# In characters. Of a longer text, no question reads all, and it has no codes.
_LONGEST = 16_000


def terms_with_codes(text: str, language: str) -> tuple[list[str], bytes]:
    """Return the terms of a paragraph, and their codes; b"" if a question has to analyse the text itself."""
    if not unspaced.has_unspaced(text):
        return words.terms_with_codes(text, language)
    found = pairs.terms_with_codes(text, language) if len(text) <= _LONGEST else None
    return found or (analysis.terms(text, language), b"")


def find(codes: bytes, text: str, language: str, wanted: Wanted) -> tuple[int, Found] | None:
    """Return the number of a text's terms, and the wanted ones; None if the text has to be analysed.

    The codes may be those of another text.
    """
    if not codes.startswith(pairs.MARKER):
        return words.find(codes, text, language, wanted)
    found = pairs.find(codes, text, language, wanted)
    return found and (found[0], [(position, term) for position, _, _, term in found[1]])


def occurrences(codes: bytes, text: str, language: str, wanted: Wanted) -> list[Term] | None:
    """Return the wanted terms of a text with their places, as ``analysis.occurrences`` does.

    The result is None if the text has to be analysed: the codes may be those of another text, or other spaces than
    single ones stand between its pieces.
    """
    if not codes.startswith(pairs.MARKER):
        return words.occurrences(codes, text, language, wanted)
    found = pairs.find(codes, text, language, wanted)
    return found and [Term(term, Span(start, end), position) for position, start, end, term in found[1]]
