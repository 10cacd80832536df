"""Which words of a paragraph match a question, and which sentence answers it: as offsets, never as new text."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index import analysis
from index.models import Span
from index.sentences import split_sentences


@dataclass(frozen=True)
class Marks:
    """The sentence that answers, and the words of the question with the terms that they are."""

    sentence: Span
    words: tuple[Span, ...]
    terms: frozenset[str]


def mark(text: str, language: str, weights: Mapping[str, float]) -> Marks:
    """Returns the marks in a paragraph for question terms with these weights.

    The sentence is the one whose different matching terms weigh most; of equals, the first.
    """
    found = sorted(analysis.occurrences(text, language, weights), key=lambda term: term.span)
    starts = [term.span.start for term in found]
    sentences = split_sentences(text, language)

    def weight(sentence: Span) -> float:
        inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        return sum(weights[term] for term in {term.text for term in inside})

    terms = frozenset(term.text for term in found)
    return Marks(max(sentences, key=weight), _merged(term.span for term in found), terms)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Returns ranges in order, those that overlap or touch as one: pairs of characters make up longer words."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
