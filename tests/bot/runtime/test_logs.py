import json
import logging
from pathlib import Path

import pytest

from bot.runtime import logs


@pytest.fixture(autouse=True)
def restore() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_the_token_is_left_out_of_messages_and_tracebacks(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", "123:secret", to_screen=False)
    try:
        raise ValueError("https://api.telegram.org/bot123:secret/getMe")
    except ValueError:
        logging.getLogger("bot").exception("while polling with %s", "123:secret")
    written = logs.log_file(tmp_path).read_text()
    assert "secret" not in written
    assert written.count("<token>") >= 2


def test_addresses_with_the_token_are_not_logged_by_libraries(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "DEBUG", None, to_screen=False)
    assert not logging.getLogger("httpx").isEnabledFor(logging.INFO)


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


def test_libraries_do_not_log_failures_to_reach_telegram(tmp_path: Path) -> None:
    logs.set_up(tmp_path, "INFO", None, to_screen=False)
    for name in ("telegram.request.BaseRequest", "telegram.ext.Updater", "telegram.ext"):
        assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)
    assert logging.getLogger("telegram.ext.Application").isEnabledFor(logging.ERROR)
