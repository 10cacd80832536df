"""Ask the nodes of a cluster: the next one where one is away, and none for a while when all are."""

import json
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.model.errors import EngineUnavailable, ModelServerError
from index.servers.address import ServerAddress
from index.servers.client import ServerClient
from index.servers.patience import spending

_log = logging.getLogger(__name__)
# For one reading. A question waits less, see index.servers.patience.
_READ_SECONDS = 5.0
# After a failure, questions try a node again after so many seconds.
_PAUSE_SECONDS = 2.0
# A node that gets less time than this and is not done with it may be well.
_FAIR_SECONDS = 0.3
# What another node may do better. "status" only where the fault is the server's.
_OF_ONE_NODE = ("connection", "time", "busy")
_JSON, _LINES = "application/json", "application/x-ndjson"


@dataclass
class _Node:
    address: ServerAddress
    client: ServerClient
    away_until: float = 0.0


class Nodes:
    """The nodes of one cluster. Safe in any thread; any method may raise EngineUnavailable."""

    def __init__(self, addresses: Sequence[ServerAddress], clock: Callable[[], float] = time.monotonic) -> None:
        self._nodes = [_Node(address, ServerClient(address)) for address in addresses]
        self._clock = clock
        self._first = 0
        self._lock = threading.Lock()
        self._failure: EngineUnavailable | None = None

    def read(self, method: str, path: str, content: object = None) -> object:
        """Return the JSON of an answer, within what a question has left to wait; see index.servers.patience."""
        return self._read(method, path, _encoded(content), _JSON)

    def write(self, method: str, path: str, content: object = None, seconds: float = 30.0) -> object:
        """Return the JSON of an answer, also from nodes that were away a moment ago."""
        return self._ask(self._all(), method, path, _encoded(content), _JSON, seconds)

    def write_lines(self, path: str, lines: Sequence[str], seconds: float) -> object:
        """Return the answer to several objects of JSON, each on a line."""
        return self._ask(self._all(), "POST", path, _joined(lines), _LINES, seconds)

    def read_lines(self, path: str, lines: Sequence[str]) -> object:
        """Return the answer to several objects of JSON as ``read`` does."""
        return self._read("POST", path, _joined(lines), _LINES)

    def malformed(self) -> EngineUnavailable:
        """Return the error for an answer that is none of OpenSearch."""
        return self.error("json")

    def error(self, why: str, status: int = 0) -> EngineUnavailable:
        """Return an error that names the node which is asked first."""
        return EngineUnavailable(str(self._nodes[self._first % len(self._nodes)].address), why, status)

    def _read(self, method: str, path: str, body: bytes, kind: str) -> object:
        with spending(_READ_SECONDS) as seconds:
            nodes = self._in_order(self._clock())
            if not nodes or seconds <= 0:
                raise self._latest_failure()
            return self._ask(nodes, method, path, body, kind, seconds)

    def _ask(
        self, nodes: Sequence[_Node], method: str, path: str, body: bytes, kind: str, seconds: float
    ) -> object:
        deadline = self._clock() + seconds
        for position, node in enumerate(nodes):
            left = deadline - self._clock()
            if left <= 0:
                break
            # A node that hangs leaves half of the time to the others.
            share = left if position == len(nodes) - 1 else left / 2
            try:
                found = node.client.send(method, node.address.at(path), body, share, kind)
            except ModelServerError as error:
                self._note(node, error, is_fair=share >= _FAIR_SECONDS)
            else:
                self._prefer(node)
                return found
        raise self._latest_failure()

    def _note(self, node: _Node, error: ModelServerError, is_fair: bool) -> None:
        """Remember that a node is away. Raises EngineUnavailable where no other node would do better."""
        failure = EngineUnavailable(error.address, error.why, error.status)
        if error.why not in _OF_ONE_NODE and error.status < 500:
            raise failure from None
        with self._lock:
            is_new, self._failure = self._failure is None, failure
            if error.why == "connection" or (error.why == "time" and is_fair):
                node.away_until = self._clock() + _PAUSE_SECONDS
        if is_new:
            _log.warning("a node of the search engine fails: %s", failure)

    def _prefer(self, node: _Node) -> None:
        with self._lock:
            self._first, self._failure, node.away_until = self._nodes.index(node), None, 0.0

    def _in_order(self, now: float) -> list[_Node]:
        """Return the nodes that are not away, that one first which answered last."""
        return [node for node in self._all() if node.away_until <= now]

    def _all(self) -> list[_Node]:
        first, now = self._first, self._clock()
        return sorted(self._nodes[first:] + self._nodes[:first], key=lambda node: node.away_until > now)

    def _latest_failure(self) -> EngineUnavailable:
        """Return the error of the latest failure as a new one: a traceback grows with each time it is raised."""
        known = self._failure
        return EngineUnavailable(known.address, known.why, known.status) if known else self.error("time")


def _encoded(content: object) -> bytes:
    return b"" if content is None else json.dumps(content).encode("ascii")


def _joined(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode("ascii")
