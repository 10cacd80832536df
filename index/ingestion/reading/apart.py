"""Read the documents that an operator adds in a process of its own, as one of them may be too much for ours."""

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import PurePath

from index.ingestion.fetching.files import ReadProgress
from index.ingestion.readers import SUFFIXES_OF_DOCUMENTS, parse
from index.ingestion.readers.base import ReadResult
from index.ingestion.readers.formats.content import TIMES_TEXT
from index.ingestion.reading.limits import ReadingLimits
from index.ingestion.reading.process import ReadingProcess
from index.ingestion.reading.requests import FileRequest
from index.ingestion.reading.results import articles_in
from index.ingestion.sources import read_sources

# An operator may wait longer than somebody in a chat, and a file may be as large as one from there.
_CPU_SECONDS, _SECONDS, _MEMORY_BYTES = 120, 300.0, 2_000_000_000


def read_sources_apart(
    names: Sequence[str], limit: int, progress: ReadProgress | None = None, limits: ReadingLimits | None = None
) -> Iterator[ReadResult]:
    """Yield what ``read_sources`` does; documents are read in another process, which is started for the first.

    ``limits`` are those of that process, by default what an operator may wait for.
    """
    with closing(DocumentReader(limit, limits)) as reader:
        yield from read_sources(names, limit, progress, reader.parse)


class DocumentReader:
    """Reads documents in another process, which is started for the first one, and other files in this one."""

    def __init__(self, limit: int, limits: ReadingLimits | None = None) -> None:
        """``limit`` is the most bytes of an article; ``limits`` as for ``read_sources_apart``."""
        self._limits = limits or ReadingLimits(limit, _CPU_SECONDS, _SECONDS, _MEMORY_BYTES)
        self._process: ReadingProcess | None = None

    def parse(self, file: io.BufferedReader, source: str, limit: int) -> Iterator[ReadResult]:
        """Yield the articles of a file as ``index.ingestion.readers.parse`` does."""
        if PurePath(source).suffix.lower() not in SUFFIXES_OF_DOCUMENTS:
            yield from parse(file, source, limit)
            return
        request = FileRequest(file.read(TIMES_TEXT * limit + 1), source)
        yield from articles_in(self._alive().read(request))

    def close(self) -> None:
        if self._process is not None:
            self._process.end()

    def _alive(self) -> ReadingProcess:
        """Return a process that waits for a request: one ends when a reading was too much for it."""
        if self._process is None or not self._process.is_alive():
            self.close()
            self._process = ReadingProcess(self._limits)
        return self._process
