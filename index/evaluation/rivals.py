"""The usual retrievers, on the same paragraphs and questions, with the settings that they come with."""

import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from types import ModuleType

import numpy

from index.evaluation.asking import DEPTH, AskedQuestion, judgements, ranking
from index.evaluation.tasks import Task
from index.model.errors import Fault, KutipError

_Retrieve = Callable[[str], Sequence[int]]
"""A question to the places of paragraphs, best first."""


def known() -> list[str]:
    return sorted(_RIVALS)


def check(names: Sequence[str]) -> None:
    """Raise KutipError for an unknown name, or one whose library is missing."""
    for name in names:
        if name not in _RIVALS:
            raise KutipError(Fault.UNKNOWN_RIVAL, name=name, known=known())
        _library(name)


def ask(name: str, task: Task, by_article: bool) -> Iterator[AskedQuestion]:
    retrieve = _RIVALS[name]([f"{paragraph.title} {paragraph.text}" for paragraph in task.paragraphs])
    for question in task.questions:
        started = time.perf_counter()
        ids = [task.paragraphs[place].id for place in retrieve(question.text)]
        seconds = time.perf_counter() - started
        yield AskedQuestion(question, judgements(question, by_article), ranking(ids, by_article), seconds)


def _rank_bm25(texts: Sequence[str]) -> _Retrieve:
    engine = _library("rank-bm25").BM25Okapi([text.split() for text in texts])

    def retrieve(question: str) -> list[int]:
        scores = engine.get_scores(question.split())
        return [int(place) for place in numpy.argsort(-scores, kind="stable")[:DEPTH]]

    return retrieve


def _bm25s(texts: Sequence[str]) -> _Retrieve:
    bm25s, stemmer = _library("bm25s"), import_module("Stemmer").Stemmer("english")

    def tokens(some: Sequence[str]) -> object:
        return bm25s.tokenize(list(some), stopwords="en", stemmer=stemmer, show_progress=False)

    engine = bm25s.BM25()
    engine.index(tokens(texts), show_progress=False)

    def retrieve(question: str) -> list[int]:
        places, _ = engine.retrieve(tokens([question]), k=min(DEPTH, len(texts)), show_progress=False)
        return [int(place) for place in places[0]]

    return retrieve


def _library(name: str) -> ModuleType:
    # By name: one is at home with our engines, the other is in an extra.
    try:
        return import_module(name.replace("-", "_"))
    except ImportError:
        raise KutipError(Fault.MISSING_LIBRARY, library=name, extra="bench") from None


_RIVALS: dict[str, Callable[[Sequence[str]], _Retrieve]] = {"rank-bm25": _rank_bm25, "bm25s": _bm25s}
