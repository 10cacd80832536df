"""What an article says for each of its paragraphs: of an article, those that were found are compared.

A news paragraph often names neither the event nor the person that it is about, as its article has done so before.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from index.ranking.candidates import Candidate
from index.ranking.measures import Measure


class Context:
    """Measures the rest of an article. Numbers are those of words of the question."""

    def __init__(self, candidates: Iterable[Candidate], bodies: Mapping[int, float], measure: Measure) -> None:
        """``bodies`` are scores of the paragraphs by their ids."""
        self._measure = measure
        self._bodies = bodies
        self._of_article: dict[int, list[Candidate]] = {}
        for one in candidates:
            self._of_article.setdefault(one.article.id, []).append(one)
        self._names = _names([one for some in self._of_article.values() for one in some], measure.spellings)

    def article(self, candidate: Candidate) -> float:
        """Return the highest score of another paragraph of the article, or 0."""
        return max((self._bodies[other.paragraph.id] for other in self._others(candidate)), default=0.0)

    def names(self, candidate: Candidate, said: AbstractSet[int]) -> float:
        """Return the share of the question in names that others of the article say, by how many of them do.

        ``said`` are the words that need not be said again.
        """
        missing = self._names - said
        others = self._others(candidate) if missing else []
        return sum(self._measure.share(missing & other.matched) for other in others) / (len(others) or 1)

    def _others(self, candidate: Candidate) -> list[Candidate]:
        return [one for one in self._of_article[candidate.article.id] if one is not candidate]


# Of the paragraphs that have a word, how many write it with a capital, to each that does not.
_MOSTLY = 4


def _names(candidates: Sequence[Candidate], spellings: Sequence[str]) -> frozenset[int]:
    """Return the words that those who write about them write with a capital, as who asks may not."""
    found = set()
    for number, lower in enumerate(spellings):
        capital, upper = lower[:1].upper() + lower[1:], lower.upper()
        if capital == lower:  # a number, or of a script that has no capitals
            continue
        texts = [one.paragraph.text for one in candidates if number in one.matched]
        capitals = sum(capital in text or upper in text for text in texts)
        small = sum(lower in text for text in texts if capital not in text and upper not in text)
        if capitals and capitals >= _MOSTLY * small:
            found.add(number)
    return frozenset(found)
