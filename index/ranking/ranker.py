"""From a question to its best paragraphs: candidates are gathered, weighed, and put in order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from index.model.features import Closeness, Evidence
from index.model.records import Hit
from index.query.answer_type import AskedKind, has
from index.query.temporal import AskedTime, nearness
from index.ranking.article_context import Context
from index.ranking.candidates import Candidate, Candidates
from index.ranking.linear import weights
from index.ranking.measures import Asked
from index.retrieval.bm25.base import Engine, Query
from index.store.articles import ArticleStore

# How many paragraphs each way of finding hands on. Of twice as many, words alone put no more first.
_BY_WORDS, _BY_MEANING = 20, 40
_NOT_KNOWN = Closeness(0.0, 0.0)


class Meant(Protocol):
    """What a question means, as far as paragraphs have vectors."""

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        """Return the paragraphs nearest in meaning, best first, each with its cosine."""

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, Closeness]:
        """Return how near those are that have a vector."""


@dataclass(frozen=True)
class LookedFor:
    """What to rank paragraphs by.

    Args:
        without: signals of index.ranking.linear.SIGNALS to ignore.
        hidden: paragraphs to pass over.
        within: the only paragraphs to look at; None for all in scope.
        across: whether the libraries lack the language of the question.
    """

    asked: Sequence[Asked]
    query: Query
    limit: int
    without: Collection[str] = ()
    hidden: Collection[int] = frozenset()
    within: Collection[int] | None = None
    time: AskedTime | None = None
    kind: AskedKind | None = None
    across: bool = False


class Ranked(NamedTuple):
    """A candidate with what speaks for it."""

    candidate: Candidate
    evidence: Evidence
    score: float
    part: int | None
    """Which part of the paragraph is nearest in meaning, where it has parts with vectors."""


class Ranking:
    """The paragraphs in scope that may answer one question, best first, at most ``limit`` of them.

    Of equal ones the one added first or, where the question is about a time, that of the newest article.
    """

    def __init__(self, store: ArticleStore, engine: Engine, looked_for: LookedFor) -> None:
        self._looked_for = looked_for
        self._depth = max(_BY_MEANING, looked_for.limit) + len(looked_for.hidden)
        self._candidates = Candidates(store, looked_for.query.libraries, looked_for.asked, looked_for.time)
        if looked_for.within is None:
            self._hits = self._seen(hit.paragraph_id for hit in engine.search(looked_for.query, self._depth))
        else:
            self._hits = self._seen(looked_for.within)

    def by_words(self) -> list[Ranked]:
        within = self._looked_for.within
        most = max(_BY_WORDS, self._looked_for.limit) if within is None else len(within)
        self._candidates.add(self._hits[:most])
        return self._best({})

    def by_meaning(self, meant: Meant) -> list[Ranked]:
        """Return the ranking by words and by meaning, among what either of them found."""
        ids = set(self._hits)
        if self._looked_for.within is None:
            nearest = meant.nearest(self._looked_for.query.libraries, self._depth)
            ids.update(self._seen(hit.paragraph_id for hit in nearest))
        self._candidates.add(ids)
        return self._best(meant.cosines(ids))

    def _seen(self, paragraph_ids: Iterable[int]) -> list[int]:
        return [one for one in paragraph_ids if one not in self._looked_for.hidden]

    def _best(self, cosines: Mapping[int, Closeness]) -> list[Ranked]:
        weighed = _weigh(self._candidates, cosines, self._looked_for)
        return _in_order(weighed, self._looked_for.time)[: self._looked_for.limit]


def _in_order(ranked: Iterable[Ranked], time: AskedTime | None) -> list[Ranked]:
    def place(one: Ranked) -> tuple[float, int, int]:
        article, paragraph = one.candidate.article, one.candidate.paragraph
        published = article.published if time else None
        return -one.score, -published.toordinal() if published else 0, paragraph.id

    return sorted(ranked, key=place)


def _weigh(candidates: Candidates, cosines: Mapping[int, Closeness], looked_for: LookedFor) -> list[Ranked]:
    measure, time, kind, every = candidates.measure, looked_for.time, looked_for.kind, list(candidates)
    counted = weights(bool(cosines), looked_for.across).without(looked_for.without)
    average, title_average = _mean(one.length for one in every), _mean(one.title_length for one in every)
    bodies = {one.paragraph.id: measure.bm25(one.found, one.length, average) for one in every}
    context = Context(every, bodies, measure)
    ranked = []
    for one in every:
        article, paragraph, said = one.article, one.paragraph, one.matched | one.titled
        coverage, close = measure.share(said), cosines.get(paragraph.id, _NOT_KNOWN)
        evidence = Evidence(
            body=bodies[paragraph.id],
            title=measure.bm25(one.in_title, one.title_length, title_average),
            coverage=coverage,
            window=measure.window(one.found, one.titled, coverage),
            exact=measure.exact(paragraph.text, one.matched),
            numbers=measure.numbers(one.matched),
            kind=float(kind is not None and has(paragraph.text, kind, article.language or "")),
            article=context.article(one),
            names=context.names(one, said),
            meaning=close.whole,
            part=close.nearest,
            time=nearness(article.published, time) if time else 0.0,
        )
        ranked.append(Ranked(one, evidence, counted.score(evidence), close.part))
    return ranked


def _mean(lengths: Iterable[int]) -> float:
    known = list(lengths)
    return sum(known) / len(known) if known else 0.0
