"""How a library is configured: where it is kept, how it is indexed, and how much it may hold."""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import kutip
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.ranking.reranking import NO_RERANKER
from index.ranking.reranking.base import SECONDS, Reranker
from index.ranking.reranking.reranking_server import RerankingServer
from index.retrieval.dense import IN_MEMORY, IN_OPENSEARCH, NO_EMBEDDER, ON_DISK
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.retrieval.location import IndexLocation
from index.servers.cluster_address import ClusterAddress
from index.store.dialects.database_url import DatabaseUrl
from index.store.quota import NO_LIMITS, Limits
from index.syncing.stores import SyncConfig

if TYPE_CHECKING:
    from index.store.database import Database


@dataclass(frozen=True)
class LibraryConfig:
    """The defaults are those of an empty library in memory, which answers by words alone.

    Args:
        database: the file or the address of the database; None for a database in memory.
        derived: the folder of the index and the vectors, which can be computed again; None to keep them in memory.
        engine: a name of index.retrieval.bm25.ENGINES.
        embedder: a name of index.retrieval.dense, a server, or an embedder.
        reranker: a name of index.ranking.reranking.RERANKERS, a server, or a reranker.
        reading_seconds: how long a reranker may read a question; after that, the order stays as it was.
        vector_index: a name of index.retrieval.dense.VECTOR_INDEXES; None for the one that fits the engine.
        max_article_bytes: longer articles are refused.
        chat_sources: how many sources each library but the shared one may follow; 0 means no limit.
        push_address: where the hubs of feeds reach a bot, without a slash at its end; empty where none listens.
        contact: whom the owner of a site can write to about our requests: an address of mail or of the web.
        chat_limits: what each library but the shared one may hold.
        keep_answers_days: answers and votes are deleted after as many days.
        keep_versions_days: so are the texts that articles had before they changed; 0 keeps none.
        ablated: the names in index.ranking.linear.FEATURE_GROUPS that the ranking ignores.
        today: the day of asking; None for the day on the clock.
        cluster: the servers of an engine that keeps its index on some.
    """

    database: Path | DatabaseUrl | None = None
    derived: Path | None = None
    engine: str = "memory"
    embedder: str | EmbeddingServer | Embedder = NO_EMBEDDER
    vector_index: str | None = None
    reranker: str | RerankingServer | Reranker = NO_RERANKER
    reading_seconds: float = SECONDS
    max_article_bytes: int = DEFAULT_ARTICLE_BYTES
    chat_limits: Limits = NO_LIMITS
    chat_sources: int = 0
    contact: str = ""
    push_address: str = ""
    keep_answers_days: int = 30
    keep_versions_days: int = 365
    ablated: frozenset[str] = frozenset()
    today: date | None = None
    cluster: ClusterAddress | None = None

    @property
    def index_location(self) -> IndexLocation:
        return IndexLocation((self.derived or Path()) / "index", self.cluster)

    def place_on(self, database: "Database") -> IndexLocation:
        """Return the place of the index of a database, of which several machines may write to the index."""
        return replace(self.index_location, lock=partial(database.dialect.process_lock, "kutip index"))

    def vectors_of(self, database: "Database") -> tuple[str, IndexLocation]:
        """Return the name and the place of the vector index of a database, as ``place_on`` does."""
        folder = (self.derived or Path()) / "vectors"
        lock = partial(database.dialect.process_lock, "kutip vectors")
        return self.vector_index_name, IndexLocation(folder, self.cluster, lock)

    @property
    def syncing(self) -> SyncConfig:
        return SyncConfig(self.agent, self.max_article_bytes, self.derived, self.push_address)

    @property
    def vector_index_name(self) -> str:
        """The name of the vector index: the chosen one, or the one that fits the engine and the folder."""
        if self.vector_index or not self.derived:
            return self.vector_index or IN_MEMORY
        return IN_OPENSEARCH if self.engine == "opensearch" else ON_DISK

    @property
    def embeds_elsewhere(self) -> bool:
        """Whether another process can open the same embedder."""
        return isinstance(self.embedder, (str, EmbeddingServer)) and self.embedder != NO_EMBEDDER

    @property
    def agent(self) -> str:
        """What requests to web sites say of who asks."""
        contact = f"mailto:{self.contact}" if "@" in self.contact and "/" not in self.contact else self.contact
        return f"Kutip/{kutip.__version__}" + (f" (+{contact})" if contact else "")

    def day_of_asking(self) -> date:
        return self.today or date.today()

    def to_json(self) -> str:
        """Return one line for ``from_json``, with secrets. A reranker is only a name: nobody else asks questions.

        Raises TypeError for an embedder that is an object.
        """
        named = self.reranker if isinstance(self.reranker, str) else NO_RERANKER
        return json.dumps(vars(replace(self, reranker=named)), default=_encoded)

    @classmethod
    def from_json(cls, text: str) -> "LibraryConfig":
        fields = json.loads(text)
        for name in ("database", "derived"):
            fields[name] = _place(fields[name])
        fields["today"] = date.fromisoformat(fields["today"]) if fields["today"] else None
        if isinstance(fields["embedder"], dict):
            fields["embedder"] = EmbeddingServer(**fields["embedder"])
        if fields["cluster"]:
            fields["cluster"] = ClusterAddress(**fields["cluster"])
        return cls(
            **fields | {"chat_limits": Limits(*fields["chat_limits"]), "ablated": frozenset(fields["ablated"])}
        )


def _place(value: str | dict[str, str] | None) -> Path | DatabaseUrl | None:
    if value is None:
        return None
    return DatabaseUrl(**value) if isinstance(value, dict) else Path(value)


def _encoded(value: object) -> str | list[str] | dict[str, object]:
    if isinstance(value, (Path, date)):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, EmbeddingServer | DatabaseUrl | ClusterAddress):
        return vars(value)
    raise TypeError(f"{type(value).__name__} cannot be sent to another process")
