"""Choose the words of a quote that may answer: by what a reranker points at, and by the kind that is asked for."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from index.analysis import words
from index.answering.answer_words.fitting import asks_about, fitting
from index.model.features import Pointed, Reading
from index.model.records import Quote, Span
from index.query.answer_kinds.kinds import AnswerKind, asked_kind, has_new_word
from index.query.answer_kinds.whole_words import whole_words
from index.query.parsed_question import ParsedQuestion
from index.text.ranges import overlap
from index.text.sentences import sentence_around


class Basis(StrEnum):
    """The source of a choice. Each has its own coefficients."""

    READER = "reader"
    WORDS = "words"


INPUTS: Mapping[Basis, tuple[str, ...]] = {
    Basis.READER: ("confidence", "together", "pointed", "in_sentence", "alone"),
    Basis.WORDS: ("confidence", "together"),
}
"""The inputs of the certainty, beside the kind.

"confidence" is the logit of the probability of the whole answer, and "pointed" that of the probability of all
ranges that overlap with the words, to a reranker. The others are from 0 to 1: "together" is the share of the
question's words in the quote that are in one sentence with the words, "in_sentence" says whether that is the
marked one, and "alone" whether nothing else in the marked one is of the kind.
"""
# Words of the kind that is asked for need this probability. Otherwise the most probable range is chosen.
_LEAST = 0.3


class Choice(NamedTuple):
    """The words that may answer, of what kind they are asked for, and what their certainty depends on, by name."""

    words: Span
    kind: AnswerKind
    basis: Basis
    inputs: Mapping[str, float]


class _Sentence(NamedTuple):
    """A quote with what is of the kind that is asked for: in all of it, and in the marked sentence."""

    quote: Quote
    said: frozenset[str]
    fitting: Sequence[Span]
    inside: Sequence[Span]
    unfit: Sequence[Span]
    """Numbers that count something else, and holders of other offices."""


def choose(question: ParsedQuestion, quote: Quote, confidence: float) -> Choice | None:
    """Return the words of a quote that most probably answer; None if there are none.

    Without a reranker, they are all that its marked sentence has of the kind that is asked for.

    Args:
        confidence: the probability of the whole answer.
    """
    kind = asked_kind(question)
    if kind is None or (kind is AnswerKind.NAME and asks_about(question, quote)):
        return None
    said = frozenset(words.folded_words(question.text))
    found = fitting(question, quote, kind, said)
    inside = [span for span in found.fitting if overlap(span, quote.sentence)]
    known = _Sentence(quote, said, found.fitting, inside, found.unfit)
    reading = quote.match_report.reading
    if reading is None or reading.words is None:
        return _by_words(known, kind, confidence)
    return _by_reading(known, kind, confidence, reading)


def _by_words(known: _Sentence, kind: AnswerKind, confidence: float) -> Choice | None:
    others = known.unfit if kind is AnswerKind.NAME else ()
    if len(known.inside) != 1 or any(overlap(one, known.quote.sentence) for one in others):
        return None
    chosen = known.inside[0]
    inputs = {"confidence": _logit(confidence), "together": _together(known.quote, chosen)}
    return Choice(chosen, kind, Basis.WORDS, inputs)


def _by_reading(known: _Sentence, kind: AnswerKind, confidence: float, reading: Reading) -> Choice | None:
    text = known.quote.paragraph.text
    likely = reading.likely or (Pointed(*(reading.words or (0, 0)), reading.certainty),)
    most_pointed = _most_pointed(known.fitting, likely)
    chosen = most_pointed or whole_words(text, Span(likely[0].start, likely[0].end))
    if chosen is None or not has_new_word(text[chosen.start : chosen.end], known.said):
        return None
    if not most_pointed and any(overlap(chosen, one) for one in known.unfit):
        return None
    inputs = {
        "confidence": _logit(confidence),
        "together": _together(known.quote, chosen),
        "pointed": _logit(_probability(chosen, likely)),
        "in_sentence": float(overlap(chosen, known.quote.sentence)),
        "alone": float(list(known.inside) == [chosen]),
    }
    return Choice(chosen, kind, Basis.READER, inputs)


def _together(quote: Quote, chosen: Span) -> float:
    """Return the share of the marked words of a quote that stand in the sentence of the chosen ones."""
    sentence = sentence_around(chosen, quote.paragraph.text, quote.article.language or "")
    return sum(overlap(word, sentence) for word in quote.words) / len(quote.words) if quote.words else 0.0


def _most_pointed(spans: Sequence[Span], likely: Sequence[Pointed]) -> Span | None:
    """Return the span that most of the probability overlaps with, if that is enough."""
    by_span = [(_probability(span, likely), -span.start, span) for span in spans]
    most, _, span = max(by_span, default=(0.0, 0, None))
    return span if most >= _LEAST else None


def _probability(span: Span, likely: Sequence[Pointed]) -> float:
    return sum(one.probability for one in likely if overlap(span, one))


def _logit(probability: float) -> float:
    within = min(0.999, max(0.01, probability))
    return math.log(within / (1 - within))
