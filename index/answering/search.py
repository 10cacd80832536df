"""Answer a question: parse it, rank paragraphs, quote the best, and say how sure the answer is."""

import time
from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import replace
from datetime import date

from index.answering import confidence
from index.answering.age import age_of
from index.answering.articles import is_about, of_source, quotes_by_source, titled, with_leads
from index.answering.asked_facts import needs_more, with_fact_first
from index.answering.certainty.read_answers import affirms
from index.answering.confidence import Assessment
from index.answering.lacking import is_off_subject, lacks_what_is_asked
from index.answering.latest import latest_quotes
from index.answering.near_duplicates import group_near_duplicates
from index.answering.quoting import quote, with_answer_words
from index.answering.specifying_words import gain_of
from index.indexing.extents import Extents
from index.indexing.semantic import SemanticRetriever
from index.model.records import SHARED, Answer, Quote, Reason, Verdict
from index.model.small_talk import SmallTalk
from index.model.stages import Stage, lap
from index.query.parsed_question import ParsedQuestion
from index.query.parsing import parse
from index.query.small_talk import small_talk_in
from index.ranking.candidates import Candidate
from index.ranking.defined_names import with_defined_names, with_tones
from index.ranking.ranker import Ranker
from index.ranking.reranking import NO_RERANKER
from index.ranking.reranking.base import SECONDS, Reranker
from index.ranking.reranking.reranking_server import RerankingServer
from index.ranking.reranking.rereading import Group, Rereader
from index.ranking.scope import Scope
from index.ranking.scoring import Ranked
from index.ranking.word_weights import weighted, with_known
from index.retrieval.bm25.base import Engine
from index.spelling.correcting import correct, has_corrections, is_guess
from index.store.articles import ArticleStore

# Each kind of question loads tables of its own.
_TYPICAL = ("siapa presiden Indonesia sekarang?", "who won the match last week?", "why did the bank close?")


