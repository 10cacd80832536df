"""The indexes of one library: the one in use, which an alias names, and one that is made beside it.

kutip            the alias that searches use
kutip-3          the index in use; a new one is made beside it, and then the alias names that
kutip-3/state    the document with the version of the index, and up to which change of the store it is indexed
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from index.model.errors import EngineUnavailable
from index.retrieval.opensearch.hits import MOST_LISTED
from index.retrieval.opensearch.nodes import Nodes

STATE = "state"
"""The field of the state, which every mapping has, and of which alone the source is kept; also its id."""
MISSING = 404
"""The status of an answer about an index or a document that is not there."""
# A search that has begun on an index which is deleted fails, and none takes longer.
_SECONDS_UNTIL_DELETED = 1.0
_CREATE_SECONDS = 60.0


@dataclass(frozen=True)
class State:
    """What an index holds.

    Args:
        index: its name.
        generation: the last change of the store that is indexed.
        number: grows with each change of the state.
    """

    index: str
    generation: int
    number: int


def index_body(settings: Mapping[str, object], properties: Mapping[str, object]) -> dict[str, object]:
    """Return the body of the request that creates an index with these settings and fields, and a state.

    One shard: with several, each has an idf and an average length of its own, and a question takes more time. A
    copy is kept on another node if there is one.
    """
    common = {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
        "max_result_window": MOST_LISTED,
    }
    return {
        "settings": {**common, **settings},
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": [f"{STATE}.*"]},
            "properties": {**properties, STATE: {"type": "object", "enabled": False}},
        },
    }


class Indexes:
    """The indexes behind one alias. Safe in any thread; any method may raise EngineUnavailable."""

    def __init__(
        self,
        nodes: Nodes,
        alias: str,
        version: str,
        settings_and_mappings: Mapping[str, object],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Use the index behind an alias; one of another ``version`` counts as none.

        Args:
            settings_and_mappings: of a new index.
        """
        self._nodes, self._alias, self._version, self._sleep = nodes, alias, version, sleep
        self._body = settings_and_mappings
        self._own = re.compile(rf"{re.escape(alias)}-(\d+)")

    def state(self, patiently: bool = False) -> State | None:
        """Return the state of the index in use; None where there is no usable one.

        A question does not wait long for it; who writes does so ``patiently``.
        """
        ask = self._nodes.write if patiently else self._nodes.read
        try:
            found: Any = ask("GET", f"/{self._alias}/_doc/{STATE}")
        except EngineUnavailable as error:
            if error.status == MISSING:
                return None
            raise
        try:
            written = found["_source"][STATE]
            if written["version"] != self._version:
                return None
            return State(str(found["_index"]), int(written["generation"]), int(found["_seq_no"]))
        except (KeyError, TypeError, ValueError):
            raise self._nodes.malformed() from None

    def create(self) -> str:
        """Return the name of a new, empty index, which nobody searches yet."""
        numbers = [int(found[1]) for name in self._names() if (found := self._own.fullmatch(name))]
        name = f"{self._alias}-{max(numbers, default=0) + 1}"
        self._nodes.write("PUT", f"/{name}", self._body, _CREATE_SECONDS)
        return name

    def refresh(self, index: str) -> None:
        """Show what was written to searches on any node."""
        self._nodes.write("POST", f"/{index}/_refresh")

    def write_state(self, index: str, generation: int) -> None:
        path = f"/{index}/_doc/{STATE}"
        content = {STATE: {"version": self._version, "generation": generation}}
        self._nodes.write("PUT", path, content)

    def use(self, index: str) -> None:
        """Let searches use this index from now on: each sees all of the old one or all of the new one."""
        old = self._used()
        actions: list[dict[str, object]] = [{"remove": {"index": name, "alias": self._alias}} for name in old]
        actions.append({"add": {"index": index, "alias": self._alias}})
        self._nodes.write("POST", "/_aliases", {"actions": actions})
        if old:
            self._sleep(_SECONDS_UNTIL_DELETED)
            self.tidy()

    def tidy(self) -> None:
        """Delete the indexes of this library that are not in use, such as what a killed process left half made."""
        used = self._used()
        for name in self._names():
            if name not in used and self._own.fullmatch(name):
                self.delete(name)

    def delete(self, index: str) -> None:
        try:
            self._nodes.write("DELETE", f"/{index}")
        except EngineUnavailable as error:
            if error.status != MISSING:
                raise

    def _names(self) -> list[str]:
        return self._keys(f"/{self._alias}-*/_alias?filter_path=*.aliases")

    def _used(self) -> list[str]:
        return self._keys(f"/_alias/{self._alias}")

    def _keys(self, path: str) -> list[str]:
        try:
            found = self._nodes.write("GET", path)
        except EngineUnavailable as error:
            if error.status == MISSING:
                return []
            raise
        if not isinstance(found, dict):
            raise self._nodes.malformed()
        return sorted(name for name in map(str, found) if self._own.fullmatch(name))
