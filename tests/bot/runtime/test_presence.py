import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.runtime.presence import Presence, Seen, read_presence, shown_in

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HELD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.runtime.presence import Presence, shown_in
with shown_in(Path(sys.argv[1])) as board:
    board.show(Presence("polling", datetime.now(UTC), "kutip_bot"))
    print("shown", flush=True)
    sys.stdin.read()
"""


def test_without_a_bot_there_is_no_presence(tmp_path: Path) -> None:
    assert read_presence(tmp_path) is None


def test_a_presence_is_seen_while_the_bot_runs_and_afterwards(tmp_path: Path) -> None:
    presence = Presence("webhook", NOW, "kutip_bot", away_since=NOW, problem="ConnectError", retry_at=NOW)
    with shown_in(tmp_path) as board:
        board.show(presence)
        assert read_presence(tmp_path) == Seen(presence, running=True)
        with shown_in(tmp_path) as second:
            second.show(Presence("polling", NOW))
        assert read_presence(tmp_path) == Seen(presence, running=True)
    assert read_presence(tmp_path) == Seen(presence, running=False)


def test_a_killed_bot_is_seen_as_not_running(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HELD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen = read_presence(tmp_path)
        process.kill()
    assert seen is not None
    assert seen.running
    left = read_presence(tmp_path)
    assert left is not None
    assert not left.running


def test_a_damaged_file_is_no_presence(tmp_path: Path) -> None:
    for text in ("", "[]", '{"mode": "polling"}', '{"later": 1}'):
        (tmp_path / "bot.json").write_text(text)
        assert read_presence(tmp_path) is None
