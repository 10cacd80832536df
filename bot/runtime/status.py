"""What a library holds and where it is kept, as ``kutip status`` shows it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.runtime.presence import Seen, read_presence
from index.indexing.semantic import Availability
from index.library import Library
from index.library_articles import SHARED_ONLY
from index.model.errors import EngineUnavailable
from index.store.articles import Size


@dataclass(frozen=True)
class Status:
    """Sizes in bytes are of files; ``vectors`` is the number of paragraphs that have one.

    Args:
        behind: whether the index lacks something of the store; None while the server of the engine is away.
    """

    data: Path | None
    database_bytes: int
    size: Size
    languages: tuple[str, ...]
    engine: str
    index_bytes: int
    behind: bool | None
    meaning: Availability
    embedder: str
    vectors: int
    vectors_wanted: int
    bot: Seen | None


def read_status(library: Library, libraries: frozenset[str] = SHARED_ONLY) -> Status:
    """Return the status of a library; ``libraries`` are those whose articles are counted."""
    config, vectors = library.config, library.vector_coverage()
    return Status(
        data=config.derived,
        database_bytes=library.database_size(),
        size=library.size(libraries),
        languages=library.languages(libraries),
        engine=config.engine,
        index_bytes=_bytes_of(config.derived, "index/**/*"),
        behind=_is_behind(library),
        meaning=vectors.availability,
        embedder=vectors.embedder,
        vectors=min(vectors.embedded, vectors.stored),  # some may belong to paragraphs removed a moment ago
        vectors_wanted=vectors.stored,
        bot=read_presence(config.derived) if config.derived else None,
    )


def _is_behind(library: Library) -> bool | None:
    try:
        return library.is_behind()
    except EngineUnavailable:
        return None


def _bytes_of(folder: Path | None, pattern: str) -> int:
    """Return the size of the files that can be looked at."""
    found = 0
    with suppress(OSError):  # the folder cannot be listed
        for path in folder.glob(pattern) if folder else ():
            with suppress(OSError):  # another process merged the file a moment ago, or it cannot be looked at
                found += path.stat().st_size
    return found
