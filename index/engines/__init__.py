"""The engines by name. A heavy one is imported when it is opened."""

from importlib import import_module
from typing import cast

from index.engines.base import Engine
from index.errors import EngineError, Fault

ENGINES = {
    "memory": "index.engines.memory:MemoryEngine",
}


def open_engine(name: str) -> Engine:
    """Returns a new engine. Raises EngineError for a name that is not in the table."""
    if name not in ENGINES:
        raise EngineError(Fault.UNKNOWN_ENGINE, name=name, known=sorted(ENGINES))
    module, _, attribute = ENGINES[name].partition(":")
    return cast("Engine", getattr(import_module(module), attribute)())