class Searcher:
    """Answers questions from a store and an engine, and changes neither. Safe in any thread."""

    def __init__(
        self,
        store: ArticleStore,
        engine: Engine,
        semantic: SemanticRetriever | None = None,
        ablated: Collection[str] = (),
        today: Callable[[], date] = date.today,
        reranker: str | RerankingServer | Reranker = NO_RERANKER,
        reading_seconds: float = SECONDS,
    ) -> None:
        """``ablated`` names feature groups of index.ranking.linear to ignore; ``today`` is the day of asking."""
        self._store = store
        self._engine = engine
        self._semantic = None if "meaning" in ablated else semantic
        self._ablated = frozenset(ablated)
        self._today = today
        self._rereader = Rereader(reranker, reading_seconds)
        self._extents = Extents(store, engine)

    def warm_up(self) -> Answer:
        """Load what the first questions would wait for. Raises StoreError or EngineError."""
        self._rereader.load()
        return [self.ask(question, Scope(frozenset({SHARED}))) for question in _TYPICAL][-1]

    @property
    def reranker(self) -> str | Reranker:
        """The opened reranker, for another library; the name of none where there is none. Raises EngineError."""
        return self._rereader.opened() or NO_RERANKER

    def ask(self, question: str, scope: Scope) -> Answer:
        """Return the answer; if it is not found, its quotes are withheld. Raises StoreError or EngineError."""
        answer = self.rank(question, scope)
        if answer.verdict is not Verdict.NOT_FOUND:
            return answer
        return replace(answer, quotes=(), withheld=answer.quotes)

    def rank(self, question: str, scope: Scope) -> Answer:
        """Return the answer with its quotes, even if it is not found. Raises StoreError or EngineError."""
        started = time.perf_counter()
        if small_talk := small_talk_in(question):
            return _no_question(question, small_talk, started)
        parsed = self._parse(question, scope)
        latest = self._latest(parsed, scope)
        if latest:
            assessment = confidence.assess_latest(parsed, latest)
            return _answer(replace(parsed, words=()), latest, assessment, started)
        if quotes := quotes_by_source(self._store, scope, parsed):
            assessment = confidence.assess_latest(parsed, quotes) if parsed.time else confidence.SURE
            return _answer(replace(parsed, words=()), quotes, assessment, started)
        parsed, only = of_source(self._store, scope, parsed)
        parsed = self._weighted(parsed, scope)
        corrected = self._corrected(parsed, scope, started)
        if corrected and corrected.verdict is Verdict.FOUND:
            return corrected
        answer = self._answered(parsed, scope, started, only)
        return corrected if corrected and corrected.confidence > answer.confidence else answer

    def _answered(
        self, question: ParsedQuestion, scope: Scope, started: float, only: Collection[int] = ()
    ) -> Answer:
        """Return the answer, of these articles alone if there are some."""
        ranked = self._quotable(question, scope)
        ranked = [one for one in ranked if one.candidate.article.id in only] if only else ranked
        ranked = list(with_fact_first(question, ranked))
        question = with_known(question, {index for one in ranked for index in one.candidate.matched_in_context})
        number = titled(question, ranked)
        wants_articles = (question.article_request is not None or number is not None) and scope.within is None
        if wants_articles:
            ranked = with_leads(ranked, question, self._store, scope, number)
        groups = list(group_near_duplicates(ranked))
        quotes = [quote(group, question) for group in groups]
        lap(Stage.MARKING)
        if quotes and not wants_articles and self._rereader.opened():
            quoted = {id(group[0]): one for group, one in zip(groups, quotes, strict=True)}
            groups = self._read(question, groups, quotes)
            # Those that nobody has read stay as they are.
            quotes = [quoted.get(id(group[0])) or quote(group, question) for group in groups]
            ranked = [one for group in groups for one in group]
        is_sure = wants_articles and (number is not None or is_about(ranked))
        assessment = confidence.assess(question, quotes, age_of(question, ranked), is_sure=is_sure)
        if is_sure or not ranked:
            return _answer(question, quotes, assessment, started)
        gain = gain_of(ranked[0], self._semantic)
        may_lack = assessment.verdict is Verdict.FOUND and not affirms(quotes[0])
        if may_lack and lacks_what_is_asked(question, ranked, self._store, gain):
            assessment = confidence.weakened(assessment)
        may_refuse = assessment.verdict is Verdict.WEAK and scope.within is None
        if may_refuse and is_off_subject(question, ranked, self._store, gain):
            assessment = confidence.refused(question, assessment)
        marked = with_answer_words(question, quotes, assessment, ranked[0], self._rereader)
        return _answer(question, marked, assessment, started)

    def _read(self, question: ParsedQuestion, groups: list[Group], quotes: Sequence[Quote]) -> list[Group]:
        """Return the groups as the reranker orders them, unless the first one is certain."""
        if confidence.is_certain(quotes):
            return groups
        read = self._rereader.reread(question, groups)
        firsts = [id(one) for one in with_fact_first(question, [group[0] for group in read])]
        return sorted(read, key=lambda group: firsts.index(id(group[0])))

    def _corrected(self, question: ParsedQuestion, scope: Scope, started: float) -> Answer | None:
        """Return the answer to a question without its typing errors; None if it has none or that is no answer."""
        if confidence.may_be_sure(question):
            return None
        corrected = correct(question, self._engine, self._store, scope.libraries, self._is_frequent)
        if corrected is None:
            return None
        parsed, only = of_source(self._store, scope, self._parse(corrected.question, scope))
        answer = self._answered(self._weighted(parsed, scope), scope, started, only)
        if answer.verdict is Verdict.NOT_FOUND or not has_corrections(answer, corrected):
            return None
        if answer.verdict is Verdict.FOUND and is_guess(answer, corrected):
            answer = replace(answer, verdict=Verdict.WEAK, reason=Reason.LOW_COVERAGE)
        return replace(answer, question=question.text, corrections=corrected.corrections)

    def _weighted(self, question: ParsedQuestion, scope: Scope) -> ParsedQuestion:
        named = with_defined_names(question, self._engine, scope.libraries)
        marked = with_tones(named, self._engine, scope.libraries)
        return weighted(marked, self._engine, scope.libraries)

    def _is_frequent(self, word: str) -> bool:
        return self._semantic is not None and self._semantic.knows(word)

    def _parse(self, question: str, scope: Scope) -> ParsedQuestion:
        today = None if "time" in self._ablated else self._today()
        extent = self._extents.of(scope.libraries)
        return parse(question, extent.languages, today, extent.paragraphs)

    def _latest(self, question: ParsedQuestion, scope: Scope) -> list[Quote]:
        """Return the newest articles if the question asks for them; none if no article has a date."""
        if question.time is None or not question.asks_for_latest or scope.within is not None:
            return []
        quotes = latest_quotes(self._store, scope.libraries, question.time, scope.limit)
        return [one for one in quotes if one.paragraph.id not in scope.hidden]

    def _quotable(self, question: ParsedQuestion, scope: Scope) -> list[Ranked]:
        """Return the ranked paragraphs that have a reason to be quoted.

        Stop words and words of the title raise the score of a paragraph, but alone they do not justify a quote.
        Words of its own headings do: "Biaya" says what the paragraph below is about.
        """
        content = question.content_indices or frozenset(range(len(question.words)))
        ranked = self._ranked(question, scope)
        return [one for one in ranked if one.features.meaning or _speaks_of(one.candidate, content)]

    def _ranked(self, question: ParsedQuestion, scope: Scope) -> list[Ranked]:
        """Rank by words and, unless these leave no doubt, by meaning.

        A cold process therefore loads no model for every question, and all processes give the same answer.
        """
        lap(Stage.UNDERSTANDING)
        if not question.words:
            return []
        semantic = None if question.lacks_marks else self._semantic
        embedding = semantic.start_embedding(question.standard_text) if semantic else None
        uses_meaning = semantic is not None and semantic.is_on
        ranker = Ranker(self._store, self._engine, question, scope, self._ablated, uses_meaning=uses_meaning)
        by_words = ranker.by_words()
        if semantic is None or (_is_sure(by_words) and not needs_more(question, by_words[0].candidate)):
            return by_words
        vector = embedding.result() if embedding else semantic.question_vector(question.standard_text)
        by_meaning = ranker.by_meaning(vector) if vector else None
        return by_words if by_meaning is None else by_meaning


def _speaks_of(candidate: Candidate, content: Set[int]) -> bool:
    return bool(candidate.matched_with_heading & content)


def _answer(question: ParsedQuestion, quotes: Sequence[Quote], assessment: Assessment, started: float) -> Answer:
    lap(Stage.JUDGING)
    return Answer(
        question=question.text,
        verdict=assessment.verdict,
        reason=assessment.reason,
        words=question.matches,
        quotes=tuple(quotes),
        took_ms=(time.perf_counter() - started) * 1000,
        confidence=assessment.confidence,
        period=question.time.period if question.time else None,
        newest_before=assessment.newest_before,
    )


def _no_question(message: str, small_talk: SmallTalk, started: float) -> Answer:
    took_ms = (time.perf_counter() - started) * 1000
    return Answer(message, Verdict.NOT_FOUND, Reason.SMALL_TALK, (), (), took_ms, small_talk=small_talk)


def _is_sure(ranked: Sequence[Ranked]) -> bool:
    return bool(ranked) and confidence.is_sure([one.score for one in ranked], ranked[0].features)
