"""Which words of a paragraph match a question, and which sentence answers it: as offsets, never as new text."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from index import analysis
from index.model.records import Span
from index.query.answer_type import AskedKind, has
from index.text.sentences import split_parts, split_sentences


@dataclass(frozen=True)
class Marks:
    """The sentence that answers, and the words of the question with the terms that they are."""

    sentence: Span
    words: tuple[Span, ...]
    terms: frozenset[str]


# What it adds to a sentence's share of the question's weight that it has an answer of the kind asked for, or is in
# the part of the paragraph that is nearest in meaning. The second decides where words say nothing.
_OF_KIND, _NEAREST = 0.3, 0.1


@dataclass(frozen=True)
class Wanted:
    """What a question asks for: its terms with their weights, and the kind of its answer."""

    weights: Mapping[str, float]
    kind: AskedKind | None = None


def mark(
    text: str,
    language: str,
    wanted: Wanted,
    part: int | None = None,
    occurrences: Iterable[analysis.Term] | None = None,
) -> Marks:
    """Return the marks in a paragraph for a question.

    The sentence is the one that has most of the question, an answer of the kind asked for, and is near in meaning;
    of equals, the first. ``part`` is which of its parts is nearest, where that is known, and
    ``occurrences`` where the terms are.
    """
    weights = wanted.weights
    if occurrences is None:
        occurrences = analysis.occurrences(text, language, weights.keys()).terms
    found = sorted(occurrences, key=lambda term: term.span)
    starts = [term.span.start for term in found]
    sentences = split_sentences(text, language)

    terms = frozenset(term.text for term in found)
    total = fsum(weights[term] for term in terms) or 1.0
    nearest = split_parts(text, language, sentences)[part] if part is not None else None

    def worth(sentence: Span) -> float:
        inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        # Exact, as the order of a set is another in each process, and would decide between equals.
        share = fsum(weights[term] for term in {term.text for term in inside}) / total
        is_near = nearest is not None and nearest.start <= sentence.start < nearest.end
        has_kind = wanted.kind is not None and has(text[sentence.start : sentence.end], wanted.kind, language)
        return share + _OF_KIND * has_kind + _NEAREST * is_near

    sentence = max(sentences, key=worth) if len(sentences) > 1 else sentences[0]
    return Marks(sentence, _merged(term.span for term in found), terms)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return ranges in order, those that overlap or touch as one: pairs of characters make up longer words."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
