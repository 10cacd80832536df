"""What speaks for a paragraph: how its words, its article and its meaning answer to a question, as numbers.

All but the cosine are shares of the question: the weights of what was matched over those of all that was asked.
So they compare between questions, and are the same whichever engine found the paragraph.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from index.analysis import Term
from index.retrieval.bm25.base import K1, B

# Of terms. A news sentence has some 20; words of the question that stand nearer than this belong together.
_WINDOW = 25


@dataclass(frozen=True)
class Asked:
    """A word of the question as it is looked for: its terms, its spelling without case, and what it weighs."""

    terms: frozenset[str]
    folded: str
    weight: float


class Measure:
    """Measures texts against one question. ``Found`` is where words of the question stand, by their numbers."""

    Found = list[tuple[int, int]]

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.spellings = [word.folded for word in asked]
        self._are_numbers = {
            number for number, spelling in enumerate(self.spellings) if any(map(str.isdecimal, spelling))
        }
        self._word_of = {term: number for number, word in enumerate(asked) for term in word.terms}
        total = sum(word.weight for word in asked) or 1.0
        self._shares = [word.weight / total for word in asked]

    def found(self, terms: Sequence[str]) -> Found:
        """Return each position that has a term of the question, with the number of its word."""
        word_of = self._word_of
        if word_of.keys().isdisjoint(terms):
            return []
        return [(position, word_of[term]) for position, term in enumerate(terms) if term in word_of]

    def placed(self, occurrences: Iterable[Term]) -> Found:
        """Return the same of terms that are all wanted, with their places."""
        return [(term.position, self._word_of[term.text]) for term in occurrences]

    @property
    def wanted(self) -> AbstractSet[str]:
        """The terms of the question."""
        return self._word_of.keys()

    def share(self, numbers: Iterable[int]) -> float:
        """Return how much of the question these words of it are, each given once."""
        return sum(map(self._shares.__getitem__, numbers))

    def bm25(self, found: Found, length: int, average: float) -> float:
        """Return BM25 as in Lucene, the idf being in the weights, over the weight of the question.

        ``length`` is that of the text and ``average`` that of texts like it, in terms.
        """
        if not found:
            return 0.0
        frequencies: dict[int, int] = {}
        for _, number in found:
            frequencies[number] = frequencies.get(number, 0) + 1
        norm = K1 * (1 - B + B * length / average) if average else K1
        shares = self._shares
        return sum([shares[number] * tf / (tf + norm) for number, tf in frequencies.items()])

    def window(self, found: Found, title: AbstractSet[int], coverage: float) -> float:
        """Return the share of the question in the best stretch of a text and in the title.

        ``coverage`` is that of the whole text and the title, which no stretch of it exceeds.
        """
        if not found or found[-1][0] - found[0][0] < _WINDOW:
            return coverage
        best = 0.0
        for start, (first, _) in enumerate(found):
            inside = {number for position, number in found[start:] if position - first < _WINDOW}
            best = max(best, self.share(inside | title))
            if best >= coverage:
                break
        return best

    def exact(self, text: str, numbers: Iterable[int]) -> float:
        """Return the share of these words that a text has just as they were typed, out of the question."""
        lowered, spellings = text.casefold(), self.spellings
        return self.share([number for number in numbers if spellings[number] in lowered])

    def numbers(self, numbers: AbstractSet[int]) -> float:
        """Return the share of the question in those of these words that are numbers or dates."""
        return self.share(numbers & self._are_numbers)
