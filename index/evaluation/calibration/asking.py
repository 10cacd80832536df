"""Ask the questions of a pool of libraries of one size: with their answers, and without."""

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple

from index.evaluation.asking import Library, fill
from index.evaluation.calibration.pools import Pool, libraries
from index.evaluation.sets import article_of
from index.model.records import Answer, Quote
from index.ranking.scope import MOST_QUOTES

SIZES = (10, 100, 1000)
"""The sizes of the libraries that are asked, in paragraphs."""
# Hiding paragraphs may bring other relevant ones of a long article into the ranking.
_MOST_TIMES = 4

OpenLibrary = Callable[[], AbstractContextManager[Library]]
"""Opens an empty library."""
Locations = Collection[tuple[int, int]]
"""Paragraphs by the number of their article and their own."""


class Answered(NamedTuple):
    """The answers to a question.

    Args:
        present: of the library that has the relevant paragraphs.
        relevant: whether each of its quotes is relevant.
        hidden: of the same library with these hidden; others of their articles stay.
        elsewhere: of a library of the same size that lacks their articles: another one or, if there is none, the
            same one with all paragraphs of these articles hidden.
    """

    present: Answer
    relevant: tuple[bool, ...]
    hidden: Answer | None = None
    elsewhere: Answer | None = None

    @property
    def is_right(self) -> bool:
        return self.relevant[:1] == (True,)


def sizes(pool: Pool) -> list[int]:
    """Return the sizes of libraries that a pool is large enough for; the last one may hold all of it."""
    smaller = (0, *SIZES)
    return [size for size, before in zip(SIZES, smaller, strict=False) if before < len(pool.paragraphs)]


def ranked(pool: Pool, depth: int, open_library: OpenLibrary) -> Iterator[Answered]:
    """Ask each question of one library with all paragraphs of the pool."""
    with _Opened(pool, len(pool.paragraphs), open_library) as opened:
        for question in pool.questions:
            here, _, relevant = opened.scopes(question.judged)
            answer = opened.library.rank(question.text, here, depth)
            yield Answered(answer, _are_relevant(answer, relevant))


def answered(pool: Pool, size: int, open_library: OpenLibrary) -> Iterator[Answered]:
    """Ask each question of libraries of one size: with the relevant paragraphs, and without."""
    with _Opened(pool, size, open_library) as opened:
        library = opened.library
        for question in pool.questions:
            here, other, relevant = opened.scopes(question.judged)
            present = library.rank(question.text, here, MOST_QUOTES)
            hidden = _without(library, question.text, here, present, relevant, whole_articles=False)
            elsewhere = (
                library.rank(question.text, other, MOST_QUOTES)
                if other
                else _without(library, question.text, here, present, relevant, whole_articles=True)
            )
            yield Answered(present, _are_relevant(present, relevant), hidden, elsewhere)


def ranked_and_hidden(pool: Pool, open_library: OpenLibrary) -> Iterator[Answered]:
    """Ask each question of one library with all paragraphs of the pool, then again with the relevant hidden."""
    with _Opened(pool, len(pool.paragraphs), open_library) as opened:
        for question in pool.questions:
            here, _, relevant = opened.scopes(question.judged)
            present = opened.library.rank(question.text, here, MOST_QUOTES)
            hidden = _without(opened.library, question.text, here, present, relevant, whole_articles=False)
            yield Answered(present, _are_relevant(present, relevant), hidden)


def unanswered(pool: Pool, open_library: OpenLibrary) -> Iterator[Answer]:
    """Yield the answers to the unanswerable questions, of one library with all paragraphs of the pool."""
    with _Opened(pool, len(pool.paragraphs), open_library) as opened:
        for question in pool.unanswerable:
            yield opened.library.rank(question, frozenset({_name(0)}), MOST_QUOTES)


class _Opened:
    """A pool in a library, divided into libraries of a size."""

    def __init__(self, pool: Pool, size: int, open_library: OpenLibrary) -> None:
        self._pool = pool
        self._number_of = libraries(pool, size)
        self._context = open_library()
        self._locations: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> "_Opened":
        self.library = self._context.__enter__()
        judged_ids = fill(self.library, self._pool.paragraphs, lambda one: _name(self._number_of[one.article]))
        self.library.prepare()
        self._locations = {id_: location for location, ids in judged_ids.items() for id_ in ids}
        return self

    def __exit__(self, *error: object) -> None:
        self._context.__exit__(None, None, None)

    def scopes(self, judged: Collection[str]) -> tuple[frozenset[str], frozenset[str], Locations]:
        """Return the library with the judged paragraphs, another one if there is one, and where these are."""
        numbers = {self._number_of[article_of(id_)] for id_ in judged}
        others = (number for number in range(max(self._number_of.values()) + 1) if number not in numbers)
        other = next(others, None)
        elsewhere = frozenset[str]() if other is None else frozenset({_name(other)})
        return frozenset(map(_name, numbers)), elsewhere, {self._locations[id_] for id_ in judged}


def _without(
    library: Library,
    question: str,
    here: frozenset[str],
    present: Answer,
    relevant: Locations,
    *,
    whole_articles: bool,
) -> Answer:
    """Return the answer without the relevant paragraphs, or without all of their articles."""
    articles = {article for article, _ in relevant} if whole_articles else set()
    answer, hidden = present, set[int]()
    for _ in range(_MOST_TIMES):
        found = [
            quote
            for quote in answer.quotes
            if _is_relevant(quote, relevant) or any(copy.article.id in articles for copy in quote.copies)
        ]
        if not found:
            break
        hidden |= {copy.paragraph.id for quote in found for copy in quote.copies}
        answer = library.rank(question, here, MOST_QUOTES, hidden)
    return answer


def _are_relevant(answer: Answer, relevant: Locations) -> tuple[bool, ...]:
    return tuple(_is_relevant(quote, relevant) for quote in answer.quotes)


def _is_relevant(quote: Quote, relevant: Locations) -> bool:
    return any((copy.article.id, copy.paragraph.number) in relevant for copy in quote.copies)


def _name(number: int) -> str:
    return f"judged:{number}"
