"""Where tests keep indexes in OpenSearch: in a fake one, or in the cluster that TEST_OPENSEARCH_URL names."""

import hashlib
import json
import os
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from index.retrieval.location import IndexLocation
from index.servers.cluster_address import ClusterAddress
from tests.opensearch.fake_cluster import FakeCluster, running_node

REAL = os.environ.get("TEST_OPENSEARCH_URL", "")


@contextmanager
def opensearch_location(folder: Path) -> Iterator[IndexLocation]:
    """Yield a place for one library, the same for the same folder, and delete its indexes at the end."""
    name = "t" + hashlib.sha256(str(folder).encode()).hexdigest()[:20].translate(
        str.maketrans("0123456789", "ghijklmnop")
    )
    with ExitStack() as stack:
        url = REAL or stack.enter_context(running_node(FakeCluster("opensearch-knn"))).url
        if REAL:
            stack.callback(delete_indexes, name)
        yield IndexLocation(folder, ClusterAddress(url, name))


def delete_indexes(name: str) -> None:
    """Delete the indexes of a library in the real cluster."""
    url = REAL.split(",")[0]
    with urllib.request.urlopen(f"{url}/{name}*/_alias", timeout=30) as answer:  # noqa: S310 - our own node
        found = json.load(answer)
    for index in found:
        request = urllib.request.Request(f"{url}/{index}", method="DELETE")  # noqa: S310
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310
