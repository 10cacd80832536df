"""Mark the words of a paragraph that match a question, and the sentence that answers it, by offsets."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from index import analysis
from index.model.records import Span
from index.query.answer_type import ExpectedAnswer, has_answer
from index.text.sentences import split_parts, split_sentences


@dataclass(frozen=True)
class Marks:
    """The sentence that answers, and the places of the question's words, with their terms."""

    sentence: Span
    words: tuple[Span, ...]
    terms: frozenset[str]


# Added to a sentence's share of the question's weight for an answer of the expected type, and for being in the
# part of the paragraph that is nearest in meaning. The latter decides if words say nothing.
_EXPECTED, _NEAREST = 0.3, 0.1


def mark(
    text: str,
    language: str,
    weights: Mapping[str, float],
    expected: ExpectedAnswer | None = None,
    part: int | None = None,
    occurrences: Iterable[analysis.Term] | None = None,
) -> Marks:
    """Mark a paragraph for a question.

    The marked sentence has most of the question's weight, an answer of the expected type, and is near in meaning.
    The first of equal sentences is marked.

    Args:
        weights: the weight of each term of the question.
        expected: the answer that the question expects, if its words say so.
        part: the number of the paragraph's part that is nearest in meaning, if that is known.
        occurrences: the terms of the question in the text, if they have been located already.
    """
    if occurrences is None:
        occurrences = analysis.occurrences(text, language, weights.keys()).terms
    found = sorted(occurrences, key=lambda term: term.span)
    sentences = split_sentences(text, language)
    if len(sentences) == 1:
        sentence = sentences[0]
    else:
        nearest = split_parts(text, language, sentences)[part] if part is not None else None
        sentence = _best(sentences, _worth(found, weights, nearest), text, language, expected)
    return Marks(sentence, _merged(term.span for term in found), frozenset(term.text for term in found))


def _worth(
    found: Sequence[analysis.Term], weights: Mapping[str, float], nearest: Span | None
) -> Callable[[Span], float]:
    """Return what tells the worth of a sentence. ``nearest`` is the part that is nearest in meaning."""
    starts = [term.span.start for term in found]
    # An exact sum: the order of a set differs between processes, and rounding would decide between equals.
    total = fsum(weights[term] for term in {term.text for term in found}) or 1.0

    def worth(sentence: Span) -> float:
        inside = found[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        share = fsum(weights[term] for term in {term.text for term in inside}) / total
        is_near = nearest is not None and nearest.start <= sentence.start < nearest.end
        return share + _NEAREST * is_near

    return worth


def _best(
    sentences: Sequence[Span],
    worth: Callable[[Span], float],
    text: str,
    language: str,
    expected: ExpectedAnswer | None,
) -> Span:
    """Return the first of the sentences that are worth most, with an answer of the expected type counted."""
    worths = [worth(sentence) for sentence in sentences]
    if expected is None:
        return sentences[worths.index(max(worths))]
    # To look for an answer is half of the cost of marking, and in most sentences it would not be enough.
    least = max(worths) - _EXPECTED
    for number, sentence in enumerate(sentences):
        if worths[number] >= least and has_answer(text[sentence.start : sentence.end], expected, language):
            worths[number] += _EXPECTED
    return sentences[worths.index(max(worths))]


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Merge spans that overlap or touch, because pairs of characters make up longer words."""
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
