"""ask: from a question to an Answer."""

import logging
import time
from collections.abc import Mapping, Sequence

from index import analysis, confidence, highlight
from index.engines.base import BODY, TITLE, Engine, Query, idf
from index.errors import EngineError, Fault
from index.indexing import Indexer
from index.models import Answer, Article, Hit, Paragraph, Quote, Reason, Signals, Span, Verdict, WordMatch
from index.paragraphs import clean
from index.question import QuestionWord, understand
from index.store import ArticleStore

_log = logging.getLogger(__name__)
MOST_QUOTES = 20
# A paragraph whose title alone has words of the question is found, too, and passed over.
_HITS_PER_QUOTE = 2
# The idf of a word that a tenth of the paragraphs have. To look for stop words that are commoner puts 1 or 2 more
# of 1,000 questions right, and takes a tenth more time, of a slow question a quarter.
_COMMON = 2.3
_LONGEST_QUESTION = 1000


class Search:
    """Answers questions from the paragraphs of a store, ranked by an engine. Safe in any thread."""

    def __init__(self, store: ArticleStore, engine: Engine, indexer: Indexer) -> None:
        self._store = store
        self._engine = engine
        self._indexer = indexer
        self._has_mended = False
        # Of one generation of the store at a time.
        self._languages: tuple[int, dict[frozenset[str], tuple[str, ...]]] = (-1, {})

    def ask(self, question: str, libraries: frozenset[str], limit: int = MOST_QUOTES) -> Answer:
        """Returns the answer with at most ``limit`` quotes. Raises StoreError or EngineError."""
        try:
            return self._ask(question, libraries, limit)
        except EngineError as error:
            if error.fault is not Fault.INDEX_DAMAGED or self._has_mended:
                raise
            # Of damage in the middle of a file tantivy learns when it comes there. Once: what is wrong then still,
            # is something else.
            self._has_mended = True
            _log.warning("the index is made anew: %s", error)
            self._indexer.rebuild()
            return self._ask(question, libraries, limit)

    def _ask(self, question: str, libraries: frozenset[str], limit: int) -> Answer:
        started = time.perf_counter()
        question = _cut(clean(question))
        languages = self._library_languages(libraries)
        words = understand(question, languages)
        weighted = self._weigh(words, libraries)
        quotes = self._quotes(weighted, libraries, limit)
        verdict, reason = _judge(languages, weighted, quotes)
        return Answer(
            question=question,
            verdict=verdict,
            reason=reason,
            words=tuple(weighted.values()),
            quotes=tuple(quotes) if verdict is not Verdict.NOT_FOUND else (),
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

    def _weigh(self, words: Sequence[QuestionWord], libraries: frozenset[str]) -> dict[QuestionWord, WordMatch]:
        terms = {term for word in words for term in word.terms}
        in_body, in_title = (self._engine.frequencies(terms, field, libraries) for field in (BODY, TITLE))
        count = self._engine.count(libraries)
        weighted = {}
        for word in words:
            # Of the body alone: a title stands above each of its paragraphs, which would make its words common.
            frequency = max(in_body[term] for term in word.terms)
            known = any(in_body[term] or in_title[term] for term in word.terms)
            weighted[word] = WordMatch(word.text, word.share * idf(count, frequency), known)
        return weighted

    def _quotes(
        self, weighted: Mapping[QuestionWord, WordMatch], libraries: frozenset[str], limit: int
    ) -> list[Quote]:
        hits = self._engine.search(Query(_terms(weighted), libraries), limit * _HITS_PER_QUOTE)
        # Stop words and words of the title lift a paragraph that has others; alone, they are no reason to quote.
        telling = {match.text for word, match in weighted.items() if not word.is_stop_word} or {
            match.text for match in weighted.values()
        }
        weights = {term: match.weight for word, match in weighted.items() for term in word.terms}
        quotes: list[Quote] = []
        for start in range(0, len(hits), limit):
            some = hits[start : start + limit]
            found = self._store.find([hit.paragraph_id for hit in some], libraries)
            for hit in some:
                if hit.paragraph_id in found:
                    quote = _quote(hit, *found[hit.paragraph_id], weighted, weights)
                    if any(match.text in telling for match in quote.signals.matched):
                        quotes.append(quote)
            if len(quotes) >= limit:
                break
        return quotes[:limit]


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


def _quote(
    hit: Hit,
    article: Article,
    paragraph: Paragraph,
    weighted: Mapping[QuestionWord, WordMatch],
    weights: Mapping[str, float],
) -> Quote:
    language = article.language or ""
    marks = highlight.mark(paragraph.text, language, weights)
    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        sentence=marks.sentence,
        words=marks.words,
        score=hit.score,
        signals=_signals(weighted, marks.terms, frozenset(analysis.terms(article.title, language))),
    )


def _signals(weighted: Mapping[QuestionWord, WordMatch], body: frozenset[str], title: frozenset[str]) -> Signals:
    matched, in_title = list[WordMatch](), list[WordMatch]()
    covered, missing = list[WordMatch](), list[WordMatch]()
    for word, match in weighted.items():
        is_in_body, is_in_title = not word.terms.isdisjoint(body), not word.terms.isdisjoint(title)
        if is_in_body:
            matched.append(match)
        if is_in_title:
            in_title.append(match)
        (covered if is_in_body or is_in_title else missing).append(match)
    coverage = confidence.coverage(covered, tuple(weighted.values()))
    return Signals(tuple(matched), tuple(in_title), tuple(missing), coverage)


def _judge(
    languages: Sequence[str], weighted: Mapping[QuestionWord, WordMatch], quotes: Sequence[Quote]
) -> tuple[Verdict, Reason | None]:
    if not languages:
        return Verdict.NOT_FOUND, Reason.EMPTY_LIBRARY
    if not weighted:
        return Verdict.NOT_FOUND, Reason.NO_WORDS
    telling = [match for word, match in weighted.items() if not word.is_stop_word]
    if quotes:
        return confidence.judge(quotes[0].signals.coverage, only_stop_words=not telling)
    if not telling:
        return Verdict.NOT_FOUND, Reason.NO_WORDS
    if any(match.known for match in telling):
        return Verdict.NOT_FOUND, Reason.LOW_COVERAGE
    return Verdict.NOT_FOUND, Reason.UNKNOWN_WORDS
