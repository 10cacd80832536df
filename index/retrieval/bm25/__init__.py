"""The BM25 engines by name, each imported when it is opened."""

from importlib import import_module

from index.model.errors import EngineError, Fault
from index.retrieval.bm25.base import Engine
from index.retrieval.location import IndexLocation

# Each is called with the location that it may keep its index in, and the version of the terms that it will get.
ENGINES = {
    "disk": "index.retrieval.bm25.disk:open_on_disk",
    "memory": "index.retrieval.bm25.memory:open_in_memory",
}


def open_engine(name: str, location: IndexLocation, terms_version: str) -> Engine:
    """Return the engine with this name and the index that it keeps. Raises EngineError for an unknown name."""
    if name not in ENGINES:
        raise EngineError(Fault.UNKNOWN_ENGINE, name=name, known=sorted(ENGINES))
    module, _, attribute = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(location, terms_version)
    return engine
