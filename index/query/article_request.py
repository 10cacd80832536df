"""Recognise a request for articles by their subject, publisher or author, and where the question names these."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from index.analysis import word_lists, words
from index.model.records import Span

# In words. A longer text around "news" tells a story of its own.
_MOST_SUBJECT_LAST = 4


class ArticleRequest(NamedTuple):
    """A request for articles.

    Args:
        subject: where its subject stands in the question; empty if it names none.
        source: the publisher or author that it may name: "Metro Harian" in "berita dari Metro Harian".
    """

    subject: Span
    source: str


class _Words(NamedTuple):
    nouns: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    source: frozenset[str]


def article_request(question: str, languages: Sequence[str]) -> ArticleRequest | None:
    """Return what articles a question in one of these languages requests, or None if it requests none."""
    found = list(_folded(question))
    for code in languages:
        if code in _lists() and (request := _request(question, found, _lists()[code], code == "en")):
            return request
    return None


def _request(
    question: str, found: Sequence[tuple[str, Span]], lists: _Words, noun_may_be_last: bool
) -> ArticleRequest | None:
    said = [word for word, _ in found]
    noun = next((place for place, word in enumerate(said) if word in lists.nouns), None)
    if noun is None:
        return None
    if all(word in lists.before for word in said[:noun]):
        start, end = noun + 1, len(said)
        while start < end and said[start] in lists.nouns:
            start += 1
        has_source = start < end and said[start] in lists.source
        start += has_source
    elif noun_may_be_last and noun == len(said) - 1:
        start, end, has_source = 0, noun, False
        while said[start] in lists.before:
            start += 1
        if end - start > _MOST_SUBJECT_LAST:
            return None
    else:
        return None
    while start < end and said[start] in lists.after:
        start += 1
    while start < end and said[end - 1] in lists.after:
        end -= 1
    subject = Span(found[start][1].start, found[end - 1][1].end) if start < end else Span(0, 0)
    return ArticleRequest(subject, question[subject.start : subject.end] if has_source else "")


def _folded(question: str) -> Iterator[tuple[str, Span]]:
    """Yield each word of a question as the lists spell it, with its place."""
    for span in words.find_words(question):
        yield words.fold(question[span.start : span.end]), span


@cache
def _lists() -> Mapping[str, _Words]:
    return {
        code: _Words(**{kind: frozenset(map(words.fold, some)) for kind, some in by_kind.items()})
        for code, by_kind in word_lists.read_phrase_lists("article_requests").items()
    }
