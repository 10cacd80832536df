"""The workers that a library starts: ``python -m index TASK``, with its configuration on standard input."""

import sys

from index.indexing.engine_process import SYNC_ENGINE
from index.indexing.vector_process import BUSY, EMBED
from index.indexing.worker import has_input_ended, lower_priority
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.errors import EngineBusy, KutipError, SourceError
from index.syncing.process import SYNC_SOURCES
from index.syncing.running import sync_until

_FAILED = 1


def main(task: str) -> int:
    """Work until there is nothing to do or standard input ends, and return an exit code."""
    lower_priority()
    config = LibraryConfig.from_json(sys.stdin.readline())
    try:
        with open_library(config) as library:
            _TASKS[task](library)
    except EngineBusy:
        return BUSY
    except KutipError:
        return _FAILED
    return 0


def _sync_engine(library: Library) -> None:
    library.sync_until(has_input_ended)


def _embed(library: Library) -> None:
    library.embed(is_wanted=lambda: not has_input_ended())


def _sync_sources(library: Library) -> None:
    def index() -> None:
        if library.is_behind():
            library.sync()

    try:
        sync_until(library.source_stores, library.config.syncing, has_input_ended, index)
    except SourceError as error:
        raise EngineBusy(error.fault) from error


_TASKS = {SYNC_ENGINE: _sync_engine, EMBED: _embed, SYNC_SOURCES: _sync_sources}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
