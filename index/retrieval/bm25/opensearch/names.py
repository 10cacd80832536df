"""Keep the terms of defined names in memory: a question looks for twenty of them, and most are not there."""

import threading
from bisect import bisect_left

from index.retrieval.bm25.opensearch.mapping import NAMES
from index.retrieval.opensearch.hits import MOST_LISTED, find_hits
from index.retrieval.opensearch.nodes import Nodes

# In terms, some 20 MB. Of a library with more, each is asked for.
_MOST_KEPT = 200_000


class Names:
    """The names of one index, which only become more. Safe in any thread; may raise EngineUnavailable."""

    def __init__(self, nodes: Nodes, index: str) -> None:
        self._nodes, self._index = nodes, index
        self._lock = threading.Lock()
        self._listed: list[str] = []
        self._last = -1
        self._is_whole = True

    def beginning_with(self, prefix: str) -> list[str] | None:
        """Return the names that begin with a prefix, with their libraries; None if there are too many to keep."""
        if not self._is_whole:
            return None
        listed = self._listed
        start = place = bisect_left(listed, prefix)
        while place < len(listed) and listed[place].startswith(prefix):
            place += 1
        return listed[start:place]

    def follow(self) -> None:
        """Read the names that came since the last call."""
        with self._lock:
            added = list[str]()
            while self._is_whole:
                page = self._page()
                added += page
                self._is_whole = len(self._listed) + len(added) <= _MOST_KEPT
                if len(page) < MOST_LISTED:
                    break
            if added:
                self._listed = sorted({*self._listed, *added}) if self._is_whole else []

    def _page(self) -> list[str]:
        """Return the next names in the order in which they were written."""
        query = {"bool": {"filter": [{"exists": {"field": NAMES}}, {"range": {"_seq_no": {"gt": self._last}}}]}}
        sort = [{"_seq_no": "asc"}]
        found = find_hits(self._nodes, self._index, query, MOST_LISTED, sort, docvalue_fields=[NAMES])
        try:
            names = [str(hit["fields"][NAMES][0]) for hit in found]
            if found:
                self._last = int(found[-1]["sort"][0])
        except (KeyError, TypeError, ValueError, IndexError):
            raise self._nodes.malformed() from None
        return names
