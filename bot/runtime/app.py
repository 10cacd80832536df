"""Open the library that the settings describe."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from bot.runtime.settings import Settings
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.ranking.reranking.reranking_server import RerankingServer
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_server import EmbeddingServer
from index.servers.address import is_server_address
from index.servers.cluster_address import ClusterAddress
from index.store.dialects.database_url import DatabaseUrl
from index.store.quota import Limits


def open_configured_library(
    settings: Settings,
    *,
    in_memory: bool = False,
    embedder: Embedder | None = None,
    ablated: Collection[str] = (),
    today: date | None = None,
) -> AbstractContextManager[Library]:
    """Open the library of the data folder, or an empty one in memory.

    Args:
        in_memory: open an empty library that is discarded.
        embedder: takes the place of the one that the settings name.
        ablated: the names in index.ranking.linear.FEATURE_GROUPS that the ranking ignores.
        today: the day of asking; None for the day on the clock.
    """
    return open_library(library_config(settings, in_memory, embedder, ablated, today))


def library_config(
    settings: Settings,
    in_memory: bool = False,
    embedder: Embedder | None = None,
    ablated: Collection[str] = (),
    today: date | None = None,
) -> LibraryConfig:
    """Return what the settings say of the library."""
    return LibraryConfig(
        database=None if in_memory else database_in(settings),
        derived=None if in_memory else settings.kutip_data,
        engine="memory" if in_memory else settings.kutip_engine,
        embedder=embedder or embedder_of(settings),
        reranker=reranker_of(settings),
        reading_seconds=settings.kutip_reranker_milliseconds / 1000,
        max_article_bytes=settings.kutip_max_article_bytes,
        chat_limits=Limits(settings.kutip_chat_articles, settings.kutip_chat_bytes),
        chat_sources=settings.kutip_chat_sources,
        contact=settings.kutip_contact,
        keep_answers_days=settings.kutip_keep_answers_days,
        keep_versions_days=settings.kutip_keep_versions_days,
        ablated=frozenset(ablated),
        today=today,
        cluster=cluster_of(settings),
    )


def embedder_of(settings: Settings) -> str | EmbeddingServer:
    """Return the name of the embedder that the settings choose, or the server at the address that they give."""
    if not is_server_address(settings.kutip_embedder):
        return settings.kutip_embedder
    return EmbeddingServer(
        url=settings.kutip_embedder,
        key=settings.kutip_embedder_key,
        model=settings.kutip_embedder_model,
        query_prefix=settings.kutip_embedder_query_prefix,
        passage_prefix=settings.kutip_embedder_passage_prefix,
        batch=settings.kutip_embedder_batch,
        question_seconds=settings.kutip_embedder_seconds,
    )


def reranker_of(settings: Settings) -> str | RerankingServer:
    """Return the name of the reranker that the settings choose, or the server at the address that they give."""
    if not is_server_address(settings.kutip_reranker):
        return settings.kutip_reranker
    return RerankingServer(settings.kutip_reranker, settings.kutip_reranker_key, settings.kutip_reranker_model)


def cluster_of(settings: Settings) -> ClusterAddress | None:
    """Return the cluster that the settings name, if they name one."""
    return ClusterAddress(settings.opensearch_url, settings.opensearch_index) if settings.opensearch_url else None


def database_in(settings: Settings) -> Path | DatabaseUrl:
    return settings.kutip_database or settings.kutip_data / "kutip.db"
