"""ask: from a question to an Answer."""

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index import confidence, highlight
from index.analysis import words
from index.analysis.language import UNDETERMINED
from index.engines.base import BODY, TITLE, Engine, Query, idf
from index.errors import EngineError, Fault
from index.evidence import Asked
from index.indexing import Indexer
from index.meaning import Meaning
from index.models import Answer, Quote, Reason, Signals, Span, Verdict, WordMatch
from index.paragraphs import clean
from index.question import QuestionWord, language_of, understand
from index.ranking import Ranked, is_sure, rank
from index.store import ArticleStore

_log = logging.getLogger(__name__)
MOST_QUOTES = 20
# The idf of a word that a tenth of the paragraphs have. To look for stop words that are commoner puts 1 or 2 more
# of 1,000 questions right, and takes a tenth more time, of a slow question a quarter.
_COMMON = 2.3
_LONGEST_QUESTION = 1000


class Search:
    """Answers questions from the paragraphs of a store, ranked by an engine. Safe in any thread."""

    def __init__(
        self,
        store: ArticleStore,
        engine: Engine,
        indexer: Indexer,
        meaning: Meaning | None = None,
        without: Collection[str] = (),
    ) -> None:
        """``without`` names signals to ignore, of index.fusion.SIGNALS."""
        self._store = store
        self._engine = engine
        self._indexer = indexer
        self._meaning = None if "meaning" in without else meaning
        self._without = frozenset(without)
        self._has_mended = False
        # Of one generation of the store at a time.
        self._languages: tuple[int, dict[frozenset[str], tuple[str, ...]]] = (-1, {})

    def ask(self, question: str, libraries: frozenset[str], limit: int = MOST_QUOTES) -> Answer:
        """Returns the answer with at most ``limit`` quotes. Raises StoreError or EngineError."""
        answer = self.rank(question, libraries, limit)
        return replace(answer, quotes=()) if answer.verdict is Verdict.NOT_FOUND else answer

    def rank(
        self,
        question: str,
        libraries: frozenset[str],
        limit: int = MOST_QUOTES,
        hidden: Collection[int] = frozenset(),
    ) -> Answer:
        """Returns the same with its quotes whatever the verdict, and never the ``hidden`` paragraphs.

        So evaluation sees what is refused, and what is answered where the right paragraphs are missing.
        """
        try:
            return self._ask(question, libraries, limit, hidden)
        except EngineError as error:
            if error.fault is not Fault.INDEX_DAMAGED or self._has_mended:
                raise
            # Of damage in the middle of a file tantivy learns when it comes there. Once: what is wrong then still,
            # is something else.
            self._has_mended = True
            _log.warning("the index is made anew: %s", error)
            self._indexer.rebuild()
            return self._ask(question, libraries, limit, hidden)

    def _ask(self, question: str, libraries: frozenset[str], limit: int, hidden: Collection[int]) -> Answer:
        started = time.perf_counter()
        question = _cut(clean(question))
        languages = self._library_languages(libraries)
        weighted = self._weigh(understand(question, languages), libraries)
        quotes = self._quotes(question, weighted, libraries, limit, hidden)
        verdict, reason = _judge(question, languages, weighted, quotes)
        return Answer(
            question=question,
            verdict=verdict,
            reason=reason,
            words=tuple(weighted.values()),
            quotes=tuple(quotes),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _library_languages(self, libraries: frozenset[str]) -> tuple[str, ...]:
        """Returns the languages in scope, the commonest first; none when there are no articles."""
        generation = self._indexer.keep_up()
        known_at, known = self._languages
        if known_at != generation:
            known = {}
            self._languages = generation, known
        if libraries not in known:
            known[libraries] = self._store.languages(libraries)
        return known[libraries]

    def _weigh(
        self, understood: Sequence[QuestionWord], libraries: frozenset[str]
    ) -> dict[QuestionWord, WordMatch]:
        terms = {term for word in understood for term in word.terms}
        in_body, in_title = (self._engine.frequencies(terms, field, libraries) for field in (BODY, TITLE))
        count = self._engine.count(libraries)
        weighted = {}
        for word in understood:
            # Of the body alone: a title stands above each of its paragraphs, which would make its words common.
            frequency = max(in_body[term] for term in word.terms)
            known = any(in_body[term] or in_title[term] for term in word.terms)
            weighted[word] = WordMatch(word.text, word.share * idf(count, frequency), known)
        return weighted

    def _quotes(
        self,
        question: str,
        weighted: Mapping[QuestionWord, WordMatch],
        libraries: frozenset[str],
        limit: int,
        hidden: Collection[int],
    ) -> list[Quote]:
        asked = [Asked(word.terms, words.fold(word.text), match.weight) for word, match in weighted.items()]
        ranked = self._ranked(question, asked, Query(_terms(weighted), libraries), limit, hidden)
        # Stop words and words of the title lift a paragraph that has others; alone, they are no reason to quote.
        telling = {number for number, word in enumerate(weighted) if not word.is_stop_word} or set(
            range(len(weighted))
        )
        matches = tuple(weighted.values())
        weights = {term: match.weight for word, match in weighted.items() for term in word.terms}
        return [_quote(one, matches, weights) for one in ranked if one.evidence.meaning or one.matched & telling]

    def _ranked(
        self, question: str, asked: Sequence[Asked], query: Query, limit: int, hidden: Collection[int]
    ) -> list[Ranked]:
        """Rank by words and, unless those leave no doubt, by meaning, too.

        So a cold process need not load a model for every question, and any other gives the same answer.
        """
        if not asked:
            return []
        begun = self._meaning.begin(question) if self._meaning else None
        by_words = rank(self._store, self._engine, asked, query, limit, None, self._without, hidden)
        if self._meaning is None or is_sure(by_words):
            return by_words
        meant = begun.result() if begun else self._meaning.of(question)
        if meant is None:
            return by_words
        return rank(self._store, self._engine, asked, query, limit, meant, self._without, hidden)


def _terms(weighted: Mapping[QuestionWord, WordMatch]) -> dict[str, float]:
    """Returns what to look for, without stop words that are nearly everywhere as long as there are others.

    Of a million paragraphs such words take most of the time to search, and change nothing: see _COMMON.
    """
    rare = [
        word for word, match in weighted.items() if not (word.is_stop_word and match.weight < word.share * _COMMON)
    ]
    return {term: word.share for word in rare or weighted for term in word.terms}


def _cut(question: str) -> str:
    """Returns what of a question is read: at the most a long paragraph, up to the end of a word."""
    if len(question) <= _LONGEST_QUESTION:
        return question
    return question[: _LONGEST_QUESTION + 1].rsplit(" ", 1)[0][:_LONGEST_QUESTION]


def _quote(ranked: Ranked, matches: Sequence[WordMatch], weights: Mapping[str, float]) -> Quote:
    paragraph = ranked.paragraph
    marks = highlight.mark(paragraph.text, ranked.article.language or "", weights)
    return Quote(
        article=ranked.article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        sentence=marks.sentence,
        words=marks.words,
        score=ranked.score,
        signals=_signals(ranked, matches),
    )


def _signals(ranked: Ranked, matches: Sequence[WordMatch]) -> Signals:
    matched, in_title, missing = list[WordMatch](), list[WordMatch](), list[WordMatch]()
    for number, match in enumerate(matches):
        if number in ranked.matched:
            matched.append(match)
        if number in ranked.in_title:
            in_title.append(match)
        if number not in ranked.matched | ranked.in_title:
            missing.append(match)
    evidence = ranked.evidence
    return Signals(tuple(matched), tuple(in_title), tuple(missing), evidence.coverage, evidence)


def _judge(
    question: str,
    languages: Sequence[str],
    weighted: Mapping[QuestionWord, WordMatch],
    quotes: Sequence[Quote],
) -> tuple[Verdict, Reason | None]:
    if not languages:
        return Verdict.NOT_FOUND, Reason.EMPTY_LIBRARY
    telling = [match for word, match in weighted.items() if not word.is_stop_word]
    if not weighted or not (telling or quotes):
        return Verdict.NOT_FOUND, Reason.NO_WORDS
    signals = quotes[0].signals if quotes else None
    if signals and signals.coverage >= confidence.WEAK:
        return confidence.judge(signals.coverage, only_stop_words=not telling)
    if language_of(question, languages) not in (*languages, UNDETERMINED):
        near = signals is not None and confidence.is_near(signals.evidence.meaning)
        return Verdict.WEAK if near else Verdict.NOT_FOUND, Reason.OTHER_LANGUAGE
    if any(match.known for match in telling):
        return Verdict.NOT_FOUND, Reason.LOW_COVERAGE
    return Verdict.NOT_FOUND, Reason.UNKNOWN_WORDS if telling else Reason.LOW_COVERAGE
