"""Find out whether a cluster can keep vectors."""

import logging
from typing import Any

from index.model.errors import EngineUnavailable
from index.retrieval.opensearch.nodes import Nodes
from index.servers.cluster_address import ClusterAddress
from index.servers.patience import sparing

SPARED_SECONDS = 0.25
"""What is left of the second of a question for what it asks of the engine after its vectors."""
_log = logging.getLogger(__name__)
_NAME = "knn"
_FORBIDDEN = 403


class KnnPlugin:
    """The k-NN plugin of a cluster. Safe in any thread."""

    def __init__(self, cluster: ClusterAddress) -> None:
        """Connect when it is used."""
        self._nodes = Nodes(cluster.nodes)
        self._is_there: bool | None = None

    def is_there(self) -> bool:
        """Return whether the cluster has the plugin, as far as its user may know; asked until it answers once.

        Raises EngineUnavailable while it does not.
        """
        if self._is_there is None:
            with sparing(SPARED_SECONDS):
                self._is_there = self._ask()
            if not self._is_there:
                _log.info("the vectors stay in files: OpenSearch shows no k-NN plugin")
        return self._is_there

    def _ask(self) -> bool:
        try:
            found: Any = self._nodes.read("GET", "/_cat/plugins?format=json&h=component")
        except EngineUnavailable as error:
            if error.status == _FORBIDDEN:
                return False
            raise
        try:
            return any(_NAME in str(plugin["component"]) for plugin in found)
        except (KeyError, TypeError):
            raise self._nodes.malformed() from None
