"""Ask one index for documents, of which nothing but what they are sorted by and some fields is sent back."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.retrieval.opensearch.nodes import Nodes

MOST_LISTED = 10_000
"""The most hits that one request may ask for."""
_QUIET: Mapping[str, object] = {"track_total_hits": False, "_source": False, "stored_fields": "_none_"}


def find_hits(
    nodes: Nodes, index: str, query: Mapping[str, object], size: int, sort: Sequence[object], **more: object
) -> list[Any]:
    """Return the hits of a query as the cluster states them, at most ``size``. Raises EngineUnavailable.

    Args:
        more: other parts of the request.
    """
    asked = {**_QUIET, "query": query, "size": size, "sort": sort, **more}
    path = f"/{index}/_search?filter_path=timed_out,_shards.failed,hits.hits.sort,hits.hits.fields"
    answer: Any = nodes.read("POST", path, asked)
    try:
        if answer["_shards"]["failed"] or answer["timed_out"]:
            raise nodes.error("shards")
        found = answer.get("hits", {}).get("hits", [])
    except (KeyError, TypeError, AttributeError):
        raise nodes.malformed() from None
    if not isinstance(found, list) or len(found) > size:
        raise nodes.malformed()
    return found
