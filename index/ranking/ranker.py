"""Rank paragraphs for a question: retrieve candidates, score them, and put them in order."""

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from index.model.errors import EngineUnavailable
from index.model.features import CosineSimilarity
from index.model.records import Hit
from index.model.stages import Stage, lap
from index.query.parsed_question import ParsedQuestion
from index.query.times.question_time import QuestionTime
from index.ranking.bounds import bounded, leads_first, measured_alike, words_first
from index.ranking.candidates import Candidates
from index.ranking.recency import newest_first
from index.ranking.scope import Scope
from index.ranking.scoring import Ranked, scored
from index.ranking.word_weights import search_terms
from index.retrieval.bm25.base import Engine, Query
from index.store.articles import ArticleStore

_log = logging.getLogger(__name__)
# The most paragraphs that are ranked by words alone, and the most that each search contributes to the ranking by
# words and meaning. With twice as many, words alone put no more right paragraphs first.
_BY_WORDS, _BY_MEANING = 20, 40


class SemanticScores(Protocol):
    """The similarity of paragraphs to one question, for those that have a vector.

    Any method may raise EngineUnavailable while the server of the vectors is away.
    """

    def nearest(self, libraries: frozenset[str], limit: int) -> list[Hit]:
        """Return the paragraphs nearest in meaning, best first, each with its cosine."""

    def cosines(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity]:
        """Return the similarity of each of these paragraphs that has a vector."""

    def cosines_without_vector(self, paragraph_ids: Collection[int]) -> Mapping[int, CosineSimilarity] | None:
        """Return the similarity of each of these paragraphs, which have no vector; None if that takes too long."""


class Ranker:
    """Ranks the paragraphs in scope for one question, best first.

    Equal scores are ordered by id, the lowest first; if the question is about a time, newer articles come before
    older ones.
    """

    def __init__(
        self,
        store: ArticleStore,
        engine: Engine,
        question: ParsedQuestion,
        scope: Scope,
        ablated: Collection[str] = (),
        *,
        uses_meaning: bool = True,
    ) -> None:
        """Search for a question.

        Args:
            ablated: the names of feature groups to ignore, from index.ranking.linear.
            uses_meaning: whether ``by_meaning`` may be called, for which more paragraphs are retrieved.
        """
        self._question = question
        self._scope = scope
        self._ablated = ablated
        self._most = max(_BY_WORDS, scope.limit)
        self._depth = max(_BY_MEANING if uses_meaning else _BY_WORDS, scope.limit) + len(scope.hidden)
        self._candidates = Candidates(store, scope.libraries, question, engine.codes)
        if scope.within is None:
            query = Query(search_terms(question), scope.libraries)
            self._hits = self._visible(hit.paragraph_id for hit in engine.search(query, self._depth))
            lap(Stage.ENGINE)
        else:
            self._hits = self._visible(scope.within)

    def by_words(self) -> list[Ranked]:
        """Return the ranking by words alone."""
        scope = self._scope
        most = self._most if scope.within is None else len(scope.within)
        self._candidates.add(self._hits[:most])
        return self._best({})

    def by_meaning(self, semantic: SemanticScores) -> list[Ranked] | None:
        """Return the ranking by words and meaning, of what either of them retrieves.

        Paragraphs without a vector cannot be compared with others by meaning. The best by words get one now; None
        says that this takes too long, or that the server of the vectors is away. The others are left out, because
        meaning has not retrieved them.
        """
        try:
            cosines = self._cosines(semantic)
        except EngineUnavailable as error:
            _log.info("answered without the vectors: %s", error)
            return None
        lap(Stage.VECTORS)
        if cosines is None:
            return None
        self._candidates.add(cosines)
        return self._best(cosines)

    def _cosines(self, semantic: SemanticScores) -> Mapping[int, CosineSimilarity] | None:
        best_by_words = self._hits if self._scope.within else self._hits[:_BY_WORDS]
        ids = set(self._hits)
        if self._scope.within is None:
            nearest = semantic.nearest(self._scope.libraries, self._depth)
            ids.update(self._visible(hit.paragraph_id for hit in nearest))
        cosines = semantic.cosines(ids)
        lacking = [one for one in best_by_words if one not in cosines]
        made = semantic.cosines_without_vector(lacking) if lacking else {}
        return None if made is None else {**cosines, **made}

    def _visible(self, paragraph_ids: Iterable[int]) -> list[int]:
        return [one for one in paragraph_ids if one not in self._scope.hidden]

    def _best(self, cosines: Mapping[int, CosineSimilarity]) -> list[Ranked]:
        ranked = scored(self._candidates, self._question, cosines, self._ablated)
        if cosines:
            ranked = measured_alike(words_first(bounded(ranked, self._question)), self._question, self._ablated)
        ranked = newest_first(leads_first(ranked, self._question), self._question)
        in_order = _in_order(ranked, self._question.time)[: self._scope.limit]
        lap(Stage.MEASURING)
        return in_order


def _in_order(ranked: Iterable[Ranked], time: QuestionTime | None) -> list[Ranked]:
    def key(one: Ranked) -> tuple[float, float, int, int]:
        article, paragraph = one.candidate.article, one.candidate.paragraph
        published = article.published if time else None
        # A bound gives equal scores; what it keeps behind comes later.
        is_other = one.features.other_language
        return -one.score, is_other, -published.toordinal() if published else 0, paragraph.id

    return sorted(ranked, key=key)
