"""The engines by name. A heavy one is imported when it is opened."""

from importlib import import_module
from pathlib import Path

from index.model.errors import EngineError, Fault
from index.retrieval.bm25.base import Engine

# What makes each, given the folder that it may keep its index in and the version of the terms that it will get.
ENGINES = {
    "disk": "index.retrieval.bm25.disk:DiskEngine",
    "memory": "index.retrieval.bm25.memory:MemoryEngine",
}


def open_engine(name: str, folder: Path, terms_version: str) -> Engine:
    """Return the engine, with what it has kept. Raises EngineError for a name that is not in the table."""
    if name not in ENGINES:
        raise EngineError(Fault.UNKNOWN_ENGINE, name=name, known=sorted(ENGINES))
    module, _, attribute = ENGINES[name].partition(":")
    engine: Engine = getattr(import_module(module), attribute)(folder, terms_version)
    return engine
