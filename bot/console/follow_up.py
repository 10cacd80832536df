"""Ask a short question of the article quoted before, as a reply does in a chat, if it is not a new topic."""

import re
from typing import NamedTuple

from index.answering.follow_up import Earlier, has_own_words
from index.library import Library
from index.model.records import Answer, Article, Quote, Verdict
from index.query.asking import is_question
from index.query.continuation import continues, depends_on_earlier
from index.query.expected.persons import is_kind_of_name

# "lalu apa kata gubernur soal banjir?" has three words to search for; longer questions stand on their own.
_MOST_WORDS = 3
# The most content words of a question that may follow up although another article surely answers it: "siapa yang
# cetak gol?".
_MOST_CONTENT_WORDS = 2
# The text before the first word of a sentence.
_BEGINNING = re.compile(r"(?:^|[.!?:]['\"”’]*)\s*['\"“‘]*$")


class Asked(NamedTuple):
    """An answer, the article that the question was taken to follow up on, if any, or that it had to leave."""

    answer: Answer
    followed: Article | None
    left: Article | None = None


def ask(library: Library, question: str, before: Answer | None) -> Asked:
    """Return the answer; as to a reply in a chat, if the question follows up on what was quoted ``before``.

    One without words of its own ("kapan?"), or one that says that it goes on ("what about ...?"), does. Another
    short one does if that article has as much of its words as any other, and it has no name, or all articles give
    no sure answer: a new topic is not taken for a follow-up.
    """
    plain = library.ask(question)
    if before is None or not before.quotes:
        return Asked(plain, None)
    article = before.quotes[0].article
    goes_on = not has_own_words(plain) or continues(question)
    if not goes_on and not _may_follow_up(plain, before):
        return Asked(plain, None)
    answer = library.ask(question, earlier=Earlier.of(before, article))
    if depends_on_earlier(question) and not answer.quotes:
        return Asked(answer, None)
    if answer.verdict is Verdict.NOT_FOUND or (_is_sought_elsewhere(plain, goes_on) and not _coverage(answer)):
        return Asked(plain, None, article if goes_on and plain.quotes else None)
    is_of_article = answer.quotes[0].article.id == article.id
    if goes_on:
        return Asked(answer, article) if is_of_article else Asked(answer, None, article)
    if not is_of_article or _coverage(answer) < _coverage(plain.closest):
        return Asked(plain, None)
    return Asked(answer, article)


def _may_follow_up(plain: Answer, before: Answer) -> bool:
    if plain.period is not None or not 0 < len(plain.words) <= _MOST_WORDS:
        return False
    return plain.verdict is not Verdict.FOUND or _names_nothing(plain, before)


def _names_nothing(plain: Answer, before: Answer) -> bool:
    """Return whether a question with a sure answer has no name, and no word of the question before.

    "Siapa yang cetak gol?" may be asked of any match; who asks for "kurs rupiah" again means that of now.
    """
    content = {word.text.casefold() for word in plain.words if not word.is_stop_word}
    said = {word.text.casefold() for word in before.words}
    is_short = len(content) == 1 or (len(content) <= _MOST_CONTENT_WORDS and is_question(plain.question))
    return is_short and content.isdisjoint(said) and not _has_name(plain.quotes[0])


def _has_name(quote: Quote) -> bool:
    """Return whether a word of the question is a name in a quote, and not what stands before one, as "Stadion"."""
    text, language = quote.paragraph.text, quote.article.language or ""
    inside = (text[start:end] for start, end in quote.words if not _BEGINNING.search(text[:start]))
    return any(word[0].isupper() and not is_kind_of_name(word, language) for word in inside)


def _is_sought_elsewhere(plain: Answer, goes_on: bool) -> bool:
    """Return whether the article should have words of a question. What goes on may only be close in meaning."""
    return has_own_words(plain) and not (goes_on and plain.verdict is Verdict.NOT_FOUND)


def _coverage(answer: Answer) -> float:
    """Return how much of the question the first quote has."""
    return answer.quotes[0].match_report.coverage if answer.quotes else 0
