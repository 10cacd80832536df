import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from index.files.lock import is_locked, locked

HOLD = """
import sys
from pathlib import Path
from index.files.lock import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_a_lock_is_held_until_its_context_ends(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_locked(path)
    with locked(path):
        assert is_locked(path)
        with pytest.raises(TimeoutError), locked(path, wait=0):
            pass
    assert not is_locked(path)
    with locked(path, wait=0):
        assert is_locked(path)


def test_a_lock_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert is_locked(path)
        process.kill()
    assert not is_locked(path)


def test_a_lock_where_no_file_can_be_made_is_an_error_and_not_locked(tmp_path: Path) -> None:
    path = tmp_path / "none" / "lock"
    path.parent.touch()
    assert not is_locked(path)
    with pytest.raises(OSError, match="lock"), locked(path, wait=0):
        pass


def test_a_lock_that_can_not_be_released_does_not_undo_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock = fcntl.flock

    def failing(file: int, operation: int) -> None:
        if operation == fcntl.LOCK_UN:
            raise OSError("the disk is gone")
        flock(file, operation)

    done = False
    with monkeypatch.context() as broken:
        broken.setattr(fcntl, "flock", failing)
        with locked(tmp_path / "lock"):
            done = True
    assert done
