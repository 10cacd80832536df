"""Whichever operation on the data folder fails, a command ends with one line or does without it."""

import json
from pathlib import Path

import pytest

from tests.faults.failing import FROZEN, freeze
from tests.faults.library import assert_sound, run, write_articles

pytestmark = pytest.mark.slow
COMMANDS = {
    "rebuild": ["rebuild"],
    "ask": ["ask", "balai kota"],
    "articles": ["articles"],
    "status": ["status"],
    "add": ["add", "two.jsonl"],
    "remove": ["remove", "--yes", "1"],
}
# An earlier run may have removed the article and failed later, or done without what failed.
REFUSALS = ("cannot be", "could not be", "There is no article 1 here")
# An earlier failure may have left an index to repair; a folder that is frozen can still be asked.
HINTS = ("The search index was", "can only be read")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KUTIP_EMBEDDER", "none")
    write_articles(tmp_path / "one.jsonl", 1, 2)
    write_articles(tmp_path / "two.jsonl", 3, 3)
    assert run(tmp_path / "data", "add", str(tmp_path / "one.jsonl")).returncode == 0
    return tmp_path / "data"


def assert_each_failure_is_told(data: Path, what: str, command: list[str]) -> None:
    named = [str(data.parent / one) if one.endswith(".jsonl") else one for one in command]
    done = run(data, what, *named, module="tests.faults.failing")
    assert (done.returncode, done.stderr) == (0, "")
    *runs, last = map(json.loads, done.stdout.splitlines())
    assert len(runs) > 5
    assert last["failed"] is None
    for one in (*runs, last):
        assert one["code"] in (0, 1), one
        told = one["err"].splitlines()
        assert one["code"] == 0 or any(refusal in told[-1] for refusal in REFUSALS), one
        assert all(any(hint in line for hint in HINTS) for line in told[: -1 if one["code"] else None]), one


@pytest.mark.parametrize("what", ["EPERM", "EIO", "ENOTEMPTY"])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_operation_that_fails_is_told(data: Path, command: str, what: str) -> None:
    assert_each_failure_is_told(data, what, COMMANDS[command])
    sound = assert_sound(data, [2])
    assert sound[-1] >= 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_nobody_may_change_from_some_moment_on_is_told(data: Path, command: str) -> None:
    try:
        freeze(data, is_frozen=True)
    except OSError as error:
        pytest.skip(f"freezing a folder is not allowed here: {error.strerror}")
    finally:
        freeze(data, is_frozen=False)
    assert_each_failure_is_told(data, FROZEN, COMMANDS[command])
    sound = assert_sound(data, [2])
    assert sound[-1] >= 2
