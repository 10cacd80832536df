"""ask: from a question to an Answer."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from index.analysis import words
from index.analysis.language import UNDETERMINED
from index.answering import confidence, highlight
from index.answering.latest import asks_what_is_new, newest
from index.answering.quoting import quote
from index.indexing.semantic import SemanticRetriever
from index.model.features import WordMatch
from index.model.records import Answer, Quote, Verdict
from index.query import temporal as times
from index.query.answer_type import AskedKind, asked_for
from index.query.words import QuestionWord, cut, language_of, understand, without
from index.ranking.measures import Asked
from index.ranking.near_duplicates import grouped
from index.ranking.ranker import LookedFor, Ranked, Ranking
from index.retrieval.bm25.base import BODY, TITLE, Engine, Query, idf
from index.store.articles import ArticleStore
from index.text.paragraphs import clean

MOST_QUOTES = 20
# The idf of a word that a tenth of the paragraphs have. To look for stop words that are commoner puts 1 or 2 more
# of 1,000 questions right, and takes a tenth more time, of a slow question a quarter.
_COMMON = 2.3


class Searcher:
    """Answer questions from what a store has and an engine has indexed, and change neither. Safe in any thread."""

    def __init__(
        self,
        store: ArticleStore,
        engine: Engine,
        meaning: SemanticRetriever | None = None,
        without: Collection[str] = (),
        today: Callable[[], date] = date.today,
    ) -> None:
        """``without`` names signals of index.ranking.linear.SIGNALS to ignore; ``today`` is the day of asking."""
        self._store = store
        self._engine = engine
        self._meaning = None if "meaning" in without else meaning
        self._without = frozenset(without)
        self._today = today
        # Of one generation of the store at a time.
        self._languages: tuple[int, dict[frozenset[str], tuple[str, ...]]] = (-1, {})

    def ask(self, question: str, libraries: frozenset[str], limit: int = MOST_QUOTES) -> Answer:
        """Return the answer with at most ``limit`` quotes. Raises StoreError or EngineError."""
        answer = self.rank(question, libraries, limit)
        return replace(answer, quotes=()) if answer.verdict is Verdict.NOT_FOUND else answer

    def rank(
        self,
        question: str,
        libraries: frozenset[str],
        limit: int = MOST_QUOTES,
        hidden: Collection[int] = frozenset(),
        within: Collection[int] | None = None,
    ) -> Answer:
        """Return the same with its quotes whatever the verdict, and never the ``hidden`` paragraphs.

        So evaluation sees what is refused, and what is answered where the right paragraphs are missing. ``within``
        are the only paragraphs that are looked at, where it is given.
        """
        return self._answer(_Request(cut(clean(question)), libraries, limit, hidden, within))

    def _answer(self, request: "_Request") -> Answer:
        started = time.perf_counter()
        languages = self._library_languages(request.libraries)
        asked_in = language_of(request.question, languages)
        spoken = (asked_in,) if asked_in != UNDETERMINED else (*languages[:1], "en")
        when = None if "time" in self._without else times.find(request.question, spoken, self._today())
        understood = understand(without(request.question, when.words), languages) if when else ()
        found = (
            self._what_is_new(request, when)
            if when and request.within is None and asks_what_is_new(understood)
            else None
        )
        if found is None:
            across = asked_in not in (*languages, UNDETERMINED)
            weighted = self._weigh(understood or understand(request.question, languages), request.libraries)
            sought = _Sought(weighted, asked_for(request.question, spoken), when, across)
            found = self._searched(request, sought, languages)
        words_, quotes, assessed = found
        return Answer(
            question=request.question,
            verdict=assessed.verdict,
            reason=assessed.reason,
            words=words_,
            quotes=tuple(quotes),
            took_ms=(time.perf_counter() - started) * 1000,
            confidence=assessed.confidence,
            period=when.period if when else None,
        )

    def _what_is_new(self, request: "_Request", when: times.AskedTime) -> "_Found | None":
        """Return the newest articles of that time; None where none has a day."""
        quotes = [
            one
            for one in newest(self._store, request.libraries, when, request.limit)
            if one.paragraph.id not in request.hidden
        ]
        return _Found((), quotes, confidence.of_news(quotes[0], when.period)) if quotes else None

    def _searched(self, request: "_Request", sought: "_Sought", languages: Sequence[str]) -> "_Found":
        quotes = self._quotes(request, sought)
        telling = [match for word, match in sought.words.items() if not word.is_stop_word]
        assessed = confidence.assess(telling, languages, quotes, sought.across)
        return _Found(tuple(sought.words.values()), quotes, assessed)

    def _library_languages(self, libraries: frozenset[str]) -> tuple[str, ...]:
        """Return the languages in scope, the commonest first; none when there are no articles."""
        generation = self._engine.generation()
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

    def _quotes(self, request: "_Request", sought: "_Sought") -> list[Quote]:
        ranked = self._ranked(request, sought)
        # Stop words and words of the title lift a paragraph that has others; alone, they are no reason to quote.
        weighted = sought.words
        telling = {number for number, word in enumerate(weighted) if not word.is_stop_word} or set(
            range(len(weighted))
        )
        matches = tuple(weighted.values())
        wanted = highlight.Wanted(
            {term: match.weight for word, match in weighted.items() for term in word.terms}, sought.kind
        )
        worth = [one for one in ranked if one.evidence.meaning or one.candidate.matched & telling]
        return [quote(group, matches, wanted) for group in grouped(worth)]

    def _ranked(self, request: "_Request", sought: "_Sought") -> list[Ranked]:
        """Rank by words and, unless those leave no doubt, by meaning, too.

        So a cold process need not load a model for every question, and any other gives the same answer.
        """
        if not sought.words:
            return []
        begun = self._meaning.start_embedding(request.question) if self._meaning else None
        looked_for = LookedFor(
            [Asked(word.terms, words.fold(word.text), match.weight) for word, match in sought.words.items()],
            Query(_terms(sought.words), request.libraries),
            request.limit,
            self._without,
            request.hidden,
            request.within,
            sought.when,
            sought.kind,
            sought.across,
        )
        ranking = Ranking(self._store, self._engine, looked_for)
        by_words = ranking.by_words()
        if self._meaning is None or _is_sure(by_words):
            return by_words
        meant = begun.result() if begun else self._meaning.question_vector(request.question)
        return ranking.by_meaning(meant) if meant else by_words


@dataclass(frozen=True)
class _Request:
    question: str
    libraries: frozenset[str]
    limit: int
    hidden: Collection[int]
    within: Collection[int] | None


@dataclass(frozen=True)
class _Sought:
    """What a question asks for; ``across`` says that the libraries lack its language."""

    words: Mapping[QuestionWord, WordMatch]
    kind: AskedKind | None
    when: times.AskedTime | None
    across: bool


class _Found(NamedTuple):
    """What there is to say: the words that were looked for, the quotes, and how sure they are."""

    words: tuple[WordMatch, ...]
    quotes: list[Quote]
    assessed: confidence.Assessment


def _is_sure(ranked: Sequence[Ranked]) -> bool:
    return bool(ranked) and confidence.is_sure([one.score for one in ranked], ranked[0].evidence)


def _terms(weighted: Mapping[QuestionWord, WordMatch]) -> dict[str, float]:
    """Return what to look for, without stop words that are nearly everywhere as long as there are others.

    Of a million paragraphs such words take most of the time to search, and change nothing: see _COMMON.
    """
    rare = [
        word for word, match in weighted.items() if not (word.is_stop_word and match.weight < word.share * _COMMON)
    ]
    return {term: word.share for word in rare or weighted for term in word.terms}
