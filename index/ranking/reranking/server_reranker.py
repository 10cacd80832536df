"""A reranker that asks a server: text-embeddings-inference, vLLM, infinity, llama-server, Jina and others."""

import hashlib
import logging
import math
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence

from index.model.errors import ModelServerError
from index.model.features import Reading
from index.ranking.reranking.base import Passage
from index.ranking.reranking.reranking_server import RerankingServer
from index.servers.client import ServerClient
from index.servers.outage import Outage
from index.servers.texts import sendable

_log = logging.getLogger(__name__)
# In letters: about the 512 tokens that most models read.
_LONGEST = 2000
# In letters: what is kept before the first word of the question in a text that is too long.
_LEAD = 200
_LOADING_SECONDS = 2.0
# For one request, where there is no other deadline.
_LONGEST_SECONDS = 60.0
# By these answers a server refuses a path or a form that it does not know.
_UNKNOWN_FORM = (400, 404, 405, 422, 501)
# A probability of 0 or 1 would be an infinite logit.
_LEAST = 1e-6


class ServerReranker:
    """Read by a server, in one request for all passages. It points at no words.

    The convention is found out by the first request. A server that is away or answers wrongly gives no readings:
    the passages stay in the order that they have.
    """

    points_at_words = False

    def __init__(self, server: RerankingServer, clock: Callable[[], float] = time.monotonic) -> None:
        self.name = _name(server)
        self._server = server
        self._clock = clock
        self._client = ServerClient(server.address, clock)
        self._outage = Outage(clock)
        self._loading = threading.Lock()
        self._is_loaded = False
        self._convention: _Convention | None = None
        self._gives_logits = False

    def load(self) -> None:
        """Let the server load its model, and find out the convention. A server that is away is no error."""
        with self._loading:
            if not self._is_loaded:
                self._is_loaded = True
                self.read("", [Passage((), None, ".")], self._clock() + _LOADING_SECONDS)

    def read(self, question: str, passages: Sequence[Passage], deadline: float) -> list[Reading] | None:
        if not passages:
            return []
        if deadline <= self._clock():
            return None
        texts = [_document(passage) for passage in passages]
        try:
            with self._outage.guarding():
                scores = self._scores(sendable(question[:_LONGEST]), texts, deadline)
        except ModelServerError as error:
            _log.debug("the order stays as it is: %s", error)
            return None
        return [Reading(score) for score in scores]

    def _scores(self, question: str, texts: list[str], deadline: float) -> list[float]:
        """Return a logit for each text, by the known convention or the first that works."""
        conventions = [self._convention] if self._convention else [_by_documents, _by_texts]
        for convention in conventions:
            endpoint, asked, has_logits = convention(self._server, question, texts)
            try:
                left = min(max(0.0, deadline - self._clock()), _LONGEST_SECONDS)
                answer = self._client.post(endpoint, asked, left)
                scores = self._checked(answer, len(texts))
            except ModelServerError as error:
                if error.status not in _UNKNOWN_FORM or convention is conventions[-1]:
                    raise
                continue
            self._convention = convention
            return self._logits(scores, has_logits)
        raise AssertionError("the last convention returns or raises")

    def _checked(self, answer: object, count: int) -> list[float]:
        """Return the scores in the order of the texts. Raises ModelServerError unless there is one for each."""
        entries = answer.get("results") if isinstance(answer, dict) else answer
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._client.error("json")
        by_index = {entry.get("index"): _score(entry) for entry in entries if type(entry.get("index")) is int}
        if len(entries) != count or by_index.keys() != set(range(count)):
            raise self._client.error("count")
        scores = [score for index in range(count) if (score := by_index[index]) is not None]
        if len(scores) != count:
            raise self._client.error("number")
        return scores

    def _logits(self, scores: list[float], has_logits: bool) -> list[float]:
        """Return scores as logits. A server gives probabilities until one of its scores cannot be one."""
        self._gives_logits |= has_logits or not all(0 <= score <= 1 for score in scores)
        return scores if self._gives_logits else [_logit(score) for score in scores]


def _name(server: RerankingServer) -> str:
    """Return the model that is asked for, and a digest of it and of the address, at which another one may run."""
    model, address = server.model, str(server.address)
    digest = hashlib.sha256(f"{model}\n{address}".encode()).hexdigest()
    return f"server-{(model or address)[:80]}-{digest[:16]}"


_Convention = Callable[[RerankingServer, str, list[str]], tuple[str, dict[str, object], bool]]


def _by_documents(server: RerankingServer, question: str, texts: list[str]) -> tuple[str, dict[str, object], bool]:
    asked: dict[str, object] = {"query": question, "documents": texts, "top_n": len(texts)}
    if server.model:
        asked["model"] = server.model
    return server.address.endpoint("rerank", "/v1"), asked, False


def _by_texts(server: RerankingServer, question: str, texts: list[str]) -> tuple[str, dict[str, object], bool]:
    asked: dict[str, object] = {"query": question, "texts": texts, "truncate": True, "raw_scores": True}
    return server.address.endpoint("rerank", ""), asked, True


def _score(entry: dict[str, object]) -> float | None:
    """Return the score of an entry, or None where it has none that is a number."""
    score = entry.get("relevance_score", entry.get("score"))
    if not isinstance(score, (float, int)) or isinstance(score, bool):
        return None
    try:
        return float(score) if math.isfinite(score) else None
    except OverflowError:  # an integer of hundreds of digits
        return None


def _logit(probability: float) -> float:
    inside = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(inside / (1 - inside))


def _document(passage: Passage) -> str:
    """Return what is sent for a passage: of a long text, the part with most words of the question."""
    text = passage.text
    if len(text) > _LONGEST:
        starts = sorted(start for start, _ in passage.words)
        counts = {one: bisect_left(starts, one + _LONGEST - _LEAD) - bisect_left(starts, one) for one in starts}
        best = max(counts, key=lambda start: (counts[start], -start), default=0)
        begin = max(0, min(best - _LEAD, len(text) - _LONGEST))
        text = text[begin : begin + _LONGEST]
    return sendable(". ".join(filter(None, (*passage.titles, text)))).strip() or "."
