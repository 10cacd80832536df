"""Measure how well a text matches a question.

Every measure is a share: the weight of the matched words over the weight of all words of the question. Shares are
comparable between questions, and do not depend on the engine that retrieved the paragraph.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from index.analysis import Term, with_phrases
from index.model.records import Span
from index.query.parsed_question import QuestionWord
from index.retrieval.bm25.base import K1, B

# In terms. A news sentence has about 20; words of the question that are closer than this belong together.
_WINDOW = 25

WordPositions = list[tuple[int, int]]
"""The positions of terms in a text, each with the index of its word in the question."""


class Measure:
    """Measures texts against one question. Its words are given by their indices."""

    def __init__(self, words: Sequence[QuestionWord]) -> None:
        self.spellings = [word.spelling for word in words]
        self._numeric = {
            index for index, spelling in enumerate(self.spellings) if any(map(str.isdecimal, spelling))
        }
        self._word_of = {term: index for index, word in enumerate(words) for term in word.terms}
        # A frozen set remembers its hash, by which patterns are looked up.
        self._terms = frozenset(self._word_of)
        self.parts = frozenset(part for term in self._word_of for part in term.split())
        """The terms of the question, and those that its phrases consist of."""
        self._phrases = [frozenset(term.split()) for term in self._word_of if " " in term]
        total = sum(word.weight for word in words) or 1.0
        self._shares = [word.weight / total for word in words]
        self._pairs = {
            index: (self._shares[index] + self._shares[index + 1]) / 2
            for index, (word, after) in enumerate(pairwise(words))
            if not (word.is_stop_word or after.is_stop_word)
        }

    def positions(self, terms: Sequence[str]) -> WordPositions:
        """Return the positions of the question's terms among the terms of a text."""
        return [] if self.parts.isdisjoint(terms) else self.positions_among(enumerate(terms))

    def positions_among(self, found: Iterable[tuple[int, str]]) -> WordPositions:
        """Return the positions of the question's terms among terms of a text with their positions, in order."""
        word_of = self._word_of
        if not self._phrases:
            return [(position, word_of[term]) for position, term in found if term in word_of]
        some = [one for one in found if one[1] in self.parts]
        if self._may_have_phrase([term for _, term in some]):
            placed = [Term(term, Span(0, 0), position) for position, term in some]
            return self.positions_of(with_phrases(placed, word_of.keys()))
        return [(position, word_of[term]) for position, term in some if term in word_of]

    def with_phrases(self, found: Sequence[Term]) -> list[Term]:
        """Return the question's terms in a text, of those of ``parts``, which are in order."""
        if self._may_have_phrase([term.text for term in found]):
            return with_phrases(found, self._word_of.keys())
        return [term for term in found if term.text in self._word_of]

    def _may_have_phrase(self, terms: Sequence[str]) -> bool:
        """Return whether all parts of a phrase are among these terms, as in few texts."""
        return bool(self._phrases) and any(map(frozenset(terms).issuperset, self._phrases))

    def positions_of(self, occurrences: Iterable[Term]) -> WordPositions:
        """Return the positions of terms that are known to be terms of the question."""
        return [(term.position, self._word_of[term.text]) for term in occurrences]

    def indices_of(self, terms: Iterable[str]) -> frozenset[int]:
        """Return the words that have one of these terms."""
        return frozenset(map(self._word_of.__getitem__, terms))

    @property
    def terms(self) -> AbstractSet[str]:
        """The terms of the question."""
        return self._terms

    def share(self, indices: Iterable[int]) -> float:
        """Return the share of these words, each given once by its index."""
        return sum(map(self._shares.__getitem__, indices))

    def bm25(self, positions: WordPositions, length: int, average: float) -> float:
        """Return BM25 as Lucene computes it, over the weight of the question; the weights hold the idf.

        Args:
            length: of the text, in terms.
            average: the mean length of texts of its kind.
        """
        if not positions:
            return 0.0
        frequencies: dict[int, int] = {}
        for _, index in positions:
            frequencies[index] = frequencies.get(index, 0) + 1
        norm = K1 * (1 - B + B * length / average) if average else K1
        shares = self._shares
        return sum([shares[index] * tf / (tf + norm) for index, tf in frequencies.items()])

    def window(self, positions: WordPositions, context: AbstractSet[int], coverage: float) -> float:
        """Return the share in the best stretch of a text and its context together.

        ``coverage`` is the share in the whole text and its context, which no stretch can exceed.
        """
        if not positions or positions[-1][0] - positions[0][0] < _WINDOW:
            return coverage
        best, end = 0.0, 0
        inside: dict[int, int] = {}
        for first, leaving in positions:
            gained = False
            while end < len(positions) and positions[end][0] - first < _WINDOW:
                entering = positions[end][1]
                gained = gained or not inside.get(entering)
                inside[entering] = inside.get(entering, 0) + 1
                end += 1
            if gained:  # otherwise the stretch before had the same words
                best = max(best, self.share(context | {index for index, count in inside.items() if count}))
                if best >= coverage:
                    break
            inside[leaving] -= 1
        return best

    def exact(self, text: str, indices: Iterable[int]) -> float:
        """Return the share of those of these words that a text spells as the question does, apart from case."""
        lowered, spellings = text.casefold(), self.spellings
        return self.share([index for index in indices if spellings[index] in lowered])

    def adjacent(self, positions: WordPositions) -> float:
        """Return the share of pairs of content words, side by side in the question, that are so in a text."""
        if len(positions) < 2 or not self._pairs:
            return 0.0
        found = set(positions)
        beside = {index for position, index in positions if (position + 1, index + 1) in found}
        return sum(share for index, share in self._pairs.items() if index in beside)

    @property
    def numeric(self) -> AbstractSet[int]:
        """The words that are numbers or dates."""
        return self._numeric

    def numeric_share(self, indices: AbstractSet[int]) -> float:
        """Return the share of those of these words that are numbers or dates."""
        return self.share(indices & self._numeric)
