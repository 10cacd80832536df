"""Find the number in a text that a question asks for, by the words beside each number."""

from collections.abc import Collection, Sequence
from itertools import pairwise

import regex

from index.model.records import Span
from index.text.ranges import overlap

_WORD = r"[\p{L}\p{M}'’-]+"
# Behind another number, a comma or one of these words, a text tells of something else.
_JOINING = r"(?:dan|serta|sedangkan|sementara|and|while|og|mens)"
_TOLD = rf"(?!{_JOINING}(?!\w)){_WORD}"
_BEHIND = regex.compile(rf"(?: {_TOLD}){{1,2}}", regex.IGNORECASE)
_BEFORE = regex.compile(rf"(?:{_TOLD} ){{1,3}}\Z", regex.IGNORECASE)
# "142 of its 413 families remain", "142 dari 413 keluarga bertahan".
_PART_OF = regex.compile(r" (?:of|dari|av) (?:[\p{L}]+ )?", regex.IGNORECASE)
# In characters, so that looking back does not take longer in a longer text.
_NEAR = 60


def told_of_others(numbers: Sequence[Span], text: str, matched: Collection[Span]) -> Collection[Span]:
    """Return the numbers that have no word of a question beside them, if others have.

    "Berapa orang mengungsi" asks for one number of "16.371 jiwa terdampak dan 2.212 orang mengungsi".

    Args:
        numbers: their places in a text, each with its unit, in order.
        matched: the places of the question's words.
    """
    beside = [number for number in numbers if _is_beside(number, text, matched)]
    beside += [
        part
        for part, whole in pairwise(numbers)
        if whole in beside and _PART_OF.fullmatch(text, part.end, whole.start)
    ]
    return [number for number in numbers if number not in beside] if beside else []


def _is_beside(number: Span, text: str, matched: Collection[Span]) -> bool:
    behind = _BEHIND.match(text, number.end)
    before = _BEFORE.search(text, max(0, number.start - _NEAR), number.start)
    places = [Span(*match.span()) for match in (behind, before) if match]
    return any(overlap(place, word) for place in places for word in matched)
