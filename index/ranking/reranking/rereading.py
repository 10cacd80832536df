"""Put what was ranked into a better order by reading the best of it together with the question."""

import threading
import time
from collections.abc import Callable, Sequence

from index.model.features import Reading
from index.model.stages import Stage, lap
from index.query.parsed_question import ParsedQuestion
from index.ranking.bounds import has_word_beyond, is_led
from index.ranking.linear import weight_of_reading
from index.ranking.reranking import open_reranker
from index.ranking.reranking.base import SECONDS, Passage, Reranker
from index.ranking.reranking.reranking_server import RerankingServer
from index.ranking.scoring import Ranked

# The right paragraph is among the first six of 96 of 100 judged questions, and among the first ten of 97.
_MOST = 6
# In scores. What is nearly as good stays behind: a reading in 8 bits differs by a few tenths from one in 32.
_NEAR = 0.2
# In logits of a reading.
_MUCH_BETTER = 3.0
# A logit of -10 is as far from an answer as there is. What is read has more than what is not.
_LEAST_LOGIT = -10.0

Group = list[Ranked]
"""A paragraph and its near-duplicates, of which the first stands for all."""


class Rereader:
    """A reranker that is opened and loaded when it is first needed. Safe in any thread."""

    def __init__(
        self,
        reranker: str | RerankingServer | Reranker,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open nothing yet.

        Args:
            reranker: a name in the table of rerankers, a server, or a reranker.
            seconds: how long a question may be read. The time to load the reranker does not count: all processes
                give the same answers, also those that answer one question.
        """
        self._named = reranker
        self._seconds = seconds
        self._clock = clock
        self._opening = threading.Lock()
        self._has_tried = False
        self._reranker: Reranker | None = None

    def opened(self) -> Reranker | None:
        """Return the reranker; None where there is none. Raises EngineError."""
        with self._opening:
            if not self._has_tried:
                named = self._named
                self._reranker = open_reranker(named) if isinstance(named, (str, RerankingServer)) else named
                self._has_tried = True
            return self._reranker

    def load(self) -> None:
        """Load what the first question would wait for. Raises EngineError."""
        if reranker := self.opened():
            reranker.load()

    def reread(self, question: ParsedQuestion, groups: Sequence[Group]) -> list[Group]:
        """Return the groups with the readings of the best of them, and in the order of their new scores.

        They come back as they are if there is no reranker or it takes too long. Raises EngineError.
        """
        best, rest = groups[:_MOST], groups[_MOST:]
        if not (readings := self._readings(question, best)):
            return list(groups)
        read = [[_read(group[0], one), *group[1:]] for group, one in zip(best, readings, strict=True)]
        return [*_in_order(read, question), *rest]

    def reading_of(self, question: ParsedQuestion, ranked: Ranked) -> Reading | None:
        """Return the reading of one paragraph for the words that answer: no score changes. Raises EngineError.

        It is None if there is no reranker that points at words, or it takes too long.
        """
        reranker = self.opened()
        if reranker is None or not reranker.points_at_words:
            return None
        readings = self._readings(question, [[ranked]])
        return readings[0] if readings else None

    def _readings(self, question: ParsedQuestion, groups: Sequence[Group]) -> list[Reading] | None:
        reranker = self.opened()
        if reranker is None or not groups:
            return None
        reranker.load()
        passages = [_passage(group[0], question) for group in groups]
        readings = reranker.read(question.standard_text, passages, self._clock() + self._seconds)
        lap(Stage.REREADING)
        return readings


def _passage(ranked: Ranked, question: ParsedQuestion) -> Passage:
    article, paragraph = ranked.candidate.article, ranked.candidate.paragraph
    content = {term for word in question.content_words for term in word.terms}
    words = [term.span for term in ranked.candidate.occurrences if term.text in content]
    titles = tuple(filter(None, (article.title, paragraph.heading)))
    return Passage(titles, article.published, paragraph.text, words)


def _read(ranked: Ranked, reading: Reading) -> Ranked:
    features = ranked.features._replace(reading=max(0.0, reading.answers - _LEAST_LOGIT))
    score = ranked.score + weight_of_reading(features) * features.reading
    return ranked._replace(features=features, score=score, reading=reading)


def _goes_before(one: Ranked, other: Ranked, question: ParsedQuestion) -> bool:
    mine, others = one.features, other.features
    is_foreign = mine.other_language > others.other_language and not has_word_beyond(one, other, question)
    may_pass = mine.time >= others.time and not is_foreign
    stays = is_led(one, other, question) and mine.reading - others.reading < _MUCH_BETTER
    return may_pass and one.score > other.score + _NEAR and not stays


def _in_order(groups: Sequence[Group], question: ParsedQuestion) -> list[Group]:
    """Return the groups, of which one goes before another only if it is clearly better, and no worse in time.

    No reranker sees which of two reports is newer. Nor does what is in another language than the question go
    before what is in its own: of one story in two languages, people want the one that they asked in. Nor does a
    later paragraph go before a lead that tells what its title is about. Of what stays before something better,
    the score is that of the better one.
    """
    ordered: list[Group] = []
    for group in groups:
        at = len(ordered)
        while at and _goes_before(group[0], ordered[at - 1][0], question):
            at -= 1
        ordered.insert(at, group)
    least = float("-inf")
    for number in reversed(range(len(ordered))):
        first, *others = ordered[number]
        least = max(least, first.score)
        ordered[number] = [first._replace(score=least), *others]
    return ordered
