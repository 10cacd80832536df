"""From a question to its best paragraphs: candidates are gathered, measured, and put in order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index import analysis
from index.engines.base import Engine, Query
from index.evidence import Asked, Measure
from index.fusion import MEANING, WORDS, Weights
from index.models import Article, Closeness, Evidence, Hit, Paragraph
from index.store import ArticleStore
from index.times import AskedTime, nearness

# How many paragraphs each way of finding hands on.
_DEPTH = 40
_SURE_SHARE = 0.95
_SURE_LEAD = 3.0
_NOT_KNOWN = Closeness(0.0, 0.0)


class Meant(Protocol):
    """What a question means, as far as paragraphs have vectors."""

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        """Returns the paragraphs nearest in meaning, best first, each with its cosine."""

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, Closeness]:
        """Returns how near those are that have a vector."""


@dataclass(frozen=True)
class Ranked:
    """A paragraph with what speaks for it. ``matched`` and ``in_title`` are numbers of words of the question."""

    article: Article
    paragraph: Paragraph
    matched: frozenset[int]
    in_title: frozenset[int]
    evidence: Evidence
    score: float
    part: int | None
    """Which part of the paragraph is nearest in meaning, where it has parts with vectors."""


@dataclass(frozen=True)
class _Measured:
    """A candidate before its article is looked at."""

    article: Article
    paragraph: Paragraph
    found: Measure.Found
    length: int
    title: Measure.Found
    title_length: int


@dataclass(frozen=True)
class LookedFor:
    """What to rank paragraphs by.

    Args:
        without: signals of index.fusion.SIGNALS to ignore.
        hidden: paragraphs to pass over.
    """

    asked: Sequence[Asked]
    query: Query
    limit: int
    without: Collection[str] = ()
    hidden: Collection[int] = frozenset()
    time: AskedTime | None = None


def rank(store: ArticleStore, engine: Engine, looked_for: LookedFor, meant: Meant | None = None) -> list[Ranked]:
    """Returns at most ``limit`` paragraphs in scope, best first.

    Of equal ones the one added first or, where the question is about a time, that of the newest article.
    """
    query, time = looked_for.query, looked_for.time
    depth = max(_DEPTH, looked_for.limit) + len(looked_for.hidden)
    ids = {hit.paragraph_id for hit in engine.search(query, depth)}
    if meant is not None:
        ids |= {hit.paragraph_id for hit in meant.nearest(query.libraries, depth)}
    ids.difference_update(looked_for.hidden)
    cosines = meant.cosines(ids) if meant is not None else {}
    measure = Measure(looked_for.asked)
    candidates = _measured(measure, store.find(ids, query.libraries).values(), time)
    weights = (MEANING if cosines else WORDS).without(looked_for.without)
    return _by_score(_weigh(measure, weights, candidates, cosines, time), time)[: looked_for.limit]


def is_sure(by_words: Sequence[Ranked]) -> bool:
    """Tell whether words leave no doubt about the first paragraph, so that its meaning would not change it.

    On judged questions, 12 to 22 of 100 are so clear; of those meaning puts no more first than words do.
    """
    if not by_words or by_words[0].evidence.window < _SURE_SHARE:
        return False
    runner_up = by_words[1].score if len(by_words) > 1 else 0.0
    return by_words[0].score - runner_up >= _SURE_LEAD


def _by_score(ranked: Iterable[Ranked], time: AskedTime | None) -> list[Ranked]:
    def place(one: Ranked) -> tuple[float, int, int]:
        published = one.article.published if time else None
        return -one.score, -published.toordinal() if published else 0, one.paragraph.id

    return sorted(ranked, key=place)


def _measured(
    measure: Measure, found: Iterable[tuple[Article, Paragraph]], time: AskedTime | None
) -> list[_Measured]:
    titles: dict[int, list[str]] = {}
    measured = []
    for article, paragraph in found:
        language = article.language or ""
        if article.id not in titles:
            titles[article.id] = [*analysis.terms(article.title, language), *_of_day(article, time)]
        terms, title = analysis.terms(paragraph.text, language), titles[article.id]
        measured.append(
            _Measured(article, paragraph, measure.found(terms), len(terms), measure.found(title), len(title))
        )
    return measured


def _of_day(article: Article, time: AskedTime | None) -> list[str]:
    """Returns the day of an article as terms: its title need not say the year that a question names."""
    day = article.published
    return [f"{day:%Y}", f"{day:%Y%m%d}"] if day and time and not time.newest and nearness(day, time) else []


def _average(candidates: Sequence[_Measured]) -> float:
    return sum(one.length for one in candidates) / len(candidates) if candidates else 0.0


def _weigh(
    measure: Measure,
    weights: Weights,
    candidates: Sequence[_Measured],
    cosines: Mapping[int, Closeness],
    time: AskedTime | None,
) -> list[Ranked]:
    average = _average(candidates)
    title_average = sum(one.title_length for one in candidates) / len(candidates) if candidates else 0.0
    bodies = {one.paragraph.id: measure.bm25(one.found, one.length, average) for one in candidates}
    best_of = _two_best(candidates, bodies)
    ranked = []
    for one in candidates:
        matched, in_title = (frozenset(number for _, number in found) for found in (one.found, one.title))
        body, coverage = bodies[one.paragraph.id], measure.share(matched | in_title)
        best, second = best_of[one.article.id]
        close = cosines.get(one.paragraph.id, _NOT_KNOWN)
        evidence = Evidence(
            body=body,
            title=measure.bm25(one.title, one.title_length, title_average),
            coverage=coverage,
            window=measure.window(one.found, in_title, coverage),
            exact=measure.exact(one.paragraph.text, matched),
            article=second if body == best else best,
            meaning=close.whole,
            part=close.nearest,
            time=nearness(one.article.published, time) if time else 0.0,
        )
        ranked.append(
            Ranked(one.article, one.paragraph, matched, in_title, evidence, weights.score(evidence), close.part)
        )
    return ranked


def _two_best(candidates: Sequence[_Measured], bodies: Mapping[int, float]) -> dict[int, tuple[float, float]]:
    """Returns for each article the highest scores of its paragraphs, so that each can be told that of another."""
    best: dict[int, tuple[float, float]] = {}
    for one in candidates:
        first, second = best.get(one.article.id, (0.0, 0.0))
        best[one.article.id] = tuple(sorted((first, second, bodies[one.paragraph.id]), reverse=True)[:2])  # type: ignore[assignment]
    return best
