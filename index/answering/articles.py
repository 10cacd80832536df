"""Answer a request for articles: by their subject, title, publisher or author, each with its first paragraph."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial

from index import analysis
from index.analysis import words
from index.answering.latest import unmatched_quote
from index.model.features import Features
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph, Quote
from index.query.parsed_question import ParsedQuestion
from index.query.times.question_time import QuestionTime, time_fit
from index.query.words import question_words
from index.ranking.scope import Scope
from index.ranking.scoring import Ranked
from index.ranking.word_weights import share_of
from index.store.articles import ArticleStore

# In words. A shorter text has to be most of a title, or nearly every question would be one.
_TITLE, _SHARE = 4, 0.6
_MOST_OF_SOURCE = 300
# If the article and its title have this share of the subject, it is about it.
_WHOLE = 0.95


def quotes_by_source(store: ArticleStore, scope: Scope, question: ParsedQuestion) -> list[Quote]:
    """Quote the newest articles of the publisher or author that a request names; none if it names none alone.

    If the request names a time, they are those of this time, or of the time before it, or else of any.
    """
    request = question.article_request
    if request is None or request.topic or scope.within is not None:
        return []
    subject = question.text[request.subject.start : request.subject.end]
    for name, may_begin in ((request.source, True), (subject, False), (question.text, False)):
        bare = name.strip(" ?!.")
        if bare and (found := _newest_by(store, scope, bare, may_begin, question.time)):
            quotes = [unmatched_quote(article, paragraph, Features()) for article, paragraph in found]
            return [one for one in quotes if one.paragraph.id not in scope.hidden]
    return []


def _newest_by(
    store: ArticleStore, scope: Scope, source: str, may_begin: bool, time: QuestionTime | None
) -> list[tuple[Article, Paragraph]]:
    """Return the newest articles by a source of the time asked about, or before it, or of any time."""
    newest_by = partial(store.newest_by, scope.libraries, source, scope.limit, may_begin=may_begin)
    if time is None or not time.bounded:
        return newest_by()
    found = newest_by(until=time.period.end)
    return [one for one in found if time_fit(one[0].published, time)] or found or newest_by()


def of_source(
    store: ArticleStore, scope: Scope, question: ParsedQuestion
) -> tuple[ParsedQuestion, frozenset[int]]:
    """Return a request for a topic from a source with the words of the topic, and the newest articles of that.

    Return the question itself and no articles if it names no topic beside a source that there is.
    """
    request = question.article_request
    if request is None or not request.topic:
        return question, frozenset()
    found = store.newest_by(scope.libraries, request.source.strip(" ?!."), _MOST_OF_SOURCE, may_begin=True)
    words_ = question_words(request.topic, question.languages) if found else ()
    if not words_:
        return question, frozenset()
    return replace(question, words=words_), frozenset(article.id for article, _ in found)


def with_leads(
    ranked: Sequence[Ranked],
    question: ParsedQuestion,
    store: ArticleStore,
    scope: Scope,
    number: int | None = None,
) -> list[Ranked]:
    """Return the first paragraph of each article of these paragraphs, those first that say most of the subject.

    The article with this number, if there is one, comes before all others.
    """
    by_article: dict[int, list[Ranked]] = {}
    for one in ranked:
        by_article.setdefault(one.candidate.article.id, []).append(one)
    leads = store.leads(list(by_article), scope.libraries)
    found = [_lead(some, *leads[id_], question) for id_, some in by_article.items() if id_ in leads]
    found = [one for one in found if one.candidate.paragraph.id not in scope.hidden]
    return sorted(found, key=lambda one: (one.candidate.article.id != number, -round(one.features.coverage, 2)))


def is_about(ranked: Sequence[Ranked]) -> bool:
    """Return whether the first of these articles has the subject of the request."""
    return bool(ranked) and ranked[0].features.coverage >= _WHOLE


def titled(question: ParsedQuestion, ranked: Sequence[Ranked]) -> int | None:
    """Return the number of the article with the question in its title, if there is one."""
    said = _folded(question.text)
    for one in ranked:
        # Finding the words of all titles would take a twentieth of the time of a question.
        whole = words.fold(one.candidate.article.title)
        if not all(word in whole for word in said):
            continue
        title = _folded(one.candidate.article.title)
        if len(said) >= min(_TITLE, _SHARE * len(title)) and _contains(title, said):
            return one.candidate.article.id
    return None


def _lead(some: Sequence[Ranked], article: Article, lead: Paragraph, question: ParsedQuestion) -> Ranked:
    """Return the best of the paragraphs of an article as its first one, with the words that any of them has."""
    best = some[0]
    matched = frozenset().union(*(one.candidate.matched for one in some))
    candidate = best.candidate._replace(
        paragraph=lead,
        late_occurrences=Late(
            lambda: analysis.occurrences(lead.text, article.language or "", question.term_weights.keys()).terms
        ),
        matched=matched,
    )
    coverage = share_of(question, matched | candidate.matched_in_context)
    return best._replace(
        candidate=candidate, features=best.features._replace(coverage=coverage, window=coverage), part=None
    )


@lru_cache(maxsize=2_000)
def _folded(text: str) -> tuple[str, ...]:
    return words.folded_words(text)


def _contains(title: Sequence[str], said: Sequence[str]) -> bool:
    return bool(said) and any(title[at : at + len(said)] == said for at in range(len(title) - len(said) + 1))
