"""The BM25 engines by name, each imported when it is opened."""

from importlib import import_module

from index.model.errors import EngineError, Fault
from index.retrieval.bm25.base import Engine
from index.retrieval.location import IndexLocation

IN_MEMORY = "memory"
# Each is called with the location that it may keep its index in, and the version of the terms that it will get.
ENGINES = {
    "disk": "index.retrieval.bm25.disk:open_on_disk",
    "opensearch": "index.retrieval.bm25.opensearch.engine:open_in_opensearch",
    IN_MEMORY: "index.retrieval.bm25.memory:open_in_memory",
}


def open_engine(name: str, location: IndexLocation, terms_version: str, needed: int | None = None) -> Engine:
    """Return the engine with this name and the index that it keeps. Raises EngineError for an unknown name.

    Args:
        needed: the generation of a store that can only be read. An index of another one cannot be brought up to
            date either, so an engine in memory takes its place.
    """
    engine = _opened(name, location, terms_version)
    if needed is None or name == IN_MEMORY or engine.generation() == needed:
        return engine
    engine.close()
    return _opened(IN_MEMORY, location, terms_version)


def _opened(name: str, location: IndexLocation, terms_version: str) -> Engine:
    if name not in ENGINES:
        raise EngineError(Fault.UNKNOWN_ENGINE, name=name, known=sorted(ENGINES))
    module, _, attribute = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(location, terms_version)
    return engine
