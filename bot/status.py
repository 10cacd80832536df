"""What the library holds and where it is, as ``kutip status`` shows it."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.presence import Seen
from index.meaning import Availability
from index.store import Size


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


def bytes_of(folder: Path | None, pattern: str) -> int:
    found = 0
    for path in folder.glob(pattern) if folder else ():
        with suppress(FileNotFoundError):  # merged away by another process, just now
            found += path.stat().st_size
    return found
