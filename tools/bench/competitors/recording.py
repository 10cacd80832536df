"""Record the searches that the program makes from questions, in the place of the engine."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from index.files.lock import LOCK_TIMEOUT
from index.library import Library
from index.model.records import Hit
from index.retrieval.bm25.base import Engine, Entry, Query


class Searched(NamedTuple):
    query: Query
    limit: int


class _RecordingEngine:
    """An engine that passes every call on and records the searches."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.durable, self.is_server = engine.durable, engine.is_server
        self.searches: list[Searched] = []

    def search(self, query: Query, limit: int) -> list[Hit]:
        self.searches.append(Searched(query, limit))
        return self.engine.search(query, limit)

    def add(self, entries: Iterable[Entry]) -> None:
        self.engine.add(entries)

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        self.engine.remove(paragraph_ids)

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        self.engine.replace(entries, generation)

    def mark(self, generation: int) -> None:
        self.engine.mark(generation)

    def generation(self) -> int:
        return self.engine.generation()

    def codes(self, paragraph_ids: Iterable[int]) -> Mapping[int, bytes]:
        return self.engine.codes(paragraph_ids)

    def writing(self, wait: float = LOCK_TIMEOUT) -> AbstractContextManager[None]:
        return self.engine.writing(wait)

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        return self.engine.frequencies(terms, field, libraries)

    def terms(self, prefix: str, field: str, libraries: frozenset[str], *, counted: bool = True) -> dict[str, int]:
        return self.engine.terms(prefix, field, libraries, counted=counted)

    def count(self, libraries: frozenset[str] | None = None) -> int:
        return self.engine.count(libraries)

    def close(self) -> None:
        self.engine.close()


def recorded_searches(library: Library, questions: Sequence[str]) -> tuple[Engine, list[Searched]]:
    """Ask the questions. Return the library's engine and its searches, in order."""
    search = library._searcher
    engine, search._engine = search._engine, (recording := _RecordingEngine(search._engine))
    try:
        for question in questions:
            library.ask(question)
    finally:
        search._engine = engine
    return engine, recording.searches
