"""Ask our own search the questions of a task, and keep the ranking of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, article_of
from index.evaluation.tasks import Task
from index.model.errors import AddError
from index.model.records import AddResult, Answer, ParsedArticle, ParsedParagraph, Quote
from index.ranking.scope import MOST_QUOTES

DEPTH = 100
"""The number of ranked paragraphs that count."""

JudgedIds = Mapping[tuple[int, int], Sequence[str]]
"""The ids of judged paragraphs by their article's number and their own; several if their articles are equal."""


class Library(Protocol):
    """The library to evaluate. Any method may raise KutipError."""

    def ingest(self, articles: Iterable[ParsedArticle], library: str) -> Iterator[AddResult | AddError]:
        """Add articles, and yield one result for each."""

    def prepare(self) -> object:
        """Index the articles and compute their vectors, before the first question."""

    def rank(
        self, question: str, libraries: frozenset[str], limit: int, hidden: Collection[int] = frozenset()
    ) -> Answer:
        """Return an answer with its quotes, even if it is not found, without the hidden paragraphs."""


@dataclass(frozen=True)
class AskedQuestion:
    """A judged question and the ranking that a system returned for it.

    Args:
        judged: the relevance of each relevant id.
        ranked: the ids of paragraphs or of articles, best first.
        seconds: the time to the answer.
        answer: the answer of our own search; None for a competitor.
        expected: the first relevant quote, if there is one.
        answer_when_hidden: the answer with all relevant paragraphs hidden; None if this was not asked.
    """

    question: JudgedQuestion
    judged: Mapping[str, int]
    ranked: tuple[str, ...]
    seconds: float
    answer: Answer | None = None
    expected: Quote | None = None
    answer_when_hidden: Answer | None = None

    @property
    def rank(self) -> int | None:
        """The rank of the first relevant id, from 1."""
        return next((rank for rank, id_ in enumerate(self.ranked, start=1) if id_ in self.judged), None)


def fill(
    library: Library,
    paragraphs: Iterable[JudgedParagraph],
    name_of: Callable[[JudgedParagraph], str] = lambda paragraph: library_of(paragraph.language),
) -> JudgedIds:
    """Add paragraphs to the libraries that ``name_of`` gives, as whole articles, and return where they are."""
    by_name: dict[str, dict[str, list[JudgedParagraph]]] = {}
    for paragraph in paragraphs:
        by_name.setdefault(name_of(paragraph), {}).setdefault(paragraph.article, []).append(paragraph)
    judged_ids: dict[tuple[int, int], list[str]] = {}
    for name, articles in by_name.items():
        results = library.ingest(map(_parsed, articles.values()), name)
        for result, article in zip(results, articles.values(), strict=True):
            if isinstance(result, AddError):
                raise result
            # Equal articles are stored once, under the number of the first.
            for number, paragraph in enumerate(article, start=1):
                judged_ids.setdefault((result.article.id, number), []).append(paragraph.id)
    return judged_ids


def ask(
    library: Library, task: Task, judged_ids: JudgedIds, by_article: bool, refusals: bool
) -> Iterator[AskedQuestion]:
    """Ask each question; with ``refusals``, ask again with all relevant paragraphs hidden."""
    scope = frozenset(map(library_of, task.languages))
    for question in task.questions:
        judged = judgements(question, by_article)
        # The first ranking is the one that people get: the depth of a ranking may change its order a little.
        answer = library.rank(question.text, scope, MOST_QUOTES)
        quotes = [*answer.quotes, *library.rank(question.text, scope, DEPTH).quotes]
        ids = [_judged_id(judged_ids, quote, question.judged) for quote in quotes]
        relevant = [quote for id_, quote in zip(ids, quotes, strict=True) if _named(id_, by_article) in judged]
        hidden = {one.paragraph.id for quote in relevant for one in quote.copies}
        yield AskedQuestion(
            question=question,
            judged=judged,
            ranked=ranking(ids, by_article)[:DEPTH],
            seconds=answer.took_ms / 1000,
            answer=answer,
            expected=relevant[0] if relevant else None,
            answer_when_hidden=library.rank(question.text, scope, MOST_QUOTES, hidden) if refusals else None,
        )


def judgements(question: JudgedQuestion, by_article: bool) -> Mapping[str, int]:
    """Return the relevance of each judged paragraph or, by its most relevant paragraph, of each article."""
    judged: dict[str, int] = {}
    for id_, relevance in question.judged.items():
        name = _named(id_, by_article)
        judged[name] = max(relevance, judged.get(name, 0))
    return judged


def ranking(ids: Iterable[str], by_article: bool) -> tuple[str, ...]:
    """Return the ids of these paragraphs or, each once, of their articles, in the same order."""
    return tuple(dict.fromkeys(_named(id_, by_article) for id_ in ids))


def library_of(language: str) -> str:
    """Return the name of the library for judged paragraphs in a language."""
    # It has no white space, because the engine divides terms there.
    return f"judged:{language}"


def _named(paragraph_id: str, by_article: bool) -> str:
    return article_of(paragraph_id) if by_article else paragraph_id


def _parsed(article: Sequence[JudgedParagraph]) -> ParsedArticle:
    return ParsedArticle(
        title=next((paragraph.title for paragraph in article if paragraph.title), ""),
        language=article[0].language or None,
        paragraphs=tuple(ParsedParagraph(paragraph.text, paragraph.heading or None) for paragraph in article),
    )


def _judged_id(judged_ids: JudgedIds, quote: Quote, judged: Mapping[str, int]) -> str:
    """Return the id of a quoted paragraph. Among near-duplicates, prefer a relevant one."""
    ids = [id_ for copy in quote.copies for id_ in judged_ids[copy.article.id, copy.paragraph.number]]
    return next((id_ for id_ in ids if id_ in judged), ids[0])
