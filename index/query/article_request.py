"""Recognise a request for articles by their subject, publisher or author, and where the question names these."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from index.analysis import word_lists, words
from index.model.records import Span

# In words. A longer text around "news" tells a story of its own.
_MOST_BEFORE, _MOST_AFTER = 4, 8


class ArticleRequest(NamedTuple):
    """A request for articles.

    Args:
        subject: where its subject stands in the question, with the source; empty if it names none.
        source: the publisher or author that it may name: "Metro Harian" in "berita dari Metro Harian".
        topic: the subject without the source, if it has both: "banjir" in "berita banjir dari Metro Harian".
    """

    subject: Span
    source: str = ""
    topic: str = ""


class _Words(NamedTuple):
    nouns: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    source: frozenset[str]
    about: frozenset[str]


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
    subject = _subject(said, lists, noun_may_be_last)
    if subject is None:
        return None
    start, end = subject
    after_source = start
    while start < end and (said[start] in lists.after or said[start] in lists.source):
        start += 1
        if said[start - 1] in lists.source:
            after_source = start
    has_source = after_source > subject.start
    while start < end and said[end - 1] in lists.after:
        end -= 1
    if start >= end:
        return ArticleRequest(Span(0, 0))

    def text(words: Span) -> str:
        first, last = words
        return question[found[first][1].start : found[last - 1][1].end] if first < last else ""

    # A source keeps its article: "The Archipelago Post".
    first = after_source if has_source else start
    source, topic = _divided(said, Span(first, end), has_source, lists)
    return ArticleRequest(Span(found[start][1].start, found[end - 1][1].end), text(source), text(topic))


def _subject(said: Sequence[str], lists: _Words, noun_may_be_last: bool) -> Span | None:
    """Return which words stand after the noun, or before it if it is the last; None if there is no request."""
    noun = next((place for place, word in enumerate(said) if word in lists.nouns), None)
    if noun is None:
        return None
    if all(word in lists.before for word in said[:noun]):
        start = noun + 1
        while start < len(said) and said[start] in lists.nouns:
            start += 1
        return Span(start, len(said)) if len(said) - start <= _MOST_AFTER else None
    if not noun_may_be_last or noun < len(said) - 1:
        return None
    start = next(place for place, word in enumerate(said) if word not in lists.before)
    return Span(start, noun) if noun - start <= _MOST_BEFORE else None


def _divided(said: Sequence[str], subject: Span, has_source: bool, lists: _Words) -> tuple[Span, Span]:
    """Return which words of a subject name a source, and which the topic beside it."""
    start, end = subject
    inside = range(start + 1, end - 1)
    if has_source:
        place = next((place for place in inside if said[place] in lists.about), end)
        return Span(start, place), Span(place + 1, end)
    place = next((place for place in reversed(inside) if said[place] in lists.source), end)
    return Span(place + 1, end), Span(start, place) if place < end else Span(0, 0)


def _folded(question: str) -> Iterator[tuple[str, Span]]:
    """Return each word of a question as the lists spell it, with its place."""
    found = words.words_of_question(question)
    return zip(map(words.fold, found.divided), found.places, strict=True)


@cache
def _lists() -> Mapping[str, _Words]:
    return {
        code: _Words(**{kind: frozenset(map(words.fold, some)) for kind, some in by_kind.items()})
        for code, by_kind in word_lists.read_phrase_lists("article_requests").items()
    }
