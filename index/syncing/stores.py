"""The parts of the store that keep what is followed."""

from dataclasses import dataclass
from pathlib import Path

from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.quota import Limits
from index.store.removed import RemovedStore
from index.store.sources.album_store import AlbumStore
from index.store.sources.channel_store import ChannelStore
from index.store.sources.folder_store import FolderStore
from index.store.sources.hosts import HostStore
from index.store.sources.hub_store import HubStore
from index.store.sources.item_store import ItemStore
from index.store.sources.page_checks import PageCheckStore
from index.store.sources.source_store import SourceStore


@dataclass(frozen=True)
class Stores:
    """Safe in any thread; any method may raise StoreError."""

    sources: SourceStore
    items: ItemStore
    hosts: HostStore
    folders: FolderStore
    channels: ChannelStore
    albums: AlbumStore
    articles: ArticleStore
    page_checks: PageCheckStore
    hubs: HubStore
    removed: RemovedStore


@dataclass(frozen=True)
class SyncConfig:
    """How sources are synced.

    Args:
        agent: says to servers who asks.
        article_bytes: the most that one article may have.
        folder: of a lock, so that one process does it; None where there is only one.
        push_address: where the hubs of feeds reach a bot; empty where none listens.
    """

    agent: str
    article_bytes: int
    folder: Path | None = None
    push_address: str = ""


def open_stores(database: Database, articles: ArticleStore, chat_sources: int, chat_limits: Limits) -> Stores:
    """Return the stores; ``chat_sources`` and ``chat_limits`` bound each library but the shared one."""
    sources = SourceStore(database, chat_sources)
    return Stores(
        sources,
        ItemStore(database, chat_limits, keeps_versions=articles.keeps_versions),
        HostStore(database),
        FolderStore(database),
        ChannelStore(database, sources),
        AlbumStore(database),
        articles,
        PageCheckStore(database),
        HubStore(database),
        RemovedStore(database),
    )
