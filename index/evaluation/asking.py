"""Ask the questions of a task, of our own search, and keep what came of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, article_of
from index.evaluation.tasks import Task
from index.model.errors import AddError
from index.model.records import AddResult, Answer, ParsedArticle, Quote
from index.ranking.scope import MOST_QUOTES

DEPTH = 100
"""How much of a ranking is judged."""

Places = Mapping[tuple[int, int], Sequence[str]]
"""The judged paragraphs that are at an article's number and a paragraph's; several where their text is one."""


class Library(Protocol):
    """What is evaluated. Any method may raise KutipError."""

    def ingest(self, articles: Iterable[ParsedArticle], library: str) -> Iterator[AddResult | AddError]: ...

    def prepare(self) -> object:
        """Index what was ingested, and make what else it needs to be found."""

    def rank(
        self, question: str, libraries: frozenset[str], limit: int, hidden: Collection[int] = frozenset()
    ) -> Answer:
        """Return an answer with its quotes, also where it is not found, without the hidden paragraphs."""


@dataclass(frozen=True)
class AskedQuestion:
    """A question, the ids that it got, best first, and what ``judged`` says of them.

    Args:
        seconds: how long it took to get an answer.
        answer: what our own search said; None for another retriever.
        expected: the first quote that is right, if any is.
        falsely: what our own search said where all that is right was hidden from it, if that was asked.
    """

    question: JudgedQuestion
    judged: Mapping[str, int]
    ranked: tuple[str, ...]
    seconds: float
    answer: Answer | None = None
    expected: Quote | None = None
    falsely: Answer | None = None

    @property
    def rank(self) -> int | None:
        """Where the first right paragraph stands, from 1."""
        return next((rank for rank, id_ in enumerate(self.ranked, start=1) if id_ in self.judged), None)


def fill(
    library: Library,
    paragraphs: Iterable[JudgedParagraph],
    name_of: Callable[[JudgedParagraph], str] = lambda paragraph: library_of(paragraph.language),
) -> Places:
    """Put paragraphs into libraries of these names, each article whole. Returns where they are."""
    by_name: dict[str, dict[str, list[JudgedParagraph]]] = {}
    for paragraph in paragraphs:
        by_name.setdefault(name_of(paragraph), {}).setdefault(paragraph.article, []).append(paragraph)
    places: dict[tuple[int, int], list[str]] = {}
    for name, articles in by_name.items():
        kept = library.ingest(map(_parsed, articles.values()), name)
        for result, article in zip(kept, articles.values(), strict=True):
            if isinstance(result, AddError):
                raise result
            # An article that says the same as one before is kept once, and stands for both.
            for number, paragraph in enumerate(article, start=1):
                places.setdefault((result.article.id, number), []).append(paragraph.id)
    return places


def ask(library: Library, task: Task, places: Places, by_article: bool, refusals: bool) -> Iterator[AskedQuestion]:
    """Ask each question; with ``refusals`` again, with what is right hidden."""
    scope = frozenset(map(library_of, task.languages))
    for question in task.questions:
        judged = judgements(question, by_article)
        # First as everybody asks; how far down the ranking goes may change it a little.
        answer = library.rank(question.text, scope, MOST_QUOTES)
        quotes = [*answer.quotes, *library.rank(question.text, scope, DEPTH).quotes]
        ids = [_id(places, quote, question.judged) for quote in quotes]
        right = [quote for id_, quote in zip(ids, quotes, strict=True) if _named(id_, by_article) in judged]
        hidden = {one.paragraph.id for quote in right for one in quote.copies}
        yield AskedQuestion(
            question=question,
            judged=judged,
            ranked=ranking(ids, by_article)[:DEPTH],
            seconds=answer.took_ms / 1000,
            answer=answer,
            expected=right[0] if right else None,
            falsely=library.rank(question.text, scope, MOST_QUOTES, hidden) if refusals else None,
        )


def judgements(question: JudgedQuestion, by_article: bool) -> Mapping[str, int]:
    """Return how relevant what is judged is: paragraphs or, each by its best, articles."""
    judged: dict[str, int] = {}
    for id_, relevance in question.judged.items():
        name = _named(id_, by_article)
        judged[name] = max(relevance, judged.get(name, 0))
    return judged


def ranking(ids: Iterable[str], by_article: bool) -> tuple[str, ...]:
    """Return the ids of paragraphs or, each once, of their articles, in the same order."""
    return tuple(dict.fromkeys(_named(id_, by_article) for id_ in ids))


def library_of(language: str) -> str:
    # No white space, at which the engine divides terms.
    return f"judged:{language}"


def _named(paragraph_id: str, by_article: bool) -> str:
    return article_of(paragraph_id) if by_article else paragraph_id


def _parsed(article: Sequence[JudgedParagraph]) -> ParsedArticle:
    return ParsedArticle(
        title=next((paragraph.title for paragraph in article if paragraph.title), ""),
        language=article[0].language or None,
        paragraphs=tuple(paragraph.text for paragraph in article),
    )


def _id(places: Places, quote: Quote, judged: Mapping[str, int]) -> str:
    """Return the id of a quoted paragraph: of several with the same text, or nearly, one that is judged right."""
    ids = [id_ for copy in quote.copies for id_ in places[copy.article.id, copy.paragraph.number]]
    return next((id_ for id_ in ids if id_ in judged), ids[0])
