"""A process that keeps an index in step with its store while another one adds to that.

Analysing takes as long as reading and storing, and Python does one thing at a time in a process: with two of them
a million paragraphs take two thirds of the time. The other one ends when its standard input does, so also when the
one that started it is killed; what it has not come to by then is mended as after any crash.
"""

import os
import select
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from index import analysis
from index.indexing.engine_indexer import COMMIT_SECONDS, Indexer
from index.retrieval.bm25 import open_engine
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore
from index.store.database import Database

# Of 19, which would leave it hardly anything.
_NICENESS = 10


class Follower:
    """The process, as the one that started it knows it."""

    def __init__(self, database: Path, engine: str, folder: Path) -> None:
        """Start it, on the store in this file and the engine of this name in its folder."""
        command = [sys.executable, "-m", __name__, str(database), engine, str(folder)]
        # In a session of its own, Ctrl-C does not reach it: it is told to end in its turn.
        self._process = subprocess.Popen(  # noqa: S603
            command,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Tell it to end as soon as it has come to all that is stored by now."""
        if self._process.stdin is not None:
            self._process.stdin.close()


def environment() -> dict[str, str]:
    """Return the environment in which a worker process finds the packages of this one, wherever they are."""
    packages = str(Path(__file__).parent.parent.parent)
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([packages, others] if others else [packages])}


def make_way() -> None:
    """Let those go first, as the system sees to it, who answer questions on the same machine."""
    os.setpriority(os.PRIO_PROCESS, 0, max(_NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


def follow(database: Path, engine: str, folder: Path) -> None:
    """Keep the index in step until standard input ends."""
    make_way()
    location = IndexLocation(folder)
    with (
        closing(Database(database)) as opened,
        closing(open_engine(engine, location, analysis.terms_version())) as index,
    ):
        indexer = Indexer(ArticleStore(opened), index)
        # Held throughout, as an engine that stays open for writing merges its segments meanwhile.
        with index.writing():
            while not select.select([sys.stdin], [], [], COMMIT_SECONDS)[0]:
                indexer.catch_up()
            indexer.catch_up()


if __name__ == "__main__":
    follow(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
