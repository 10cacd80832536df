"""A question in reply to a quote: asked within the quoted article first, then everywhere."""

from dataclasses import replace
from typing import NamedTuple

from index.answering.search import MOST_QUOTES, Searcher
from index.model.records import Answer, Reason, Verdict
from index.store.articles import ArticleStore

# Of paragraphs: what stands further down a longer article is found as everything else is.
_MOST = 300


class Earlier(NamedTuple):
    """What a question follows up on: the number of an article, and the words that it was quoted for, if any."""

    article: int
    words: str = ""


def follow_up(
    search: Searcher, store: ArticleStore, question: str, earlier: Earlier, libraries: frozenset[str]
) -> Answer:
    """Return the answer of the article, then the quotes of all others.

    Where the article does not answer, or only others surely do, it is the answer of the libraries. An article out
    of their scope, or gone, answers nothing. A question that only asks ("when?") is asked with the words of the
    earlier one; what kind of answer is wanted, it says itself. Raises StoreError or EngineError.
    """
    answer = _within_first(search, store, question, earlier.article, libraries)
    if answer.reason is Reason.NO_WORDS and earlier.words:
        return _within_first(search, store, f"{question} {earlier.words}", earlier.article, libraries)
    return answer


def _within_first(
    search: Searcher, store: ArticleStore, question: str, number: int, libraries: frozenset[str]
) -> Answer:
    paragraphs = [paragraph.id for paragraph in store.paragraphs(number, 1, _MOST)]
    within = search.rank(question, libraries, MOST_QUOTES, within=paragraphs)
    everywhere = search.ask(question, libraries)
    took_ms = within.took_ms + everywhere.took_ms
    if not _comes_first(within, everywhere):
        return replace(everywhere, took_ms=took_ms)
    others = [quote for quote in everywhere.quotes if quote.article.id != number]
    return replace(within, quotes=(*within.quotes, *others)[:MOST_QUOTES], took_ms=took_ms)


def _comes_first(within: Answer, everywhere: Answer) -> bool:
    if within.verdict is Verdict.WEAK:
        return everywhere.verdict is not Verdict.FOUND
    return within.verdict is Verdict.FOUND
