"""Make a range of whole words of a range of tokens, which may begin inside a word and end behind a full stop."""

import regex

from index.model.records import Span

_EDGES = " \t\n.,;:!?\"'“”‘’«»()[]–—-"
# Scripts without spaces between words have no such beginnings.
_INSIDE_WORD = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{M}\p{Nd}]")
# In characters: no word is longer, and strings without spaces may be.
_LONGEST = 40


def whole_words(text: str, span: Span) -> Span | None:
    """Return the range of all words of which a range has a part, without punctuation around; None for none."""
    start, end = span
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    while first < start and _are_one_word(text, start):
        start -= 1
    while end < last and _are_one_word(text, end):
        end += 1
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return _with_bracket(text, Span(start, end)) if start < end else None


def _are_one_word(text: str, at: int) -> bool:
    """Return whether the characters before and at this place belong to one word."""
    return all(map(_INSIDE_WORD.fullmatch, text[at - 1 : at + 1]))


def _with_bracket(text: str, span: Span) -> Span:
    """Return a range with the bracket that closes behind it, if this was opened in it."""
    inside = text[span.start : span.end]
    is_open = inside.count("(") > inside.count(")")
    return Span(span.start, span.end + 1) if is_open and text[span.end : span.end + 1] == ")" else span
