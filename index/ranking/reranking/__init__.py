"""Read the best candidates together with the question: the rerankers by name, each imported when it is opened."""

from importlib import import_module
from typing import cast

from index.model.errors import EngineError, Fault
from index.ranking.reranking.base import Reranker
from index.ranking.reranking.reranking_server import RerankingServer

NO_RERANKER = "none"
READER = "reader"
# Each is called without arguments, and returns None where it is not there to be used.
RERANKERS = {
    READER: "index.ranking.reranking.reader:open_reader",
}
# What asks a RerankingServer, with which it is called.
_ASKING_A_SERVER = "index.ranking.reranking.server_reranker:ServerReranker"


def open_reranker(name: str | RerankingServer) -> Reranker | None:
    """Return the reranker with this name or at this server; None for "none" and where its extra is not installed.

    Raises EngineError for a name that is not in the table, and for a reranker whose file is damaged.
    """
    if name == NO_RERANKER:
        return None
    if isinstance(name, RerankingServer):
        return _opened(_ASKING_A_SERVER, name)
    if name not in RERANKERS:
        raise EngineError(Fault.UNKNOWN_RERANKER, name=name, known=sorted(RERANKERS))
    return _opened(RERANKERS[name])


def _opened(entry: str, *arguments: object) -> Reranker | None:
    module, _, attribute = entry.partition(":")
    return cast("Reranker | None", getattr(import_module(module), attribute)(*arguments))
