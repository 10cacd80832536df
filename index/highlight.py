"""Which words of a paragraph match a question, and which sentence answers it: as offsets, never as new text."""

from collections.abc import Mapping
from dataclasses import dataclass

import sentencex

from index import analysis
from index.models import Span


@dataclass(frozen=True)
class Marks:
    sentence: Span
    words: tuple[Span, ...]


def mark(text: str, language: str, weights: Mapping[str, float]) -> Marks:
    """Returns the marks in a paragraph for question terms with these weights.

    The sentence is the one whose different matching terms weigh most; of equals, the first.
    """
    found = [term for term in analysis.analyse(text, language) if term.text in weights]
    sentences = split_sentences(text, language)

    def weight(sentence: Span) -> float:
        inside = {term.text for term in found if sentence.start <= term.span.start < sentence.end}
        return sum(weights[term] for term in inside)

    return Marks(max(sentences, key=weight), tuple(term.span for term in found))


def split_sentences(text: str, language: str) -> list[Span]:
    """Returns the sentences of a paragraph in order, without the spaces between them; at least one."""
    spans = []
    for boundary in sentencex.get_sentence_boundaries(language, text):
        start, end = int(boundary["start_index"]), int(boundary["end_index"])
        sentence = text[start:end]
        if sentence.strip():
            left = len(sentence) - len(sentence.lstrip())
            spans.append(Span(start + left, start + len(sentence.rstrip())))
    return spans or [Span(0, len(text))]
