import json
import logging
import threading
from pathlib import Path

import pytest

from bot.runtime import logs
from index.model.errors import AddError, Fault


@pytest.fixture(autouse=True)
def restore() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_token_is_left_out_of_messages_and_tracebacks(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", "123:secret", to_screen=False)
    try:
        raise ValueError("https://api.telegram.org/bot123:secret/getMe")
    except ValueError:
        logging.getLogger("bot").exception("while polling with %s", "123:secret")
    written = logs.log_file(tmp_path).read_text()
    assert "secret" not in written
    assert "polling with <token>" in written
    assert "ValueError" in written


def test_a_run_without_anything_to_log_makes_no_file(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", None, to_screen=False)
    assert not logs.log_file(tmp_path).exists()


def test_each_line_of_json_is_an_object_without_the_token(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", "123:secret", to_screen=False, log_format="json")
    logging.getLogger("bot").info("an update", extra={"ms": 1.5})
    try:
        raise ValueError("https://api.telegram.org/bot123:secret/getMe")
    except ValueError:
        logging.getLogger("bot").exception("while polling")
    written = logs.log_file(tmp_path).read_text()
    first, second = map(json.loads, written.splitlines())
    assert (first["level"], first["logger"], first["message"], first["ms"]) == ("INFO", "bot", "an update", 1.5)
    assert first["time"]
    assert "Traceback" in second["exc_info"]
    assert "secret" not in written


@pytest.mark.parametrize(
    "name", ["httpx", "trafilatura.core", "sqlalchemy.engine", "urllib3", "py.warnings", "nobody"]
)
def test_no_line_of_a_library_is_logged(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logs.set_up(tmp_path, "DEBUG", None, to_screen=True)
    logging.getLogger(name).critical("discarding data: %s", "https://private.example")
    assert not logs.log_file(tmp_path).exists()
    assert capfd.readouterr() == ("", "")


def test_a_library_that_may_speak_says_what_happened_and_not_to_whom(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "DEBUG", None, to_screen=False)
    asyncio_log = logging.getLogger("asyncio")
    asyncio_log.info("Executing <Handle private>")
    asyncio_log.error("Task exception was never retrieved\nfuture: %r", "private", exc_info=ValueError("private"))
    written = logs.log_file(tmp_path).read_text()
    assert "asyncio: Task exception was never retrieved\n" in written
    assert "ValueError" in written
    assert "private" not in written
    assert "Executing" not in written


def test_an_error_in_a_line_is_written_without_its_words(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", None, to_screen=False)
    for error in (
        AddError(Fault.EMPTY, source="private.txt"),
        ValueError("private"),
        OSError(28, "No space", "private"),
    ):
        logging.getLogger("bot").warning("failed: %s", error)
    lines = [line.partition("failed: ")[2] for line in logs.log_file(tmp_path).read_text().splitlines()]
    assert lines == ["empty", "ValueError", "OSError: No space"]


def test_a_traceback_shows_the_causes_and_where_they_were_raised(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", None, to_screen=False)
    try:
        try:
            raise KeyError("private")
        except KeyError as error:
            raise ExceptionGroup("private", [ValueError("private")]) from error
    except ExceptionGroup:
        logging.getLogger("bot").exception("an error")
    written = logs.log_file(tmp_path).read_text()
    assert [line for line in written.splitlines() if line.endswith(("Error", "Group"))] == [
        "KeyError",
        "ExceptionGroup",
        "ValueError",
    ]
    assert "direct cause" in written
    assert written.count("test_logs.py") == 2


def test_a_thread_that_ends_with_an_error_prints_nothing_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("threading.excepthook", threading.excepthook)
    logs.set_up(tmp_path, "INFO", None, to_screen=True)

    def fail() -> None:
        raise ValueError("private")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    written = logs.log_file(tmp_path).read_text()
    assert "a thread ended with ValueError" in written
    assert "private" not in written.replace('ValueError("private")', "") + capfd.readouterr().err


def test_a_data_folder_that_may_not_be_entered_is_left_to_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_dir", refuse)
        logs.set_up(tmp_path / "closed" / "data", "INFO", None, to_screen=False)
    logging.getLogger("bot").error("nowhere to write to")
