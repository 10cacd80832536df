"""Recognise a text that states a reason, for questions that ask why."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from index.analysis import word_lists
from index.model.records import Span

SURE, LIKELY = 1.0, 0.35
_UNSPACED = "unspaced"
# In characters: two words, and the space before them.
_BEHIND = 16


class _Pattern(NamedTuple):
    """A pattern for some phrases, and these phrases, folded: few texts have one, and to look for them is cheap."""

    phrases: tuple[str, ...]
    whole: "regex.Pattern[str]"


class _Patterns(NamedTuple):
    sure: _Pattern
    likely: _Pattern
    before: "regex.Pattern[str] | None"


def knows_reasons(language: str) -> bool:
    """Return whether the words are known by which texts in this language state a reason."""
    return language in word_lists.read_phrases("reasons")


def reason(text: str, language: str, asked: Sequence[Span] = ()) -> float:
    """Return how surely a text states a reason, by its words: SURE, LIKELY or 0.

    ``asked`` are the places of the question's words. "Deaths after the dike broke" states no reason for the break.
    """
    patterns, folded = _patterns(language), text.casefold()
    for pattern, strength in ((patterns.sure, SURE), (patterns.likely, LIKELY)):
        if any(map(folded.__contains__, pattern.phrases)) and any(
            not _is_cause(match, patterns.before, asked) for match in pattern.whole.finditer(text)
        ):
            return strength
    return 0.0


def _is_cause(match: "regex.Match[str]", before: "regex.Pattern[str] | None", asked: Sequence[Span]) -> bool:
    """Return whether what is asked about stands behind these words, as the cause of something else."""
    if before is None or not before.match(match.string, match.start()):
        return False
    return any(match.end() <= span.start <= match.end() + _BEHIND for span in asked)


@cache
def _patterns(language: str) -> _Patterns:
    listed = word_lists.read_phrases("reasons")
    unspaced, own = listed[_UNSPACED], listed.get(language, {})
    sure, likely = (_pattern(own.get(kind, ""), unspaced[kind]) for kind in ("sure", "likely"))
    return _Patterns(sure, likely, _pattern(own["before"], "").whole if "before" in own else None)


def _pattern(words: str, inside: str) -> _Pattern:
    whole, any_place = ("|".join(map(regex.escape, some.split(", "))) for some in (words, inside))
    found = [rf"(?<!\w)(?:{whole})(?!\w)"] * bool(words) + [any_place] * bool(inside)
    phrases = [phrase.casefold() for some in (words, inside) if some for phrase in some.split(", ")]
    return _Pattern(tuple(phrases), regex.compile("|".join(found), regex.IGNORECASE))
