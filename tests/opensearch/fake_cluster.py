"""A fake OpenSearch on loopback: what the engine uses of its interface, and the faults that a test wants."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from tests.opensearch.fake_index import FakeIndex


class Asked(NamedTuple):
    method: str
    path: str
    body: bytes
    authorization: str | None


class Answer(NamedTuple):
    body: Any
    status: int = 200


Fault = Callable[[Asked], Answer | bytes | None]
"""Returns an answer in place of the right one, bytes to send as they are, or None for the right answer."""


def right(_asked: Asked) -> None:
    """Answer rightly."""


class FakeCluster:
    """What all nodes share."""

    def __init__(self, *plugins: str) -> None:
        self.plugins = plugins
        self.indexes: dict[str, FakeIndex] = {}
        self.aliases: dict[str, str] = {}
        self.created: dict[str, Any] = {}
        self.lock = threading.RLock()

    def answer(self, asked: Asked) -> Answer:
        path, _, _query = asked.path.partition("?")
        for method, pattern, handle in _ROUTES:
            if method == asked.method and (found := re.fullmatch(pattern, path)):
                with self.lock:
                    return handle(self, *found.groups(), asked.body)
        return Answer({"error": f"no such path {path}"}, 400)

    def index(self, name: str) -> FakeIndex | None:
        return self.indexes.get(self.aliases.get(name, name))


def _get_document(cluster: FakeCluster, name: str, id_: str, _body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None or id_ not in index.documents:
        return Answer({"found": False}, 404)
    found = {
        "_index": cluster.aliases.get(name, name),
        "_seq_no": index.numbers[id_],
        "_source": index.documents[id_],
    }
    return Answer(found)


def _put_document(cluster: FakeCluster, name: str, id_: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    return Answer({}, index.write("index", id_, json.loads(body)))


def _create(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    if name in cluster.indexes:
        return Answer({"error": "resource_already_exists_exception"}, 400)
    created = json.loads(body)
    if created["settings"].get("index.knn") and not cluster.plugins:
        return Answer({"error": "mapper_parsing_exception"}, 400)
    cluster.indexes[name], cluster.created[name] = FakeIndex(), created
    return Answer({"acknowledged": True})


def _delete(cluster: FakeCluster, name: str, _body: bytes) -> Answer:
    return Answer({}, 200 if cluster.indexes.pop(name, None) else 404)


def _list(cluster: FakeCluster, prefix: str, _body: bytes) -> Answer:
    return Answer({name: {"aliases": {}} for name in cluster.indexes if name.startswith(prefix)})


def _alias(cluster: FakeCluster, name: str, _body: bytes) -> Answer:
    used = cluster.aliases.get(name)
    return Answer({used: {}}) if used in cluster.indexes else Answer({"status": 404}, 404)


def _swap(cluster: FakeCluster, body: bytes) -> Answer:
    for action in json.loads(body)["actions"]:
        ((kind, one),) = action.items()
        if kind == "add":
            cluster.aliases[one["alias"]] = one["index"]
    return Answer({"acknowledged": True})


def _refresh(cluster: FakeCluster, name: str, _body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    index.refresh()
    return Answer({})


def _bulk(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    lines, items = iter(body.decode().splitlines()), []
    for line in lines:
        ((action, target),) = json.loads(line).items()
        document = None if action == "delete" else json.loads(next(lines))
        items.append({action: {"status": index.write(action, target["_id"], document)}})
    failed = any(next(iter(item.values()))["status"] >= 400 for item in items)
    return Answer({"errors": failed, "items": items})


def _term_vectors(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    vectors = {}
    for field, terms in json.loads(body)["doc"].items():
        counts = {term: index.doc_freq(field, term) for term in terms}
        vectors[field] = {"terms": {term: {"doc_freq": n} if n else {} for term, n in counts.items()}}
    return Answer({"found": True, "term_vectors": vectors})


def _search(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    asked = json.loads(body)
    if "aggs" in asked:
        ((name, blocks),) = asked["aggs"].items()
        buckets = index.blocks(blocks["histogram"], blocks["aggs"]["sum"]["sum"]["field"])
        found = {"aggregations": {name: {"buckets": buckets}}, "timed_out": False, "_shards": {"failed": 0}}
        return Answer(found)
    hits = index.search(asked)
    return Answer({"timed_out": False, "_shards": {"failed": 0}, **({"hits": {"hits": hits}} if hits else {})})


def _multi_search(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    queries = [json.loads(line)["query"] for line in body.decode().splitlines()[1::2]]
    counts = [{"hits": {"total": {"value": index.count(query)}}, "_shards": {"failed": 0}} for query in queries]
    return Answer({"responses": counts})


def _count(cluster: FakeCluster, name: str, body: bytes) -> Answer:
    index = cluster.index(name)
    if index is None:
        return Answer({}, 404)
    return Answer({"count": index.count(json.loads(body)["query"]), "_shards": {"failed": 0}})


def _plugins(cluster: FakeCluster, _body: bytes) -> Answer:
    return Answer([{"component": name} for name in cluster.plugins])


_NAME = r"([\w.-]+)"
_ROUTES: list[tuple[str, str, Callable[..., Answer]]] = [
    ("GET", rf"/{_NAME}/_doc/(\w+)", _get_document),
    ("PUT", rf"/{_NAME}/_doc/(\w+)", _put_document),
    ("PUT", rf"/{_NAME}", _create),
    ("DELETE", rf"/{_NAME}", _delete),
    ("GET", rf"/{_NAME}\*/_alias", _list),
    ("GET", rf"/_alias/{_NAME}", _alias),
    ("POST", "/_aliases", _swap),
    ("POST", rf"/{_NAME}/_refresh", _refresh),
    ("POST", rf"/{_NAME}/_bulk", _bulk),
    ("POST", rf"/{_NAME}/_termvectors", _term_vectors),
    ("POST", rf"/{_NAME}/_search", _search),
    ("POST", rf"/{_NAME}/_msearch", _multi_search),
    ("POST", rf"/{_NAME}/_count", _count),
    ("GET", "/_cat/plugins", _plugins),
]


class FakeNode(ThreadingHTTPServer):
    """One node, which answers as ``fault`` says."""

    daemon_threads = True

    def __init__(self, cluster: FakeCluster, port: int = 0) -> None:
        self.cluster = cluster
        self.fault: Fault = right
        self.asked: list[Asked] = []
        super().__init__(("127.0.0.1", port), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: Any) -> None: ...


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Without it, each answer of two packets waits for an acknowledgement.
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        node = self.server
        assert isinstance(node, FakeNode)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, self.path, body, self.headers.get("Authorization"))
        node.asked.append(asked)
        answer = node.fault(asked)
        answer = node.cluster.answer(asked) if answer is None else answer
        with suppress(OSError):  # the client no longer waits
            if isinstance(answer, bytes):
                self.wfile.write(answer)
                self.close_connection = True
                return
            data = json.dumps(answer.body).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

    def log_message(self, *_: Any) -> None: ...


@contextmanager
def running_node(cluster: FakeCluster, port: int = 0) -> Iterator[FakeNode]:
    """Run a node until the end of the block."""
    node = FakeNode(cluster, port)
    thread = threading.Thread(target=node.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield node
    finally:
        node.shutdown()
        node.server_close()
        thread.join()
