"""The paragraphs and the questions of judged sets, as engines see them, to compare the rankings of two engines."""

import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from index import analysis
from index.query.words import question_words
from index.retrieval.bm25.base import BODY, TITLE, Engine, Entry, Query
from tests.conftest import SHARED

DATA = SHARED / "data"
QUESTIONS = 500
FIRST = 10


def read(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def entries(folder: Path) -> Iterator[Entry]:
    for number, paragraph in enumerate(read(folder / "corpus.jsonl.gz"), 1):
        fields = {BODY: paragraph["text"], TITLE: paragraph.get("title") or ""}
        terms = {name: analysis.terms(text, paragraph["lang"]) for name, text in fields.items()}
        yield Entry(number, "shared", terms)


def queries(folder: Path) -> Iterator[Query]:
    for question in islice(read(folder / "queries.jsonl.gz"), QUESTIONS):
        words = question_words(question["text"], [question["lang"]])
        yield Query({term: word.share for word in words for term in word.terms}, frozenset({"shared"}))


def best(engine: Engine, asked: Sequence[Query]) -> list[list[int]]:
    return [[hit.paragraph_id for hit in engine.search(query, FIRST)] for query in asked]


def agreement(pairs: Sequence[tuple[list[int], list[int]]]) -> tuple[float, float]:
    """Return the share of questions with the same first paragraph, and the mean overlap of the first ten."""
    same_first = sum(ours[:1] == theirs[:1] for ours, theirs in pairs) / len(pairs)
    shared = [len({*ours} & {*theirs}) / max(len(theirs), 1) if theirs else 1.0 for ours, theirs in pairs]
    return same_first, sum(shared) / len(shared)
