"""What the library holds and where it is, as ``kutip status`` shows it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.runtime.presence import Seen, read_presence
from bot.runtime.settings import Settings
from index.indexing.engine_indexer import Indexer
from index.indexing.semantic import Availability, SemanticRetriever
from index.store.articles import ArticleStore, Size


@dataclass(frozen=True)
class Status:
    """Sizes in bytes are of files; ``vectors`` are how many of the paragraphs have one."""

    data: Path | None
    database_bytes: int
    size: Size
    languages: tuple[str, ...]
    engine: str
    index_bytes: int
    behind: bool
    meaning: Availability
    embedder: str
    vectors: int
    vectors_wanted: int
    bot: Seen | None


def read_status(
    settings: Settings,
    data: Path | None,
    store: ArticleStore,
    indexer: Indexer,
    meaning: SemanticRetriever,
    libraries: frozenset[str],
) -> Status:
    """Return the status of the library in a data folder; of one in memory without."""
    available = meaning.availability()
    vectors, wanted = meaning.require_indexer().embedded_and_stored() if available is Availability.ON else (0, 0)
    return Status(
        data=data,
        database_bytes=_bytes_of(data, "kutip.db*"),
        size=store.size(libraries),
        languages=store.languages(libraries),
        engine=settings.kutip_engine,
        index_bytes=_bytes_of(data, "index/**/*"),
        behind=indexer.is_behind(),
        meaning=available,
        embedder=meaning.embedder_name,
        vectors=min(vectors, wanted),  # some may be of paragraphs that are gone just now
        vectors_wanted=wanted,
        bot=read_presence(data) if data else None,
    )


def _bytes_of(folder: Path | None, pattern: str) -> int:
    found = 0
    for path in folder.glob(pattern) if folder else ():
        with suppress(FileNotFoundError):  # merged away by another process, just now
            found += path.stat().st_size
    return found
