"""A follow-up question, in reply to a quote: ask the quoted article first, then all others."""

from dataclasses import replace
from typing import NamedTuple

from index.answering.search import Searcher
from index.model.records import Answer, Reason, Verdict
from index.ranking.scope import MOST_QUOTES, Scope
from index.store.articles import ArticleStore

# In paragraphs. Those further down in a longer article are found like the paragraphs of all others.
_MOST = 300


class Earlier(NamedTuple):
    """The quote that a question follows up on: the number of its article, and the question it answered, if any."""

    article: int
    words: str = ""


def follow_up(
    searcher: Searcher, store: ArticleStore, question: str, earlier: Earlier, libraries: frozenset[str]
) -> Answer:
    """Return the answer of the article, followed by the quotes of all others.

    If the article does not answer, or only others surely do, return the answer of the libraries. An article that
    is out of scope or removed answers nothing. A question without words to search for ("when?") is asked with the
    words of the earlier one, and keeps its own type of answer. Raises StoreError or EngineError.
    """
    answer = _within_first(searcher, store, question, earlier.article, libraries)
    if answer.reason is Reason.NO_WORDS and earlier.words:
        return _within_first(searcher, store, f"{question} {earlier.words}", earlier.article, libraries)
    return answer


def _within_first(
    searcher: Searcher, store: ArticleStore, question: str, number: int, libraries: frozenset[str]
) -> Answer:
    paragraphs = [paragraph.id for paragraph in store.paragraphs(number, 1, _MOST)]
    within = searcher.rank(question, Scope(libraries, within=paragraphs))
    everywhere = searcher.ask(question, Scope(libraries))
    took_ms = within.took_ms + everywhere.took_ms
    if not _comes_first(within, everywhere):
        return replace(everywhere, took_ms=took_ms)
    others = [quote for quote in everywhere.quotes if quote.article.id != number]
    return replace(within, quotes=(*within.quotes, *others)[:MOST_QUOTES], took_ms=took_ms)


def _comes_first(within: Answer, everywhere: Answer) -> bool:
    if within.verdict is Verdict.WEAK:
        return everywhere.verdict is not Verdict.FOUND
    return within.verdict is Verdict.FOUND
