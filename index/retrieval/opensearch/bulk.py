"""Send many documents to a cluster, no faster than it takes them."""

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from index.model.errors import EngineUnavailable
from index.retrieval.opensearch.nodes import Nodes

_log = logging.getLogger(__name__)
_MOST_OPERATIONS, _MOST_CHARACTERS = 1000, 4_000_000
_REQUEST_SECONDS = 30.0
# A cluster that elects another manager takes some seconds; one that cannot be reached at all is given up sooner.
_BUSY_SECONDS, _AWAY_SECONDS = 60.0, 3.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
_BUSY = (429, 502, 503, 504)
# Removing what is not there, and listing a term that is listed.
_HARMLESS = (200, 201, 404, 409)

Operation = Sequence[str]
"""The lines of one operation: what to do, and with which document, if there is one."""


class Bulk:
    """Send operations to one cluster. Safe in any thread; raises EngineUnavailable."""

    def __init__(
        self,
        nodes: Nodes,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._nodes, self._sleep, self._clock = nodes, sleep, clock

    def send(self, index: str, operations: Iterable[Operation]) -> None:
        """Apply the operations to an index. On return, all are on the disks of the cluster.

        What the cluster is too busy for is sent again, with growing pauses. To apply an operation twice does no
        harm, so nothing is lost and nothing is there twice after an error.
        """
        for batch in _batches(operations):
            self._send_batch(index, batch)

    def _send_batch(self, index: str, batch: Sequence[Operation]) -> None:
        began, pause = self._clock(), _FIRST_PAUSE
        while batch:
            try:
                batch = self._refused(index, batch)
                failure = self._nodes.error("busy", 429)
            except EngineUnavailable as error:
                if error.why not in ("connection", "time", "busy") and error.status < 500:
                    raise
                failure = error
            if not batch:
                return
            most = _AWAY_SECONDS if failure.why == "connection" else _BUSY_SECONDS
            if self._clock() + pause - began > most:
                raise failure
            self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _refused(self, index: str, batch: Sequence[Operation]) -> list[Operation]:
        """Send a batch, and return the operations that the cluster was too busy for."""
        path = f"/{index}/_bulk?filter_path=errors,items.*.status"
        lines = [line for operation in batch for line in operation]
        answer: Any = self._nodes.write_lines(path, lines, _REQUEST_SECONDS)
        try:
            if answer["errors"] is False:
                return []
            statuses = [int(done["status"]) for item in answer["items"] for done in item.values()]
            if len(statuses) != len(batch):
                raise ValueError(len(statuses))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._nodes.malformed() from None
        if unknown := [one for one in statuses if one not in _HARMLESS and one not in _BUSY]:
            raise self._nodes.error("refused", unknown[0])
        again = [operation for operation, one in zip(batch, statuses, strict=True) if one in _BUSY]
        if again:
            _log.info("the search engine is too busy for %d of %d operations", len(again), len(batch))
        return again


def removal_lines(paragraph_id: int) -> list[str]:
    """Return the line that removes a paragraph."""
    return [json.dumps({"delete": {"_id": str(paragraph_id)}})]


def _batches(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    batch: list[Operation] = []
    size = 0
    for operation in operations:
        length = sum(map(len, operation))
        if batch and (len(batch) >= _MOST_OPERATIONS or size + length > _MOST_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(operation)
        size += length
    if batch:
        yield batch
