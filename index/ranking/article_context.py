"""Article context: what a paragraph gets from the other retrieved paragraphs of its article.

A news paragraph often names neither the event nor the person it is about, because its article has named them
before: "Fadli Hamdan" once, and "Fadli" in the paragraphs below.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from index.ranking.candidates import Candidate
from index.ranking.measures import Measure


class ArticleContext:
    """Measures the other retrieved paragraphs of an article. Words of the question are given by their numbers."""

    def __init__(self, candidates: Iterable[Candidate], bodies: Mapping[int, float], measure: Measure) -> None:
        """``bodies`` are the BM25 scores of the paragraphs, by their ids."""
        self._measure = measure
        self._bodies = bodies
        self._of_article: dict[int, list[Candidate]] = {}
        for one in candidates:
            self._of_article.setdefault(one.article.id, []).append(one)
        self._names = _names([one for some in self._of_article.values() for one in some], measure.spellings)
        self._names_and_numbers = self._names | measure.numeric

    def with_whole_names(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates, each with the rest of a name of the question of which it has a word.

        The name has to stand as a whole in the title or in another retrieved paragraph of the article.
        """
        return _with_whole_names(candidates, self._names, len(self._measure.spellings))

    def article(self, candidate: Candidate) -> float:
        """Return the highest score of another paragraph of the article, or 0."""
        return max([self._bodies[other.paragraph.id] for other in self._others(candidate)], default=0.0)

    def names(self, candidate: Candidate, said: AbstractSet[int]) -> float:
        """Return the share of missing names that other paragraphs of the article say, by how many of them do.

        ``said`` are the numbers of the words in the paragraph or its title.
        """
        others = self._others(candidate)
        missing = self._names - said if others else frozenset()
        return (
            sum([self._measure.share(missing & other.matched) for other in others]) / len(others)
            if missing
            else 0.0
        )

    def named(self, said: AbstractSet[int]) -> float:
        """Return the share of names and numbers that are said."""
        return self._measure.share(self._names_and_numbers & said)

    def _others(self, candidate: Candidate) -> list[Candidate]:
        every = self._of_article[candidate.article.id]
        own = candidate.paragraph.id
        return [one for one in every if one.paragraph.id != own] if len(every) > 1 else []


# For a name of four words, of which a paragraph has one.
_PASSES = 3
# A word is a name if this many times more paragraphs capitalise it than do not.
_CAPITALISED = 4


def _names(candidates: Sequence[Candidate], spellings: Sequence[str]) -> frozenset[int]:
    """Return the indices of words that paragraphs capitalise, because people who type questions often do not."""
    found = set()
    for number, lower in enumerate(spellings):
        capital, upper = " ".join(word[:1].upper() + word[1:] for word in lower.split(" ")), lower.upper()
        if capital == lower:  # a number, or a script without capitals
            continue
        texts = [one.paragraph.text for one in candidates if number in one.matched]
        without = [text for text in texts if capital not in text and upper not in text]
        capitals = len(texts) - len(without)
        lower_case = sum([lower in text for text in without])
        if capitals and capitals >= _CAPITALISED * lower_case:
            found.add(number)
    return frozenset(found)


def _with_whole_names(candidates: Sequence[Candidate], names: frozenset[int], words: int) -> list[Candidate]:
    """See ``ArticleContext.with_whole_names``; ``names`` are indices among the ``words`` of the question."""
    parts = [(first, second) for first, second in pairwise(range(words)) if {first, second} <= names]
    if not parts:
        return list(candidates)
    whole: dict[int, set[tuple[int, int]]] = {}
    for one in candidates:
        whole.setdefault(one.article.id, set()).update(_adjacent(one, parts))
    return [_with_rest(one, whole[one.article.id]) for one in candidates]


def _adjacent(one: Candidate, parts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the parts of names whose words stand side by side in a paragraph or its context."""
    for places in map(set, (one.positions, one.context_positions)):
        for first, second in parts:
            if any(index == first and (at + 1, second) in places for at, index in places):
                yield first, second


def _with_rest(one: Candidate, whole: set[tuple[int, int]]) -> Candidate:
    said = one.matched
    for _ in range(_PASSES):
        said = said.union(*(part for part in whole if not said.isdisjoint(part)))
    return one._replace(implied=said - one.matched) if len(said) > len(one.matched) else one
