import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.private_files import keep_private

STANDING = ("kutip.db", "kutip.db-wal", "kutip.db-shm", "kutip.log", "kutip.log.1", "bot.json", "bot.lock")


@pytest.fixture(autouse=True)
def open_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): mode(path) for path in folder.rglob("*")}


def make(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("private")
    return path


def test_what_exists_already_becomes_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for name in (*STANDING, "console_history", "index/state.json", "index/3/meta.json", "vectors/e5/state.json"):
        make(data / name)
    keep_private(data)
    assert mode(data) == 0o700
    for name, found in modes(data).items():
        assert found == (0o700 if (data / name).is_dir() else 0o600), name


def test_what_is_made_afterwards_is_private(tmp_path: Path) -> None:
    keep_private(tmp_path / "data")
    assert mode(make(tmp_path / "data" / "kutip.db")) == 0o600
    assert mode(tmp_path / "data") == 0o700


def test_files_that_are_not_kutips_stay_as_they_are(tmp_path: Path) -> None:
    other = make(tmp_path / "index.html")
    elsewhere = make(tmp_path / "elsewhere" / "page.html")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "kutip.log").symlink_to(elsewhere)
    keep_private(tmp_path / "data")
    keep_private(tmp_path)
    assert (mode(other), mode(elsewhere)) == (0o644, 0o644)


def test_a_folder_for_everybody_stays_open(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    database = make(shared / "kutip.db")
    keep_private(shared)
    assert (mode(shared), mode(database)) == (0o777 | stat.S_ISVTX, 0o600)


@pytest.mark.parametrize("refused", ["chmod", "lstat", "stat"])
def test_a_file_of_another_user_is_no_error(refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "kutip.db")

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(Path, refused, refuse)
        keep_private(tmp_path)
    assert mode(tmp_path / "kutip.db") == 0o644


def test_every_command_makes_its_library_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("KUTIP_DATA", str(data))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    article = make(tmp_path / "news.txt")
    assert main(["add", str(article)]) == 0
    found = modes(data)
    assert {"kutip.db", "index"} <= set(found)
    assert all(not value & 0o077 for value in (mode(data), *found.values())), found
