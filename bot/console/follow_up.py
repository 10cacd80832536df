"""Ask a short question of the article quoted before, as a reply does in a chat, if it is not a new topic."""

from typing import NamedTuple

from index.answering.follow_up import Earlier, has_own_words
from index.library import Library
from index.model.records import Answer, Article, Verdict
from index.query.continuation import continues

# "lalu apa kata gubernur soal banjir?" has three words to search for; longer questions stand on their own.
_MOST_WORDS = 3


class Asked(NamedTuple):
    """An answer, the article that the question was taken to follow up on, if any, or that it had to leave."""

    answer: Answer
    followed: Article | None
    left: Article | None = None


def ask(library: Library, question: str, before: Answer | None) -> Asked:
    """Return the answer; as to a reply in a chat, if the question follows up on what was quoted ``before``.

    One without words of its own ("kapan?"), or one that says that it goes on ("what about ...?"), does. Another
    short one does if all articles give no sure answer, and that article has as much of its words as any other: a
    new topic is not taken for a follow-up.
    """
    plain = library.ask(question)
    if before is None or not before.quotes:
        return Asked(plain, None)
    article = before.quotes[0].article
    goes_on = not has_own_words(plain) or continues(question)
    if not goes_on and not _may_follow_up(plain):
        return Asked(plain, None)
    words = " ".join(word.text for word in before.words if word.known)
    answer = library.ask(question, earlier=Earlier(article.id, words))
    if answer.verdict is Verdict.NOT_FOUND or (_is_sought_elsewhere(plain, goes_on) and not _coverage(answer)):
        return Asked(plain, None, article if goes_on and plain.quotes else None)
    is_of_article = answer.quotes[0].article.id == article.id
    if goes_on:
        return Asked(answer, article) if is_of_article else Asked(answer, None, article)
    if not is_of_article or _coverage(answer) < _coverage(plain.closest):
        return Asked(plain, None)
    return Asked(answer, article)


def _may_follow_up(plain: Answer) -> bool:
    return plain.verdict is not Verdict.FOUND and plain.period is None and 0 < len(plain.words) <= _MOST_WORDS


def _is_sought_elsewhere(plain: Answer, goes_on: bool) -> bool:
    """Return whether the article should have words of a question. What goes on may only be close in meaning."""
    return has_own_words(plain) and not (goes_on and plain.verdict is Verdict.NOT_FOUND)


def _coverage(answer: Answer) -> float:
    """Return how much of the question the first quote has."""
    return answer.quotes[0].match_report.coverage if answer.quotes else 0
