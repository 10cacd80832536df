"""Common BM25 libraries, asked the same questions of the same paragraphs, with their default settings."""

import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from types import ModuleType

import numpy

from index.evaluation.asking import DEPTH, AskedQuestion, judgements, ranking
from index.evaluation.tasks import Task
from index.model.errors import Fault, KutipError

_Retrieve = Callable[[str], Sequence[int]]
"""Returns the numbers of the paragraphs that are retrieved for a question, best first."""


def check(names: Sequence[str]) -> None:
    """Raise KutipError for an unknown name, or one whose library is not installed."""
    for name in names:
        if name not in COMPETITORS:
            raise KutipError(Fault.UNKNOWN_COMPETITOR, name=name, known=sorted(COMPETITORS))
        _library(name)


def ask(name: str, task: Task, by_article: bool) -> Iterator[AskedQuestion]:
    """Index the paragraphs of a task with a competitor, and ask it each question."""
    retrieve = COMPETITORS[name]([f"{one.title} {one.heading} {one.text}" for one in task.paragraphs])
    for question in task.questions:
        started = time.perf_counter()
        ids = [task.paragraphs[number].id for number in retrieve(question.text)]
        seconds = time.perf_counter() - started
        yield AskedQuestion(question, judgements(question, by_article), ranking(ids, by_article), seconds)


def _rank_bm25(texts: Sequence[str]) -> _Retrieve:
    engine = _library("rank-bm25").BM25Okapi([text.split() for text in texts])

    def retrieve(question: str) -> list[int]:
        scores = engine.get_scores(question.split())
        return [int(number) for number in numpy.argsort(-scores, kind="stable")[:DEPTH]]

    return retrieve


def _bm25s(texts: Sequence[str]) -> _Retrieve:
    bm25s, stemmer = _library("bm25s"), import_module("Stemmer").Stemmer("english")

    def tokens(some: Sequence[str]) -> object:
        return bm25s.tokenize(list(some), stopwords="en", stemmer=stemmer, show_progress=False)

    engine = bm25s.BM25()
    engine.index(tokens(texts), show_progress=False)

    def retrieve(question: str) -> list[int]:
        numbers, _ = engine.retrieve(tokens([question]), k=min(DEPTH, len(texts)), show_progress=False)
        return [int(number) for number in numbers[0]]

    return retrieve


def _library(name: str) -> ModuleType:
    # Imported on first use: rank-bm25 is a library of our engines, and bm25s belongs to an extra.
    try:
        return import_module(name.replace("-", "_"))
    except ImportError:
        raise KutipError(Fault.MISSING_LIBRARY, library=name, extra="bench") from None


COMPETITORS: dict[str, Callable[[Sequence[str]], _Retrieve]] = {"rank-bm25": _rank_bm25, "bm25s": _bm25s}
"""Each indexes texts and returns a function that retrieves from them, by its name on the command line."""
