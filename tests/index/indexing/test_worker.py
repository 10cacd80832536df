"""The processes that a library starts beside its own."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from bot.runtime.app import library_config
from bot.runtime.settings import Settings
from index.indexing.engine_process import SYNC_ENGINE
from index.indexing.vector_process import EMBED
from index.indexing.worker import WorkerProcess, niceness_of_session
from index.library import open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits
from index.store.quota import Limits
from tests.conftest import PATIENCE
from tests.fakes import FakeEmbedder

SECRET = "kata-sandi"


def ended(worker: WorkerProcess) -> int | None:
    worker.end()
    deadline = time.monotonic() + PATIENCE
    while worker.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return worker.exit_code


def shown_by_the_system(worker: WorkerProcess, name: str) -> bytes:
    """Return a file of /proc, which is empty until the program has started, a little after the process has."""
    deadline = time.monotonic() + PATIENCE
    while not (shown := Path(f"/proc/{worker.pid}/{name}").read_bytes()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return shown


def niceness(pid: int) -> tuple[int, int]:
    """Return the niceness of a process, and that of its session, where the system has one."""
    autogroup = Path(f"/proc/{pid}/autogroup")
    return os.getpriority(os.PRIO_PROCESS, pid), niceness_of_session(pid) if autogroup.exists() else 0


@pytest.mark.parametrize(
    ("shown", "expected"), [("/autogroup-4 nice 5\n", 5), ("/autogroup-91 nice -3\n", -3), ("", 0)]
)
def test_a_process_without_a_session_of_its_own_has_the_usual_niceness(
    shown: str, expected: int, tmp_path: Path
) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "autogroup").write_text(shown)
    assert niceness_of_session(7, tmp_path) == expected


def test_a_worker_lets_the_process_that_started_it_go_first(tmp_path: Path) -> None:
    own, session = niceness(os.getpid())
    worker = WorkerProcess(SYNC_ENGINE, LibraryConfig(tmp_path / "kutip.db", tmp_path, "disk").to_json())
    # Only root may change that of a session as often as it likes, and some systems make none.
    autogroup = Path(f"/proc/{worker.pid}/autogroup")
    has_session = autogroup.exists() and autogroup.read_text() != ""
    least = session + 1 if os.geteuid() == 0 and session < 10 and has_session else session
    deadline = time.monotonic() + PATIENCE
    while niceness(worker.pid) < (min(own + 10, 10), least):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    worker.stop(seconds=0)


@pytest.mark.parametrize("task", [SYNC_ENGINE, EMBED])
def test_the_database_is_not_on_the_command_line(tmp_path: Path, task: str) -> None:
    data = tmp_path / SECRET
    worker = WorkerProcess(task, LibraryConfig(data / "kutip.db", data, "disk").to_json())
    command = worker._process.args
    worker.stop(seconds=0)
    assert command == [sys.executable, "-P", "-m", "index", task]


def test_the_system_shows_neither_a_command_line_nor_an_environment_with_the_database(tmp_path: Path) -> None:
    data = tmp_path / SECRET
    worker = WorkerProcess(SYNC_ENGINE, LibraryConfig(data / "kutip.db", data, "disk").to_json())
    shown = [shown_by_the_system(worker, name) for name in ("cmdline", "environ")]
    worker.stop(seconds=0)
    assert shown[0].split(b"\0")[1:] == [b"-P", b"-m", b"index", SYNC_ENGINE.encode(), b""]
    assert SECRET.encode() not in shown[1]
    assert not worker.is_alive()


def test_a_worker_finds_the_packages_from_a_folder_with_another_one_of_the_name(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise ImportError")
    monkeypatch.chdir(tmp_path)
    with open_library(library_config(settings)) as library:
        assert ended(WorkerProcess(SYNC_ENGINE, library.config.to_json())) == 0


def test_a_worker_that_cannot_open_the_library_fails(tmp_path: Path) -> None:
    assert ended(WorkerProcess(SYNC_ENGINE, LibraryConfig(tmp_path, tmp_path, "disk").to_json())) == 1


def test_a_configuration_arrives_as_it_was_sent(settings: Settings) -> None:
    config = library_config(settings, ablated=["title", "time"])
    assert LibraryConfig.from_json(config.to_json()) == config
    assert LibraryConfig.from_json(LibraryConfig().to_json()) == LibraryConfig()
    assert json.loads(config.to_json())["chat_limits"] == list(config.chat_limits)


def test_an_embedder_itself_cannot_be_sent() -> None:
    with pytest.raises(TypeError, match="FakeEmbedder"):
        LibraryConfig(embedder=FakeEmbedder(), chat_limits=Limits(1, 2)).to_json()


def test_the_index_is_synced_when_the_input_ends(settings: Settings) -> None:
    with open_library(library_config(settings)) as library:
        worker = WorkerProcess(SYNC_ENGINE, library.config.to_json())
        assert list(library.add_text("Banjir merendam kota.", "message", Credits(title="Banjir"), SHARED))
        assert ended(worker) == 0
        assert not library.is_behind()
