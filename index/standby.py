"""Answer without the engine while its server is away: by meaning, and by words where the library is small."""

import logging
from collections.abc import Callable

from index.answering.search import Searcher
from index.indexing.engine_indexer import EngineIndexer
from index.model.errors import EngineUnavailable
from index.model.records import Answer, Verdict
from index.retrieval.bm25.base import Engine
from index.store.articles import ArticleStore

_log = logging.getLogger(__name__)
MOST_INDEXED = 2_000
"""In paragraphs: as many are indexed in memory within half a second."""


class Standby:
    """Safe in any thread."""

    def __init__(self, store: ArticleStore, engine: Engine, indexer: EngineIndexer, searcher: Searcher) -> None:
        """Use an empty ``engine`` in memory, into which ``indexer`` puts the paragraphs if they are few."""
        self._store, self._engine, self._indexer, self._searcher = store, engine, indexer, searcher

    def answer(self, ask: Callable[[Searcher], Answer], error: EngineUnavailable) -> Answer:
        """Return what is found without the engine. Raises the error if that is nothing.

        What is not found here may well be in the index, so this is no reason to say that there is nothing.
        """
        if self._store.paragraph_count() <= MOST_INDEXED:
            self._indexer.sync()
        else:
            self._engine.replace((), self._store.generation())
        answer = ask(self._searcher)
        if answer.verdict is Verdict.NOT_FOUND and answer.small_talk is None:
            raise error
        _log.info("answered without the search engine: %s", error)
        return answer
