"""Open the library that the settings describe."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from bot.runtime.settings import Settings
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.retrieval.dense.base import Embedder
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
        embedder=embedder or settings.kutip_embedder,
        reranker=settings.kutip_reranker,
        max_article_bytes=settings.kutip_max_article_bytes,
        chat_limits=Limits(settings.kutip_chat_articles, settings.kutip_chat_bytes),
        keep_answers_days=settings.kutip_keep_answers_days,
        ablated=frozenset(ablated),
        today=today,
    )


def database_in(settings: Settings) -> Path:
    return settings.kutip_data / "kutip.db"
