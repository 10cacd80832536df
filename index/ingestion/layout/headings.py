"""Recognise headings within a plain text, which say what the paragraphs below are about and answer nothing."""

from itertools import pairwise

from index.text.line_breaks import ends_sentence

_LONGEST = 80
_MOST_WORDS = 9


def without_headings(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without the headings among them; the first may be the headline and stays.

    A heading is a short line without a full stop or a figure, between sentences.
    """
    if len(paragraphs) < 2:
        return paragraphs
    before = [True, True, *map(ends_sentence, paragraphs[1:])]
    kept = [
        line
        for number, (line, below) in enumerate(pairwise(paragraphs))
        if not (number and before[number] and _is_heading(line, below))
    ]
    return [*kept, paragraphs[-1]]


def _is_heading(line: str, below: str) -> bool:
    return (
        len(line) <= _LONGEST
        and len(line.split()) <= _MOST_WORDS
        and line[:1].isupper()
        and not any(map(str.isdigit, line))
        and not any(mark in line for mark in ":;\t·|")
        and not ends_sentence(line)
        and not line.endswith((",", "-"))
        and ends_sentence(below)
        and len(below) > len(line)
    )
