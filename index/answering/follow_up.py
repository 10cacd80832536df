"""A follow-up question, in reply to a quote: ask the quoted article first, then all others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.analysis import words
from index.answering.latest import unmatched_quote
from index.answering.search import Searcher
from index.model.errors import MissingError
from index.model.features import Features
from index.model.records import Answer, Article, Paragraph, Quote, Reason, Verdict
from index.query.continuation import (
    asks_alone,
    counts_or_measures,
    counts_what_is_asked,
    may_answer,
    names_time_alone,
    refers_back,
    topic_of,
    without_times,
)
from index.ranking.scope import MOST_QUOTES, Scope
from index.store.articles import ArticleStore

# In paragraphs. Those further down in a longer article are found like the paragraphs of all others.
_MOST = 300
# In content words: a longer question says itself what it is about.
_SHORT = 2


class Earlier(NamedTuple):
    """The quote that a question follows up on: the number of its article, and the question it answered, if any."""

    article: int
    words: str = ""

    @classmethod
    def of(cls, answer: Answer, article: Article) -> "Earlier":
        """Return what is followed up on by a question about the quote from an article in an answer."""
        words = " ".join(word.text for word in answer.words if word.known)
        return cls(article.id, answer.topic or words or article.title)


def follow_up(
    searcher: Searcher, store: ArticleStore, question: str, earlier: Earlier, libraries: frozenset[str]
) -> Answer:
    """Return the answer of the article, followed by the quotes of all others.

    If the article does not answer, or only others surely do, return the answer of the libraries. An article that
    is out of scope or removed answers nothing.

    A question without words of its own ("when?", "siapa dia?") is asked with the words of the earlier one, of the
    paragraphs that have what it asks for. One that names another topic ("what about Bandung?") is asked with them,
    too, and without them if no paragraph has both. Of another time ("and in 2024?"), the earlier question is asked
    of all articles. What belongs to something said before ("harganya?") is looked for in the article, then with
    the words of the earlier question. Raises StoreError or EngineError.
    """
    if earlier.words and names_time_alone(question):
        return searcher.ask(f"{question} {without_times(earlier.words)}", Scope(libraries))
    paragraphs = store.paragraphs(earlier.article, 1, _MOST)
    answer = _within_first(searcher, question, earlier.article, paragraphs, libraries)
    if not earlier.words:
        return answer
    if asks_alone(question) or not has_own_words(answer) or answer.reason is Reason.SMALL_TALK:  # "siapa namanya?"
        completed = _completed(searcher, store, question, earlier, libraries)
        return replace(completed, topic=earlier.words) if completed else answer
    if refers_back(question):
        answer = _of_what_was_asked(searcher, answer, question, earlier, paragraphs, libraries)
        return replace(answer, topic=earlier.words)
    topic = topic_of(question)
    if about := _about_topic(searcher, topic, earlier, libraries) if topic else None:
        return about
    return replace(answer, topic=earlier.words) if _is_short(answer) and _is_of(earlier, answer) else answer


def has_own_words(answer: Answer) -> bool:
    """Return whether a question has more to search for than stop words, or asks for no article."""
    if answer.reason in (Reason.SMALL_TALK, Reason.EMPTY_LIBRARY) or answer.period is not None:
        return True
    return not all(word.is_stop_word for word in answer.words)


def _completed(
    searcher: Searcher, store: ArticleStore, question: str, earlier: Earlier, libraries: frozenset[str]
) -> Answer | None:
    """Return the answer of the article to a question with the words of the earlier one, None if it has none."""
    try:
        article = store.article(earlier.article, libraries)
    except MissingError:  # removed, or in a library that may not be asked
        return None
    paragraphs, language = store.paragraphs(article.id, 1, _MOST), article.language or ""
    completed = f"{question} {earlier.words}"
    fitting = [paragraph for paragraph in paragraphs if may_answer(completed, paragraph.text, language)]
    fitting = [one for one in fitting if counts_what_is_asked(question, one.text)] or fitting
    scope = Scope(libraries, within=[paragraph.id for paragraph in fitting or paragraphs])
    answer = searcher.rank(completed, scope)
    if not answer.quotes:
        quotes = tuple(unmatched_quote(article, paragraph, Features()) for paragraph in fitting[:MOST_QUOTES])
        answer = replace(answer, verdict=Verdict.NOT_FOUND, quotes=quotes if fitting != paragraphs else ())
    if not answer.quotes:
        return None
    is_sure = fitting and answer.verdict is not Verdict.NOT_FOUND
    return answer if is_sure else replace(answer, verdict=Verdict.WEAK, reason=Reason.LOW_COVERAGE)


def _of_what_was_asked(
    searcher: Searcher,
    answer: Answer,
    question: str,
    earlier: Earlier,
    paragraphs: Sequence[Paragraph],
    libraries: frozenset[str],
) -> Answer:
    """Return what the article says of something that belongs to what was asked before, or else what others say.

    Args:
        answer: that to the question alone.
        paragraphs: those of the article.
    """
    if _is_of(earlier, answer) and (answer.verdict is Verdict.FOUND or _matched(answer.quotes[:1])):
        return answer
    own = " ".join(word.text for word in answer.words)
    if about_both := _about_topic(searcher, own, earlier, libraries):
        return about_both
    numbered = counts_or_measures(question)
    within = [one.id for one in paragraphs if not numbered or any(map(str.isdecimal, one.text))]
    completed = f"{question} {earlier.words}"
    closest = searcher.ask(completed, Scope(libraries, within=within))
    if closest.verdict is Verdict.NOT_FOUND:
        return closest
    return replace(closest, verdict=Verdict.WEAK, reason=closest.reason or Reason.LOW_COVERAGE)


def _is_of(earlier: Earlier, answer: Answer) -> bool:
    return bool(answer.quotes) and answer.quotes[0].article.id == earlier.article


def _is_short(answer: Answer) -> bool:
    return sum(not word.is_stop_word for word in answer.words) <= _SHORT


def _about_topic(searcher: Searcher, topic: str, earlier: Earlier, libraries: frozenset[str]) -> Answer | None:
    """Return what the libraries say of the earlier question about a topic; None if no quote has words of both."""
    answer = searcher.ask(f"{topic} {earlier.words}", Scope(libraries))
    quotes = [quote for quote in answer.closest.quotes if _has_both(quote, topic, earlier.words)]
    if not quotes:
        return None
    if quotes[0] is answer.closest.quotes[0] and answer.verdict is not Verdict.NOT_FOUND:
        return answer
    return replace(answer, verdict=Verdict.WEAK, reason=Reason.LOW_COVERAGE, quotes=tuple(quotes), withheld=())


def _has_both(quote: Quote, topic: str, earlier: str) -> bool:
    """Return whether a quote has a word of a topic, and itself or its title one of the earlier question."""
    own = {words.fold(match.text) for match in quote.match_report.matched}
    return bool(own & _folded(topic) and (own | _matched([quote])) & _folded(earlier))


def _folded(text: str) -> set[str]:
    return {words.fold(word) for word in words.split_words(text)}


def _within_first(
    searcher: Searcher, question: str, number: int, paragraphs: list[Paragraph], libraries: frozenset[str]
) -> Answer:
    within = searcher.rank(question, Scope(libraries, within=[paragraph.id for paragraph in paragraphs]))
    everywhere = searcher.ask(question, Scope(libraries))
    took_ms = within.took_ms + everywhere.took_ms
    within = _with_doubt(within, everywhere)
    if not (_comes_first(within, everywhere) or _has_as_much(within, everywhere)):
        return replace(everywhere, took_ms=took_ms)
    others = [quote for quote in everywhere.quotes if quote.article.id != number]
    return replace(within, quotes=(*within.quotes, *others)[:MOST_QUOTES], took_ms=took_ms)


def _comes_first(within: Answer, everywhere: Answer) -> bool:
    if within.verdict is Verdict.WEAK:
        return everywhere.verdict is not Verdict.FOUND
    return within.verdict is Verdict.FOUND


def _has_as_much(within: Answer, everywhere: Answer) -> bool:
    """Return whether the article has all words of the question that the best quote of all articles has."""
    of_article = _matched(within.quotes[:1])
    return (
        within.verdict is not Verdict.NOT_FOUND
        and bool(of_article)
        and of_article >= _matched(everywhere.quotes[:1])
    )


def _with_doubt(within: Answer, everywhere: Answer) -> Answer:
    """Return the answer of the article as a weak one if the article lacks what is asked for.

    By meaning, an article in another language seems to answer what it says of somebody else: among its paragraphs
    alone, the closest one stands out more than it does among all.
    """
    if within.verdict is not Verdict.FOUND or not _lacks_words(within, everywhere):
        return within
    is_other = within.quotes[0].match_report.features.other_language > 0
    return replace(within, verdict=Verdict.WEAK, reason=Reason.OTHER_LANGUAGE if is_other else Reason.LOW_COVERAGE)


def _lacks_words(within: Answer, everywhere: Answer) -> bool:
    """Return whether nothing anywhere has a word that is asked for, or only others have all of them or a name."""
    if everywhere.verdict is not Verdict.FOUND and within.unknown_words:
        return True
    of_others, of_article = _matched(everywhere.quotes[:1]), _matched(within.quotes)
    return bool(of_others & _typed_as_names(within.question) - of_article) or bool(of_others and not of_article)


def _matched(quotes: Iterable[Quote]) -> set[str]:
    """Return the folded words of a question that quotes or their context have, without stop words."""
    reports = [quote.match_report for quote in quotes]
    return {
        words.fold(match.text)
        for report in reports
        for match in (*report.matched, *report.in_heading, *report.in_title)
        if not match.is_stop_word
    }


def _typed_as_names(question: str) -> set[str]:
    typed = [] if question.isupper() else words.split_words(question)[1:]
    return {words.fold(word) for word in typed if word[0].isupper()}
