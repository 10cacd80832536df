"""Set up the logs, and keep the token out of them."""

import copy
import logging
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_JSON_FIELDS = "%(levelname)s %(name)s %(message)s"
_JSON_NAMES = {"levelname": "level", "name": "logger"}
_MEGABYTE = 1_000_000


class WithoutToken(logging.Formatter):
    """Removes the token, whether it stands in a message, an address or a traceback."""

    def __init__(self, inner: logging.Formatter, token: str | None, *, tracebacks: bool) -> None:
        super().__init__()
        self._inner = inner
        self._token = token
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        if not self._tracebacks:
            record = copy.copy(record)
            record.exc_info = record.exc_text = record.stack_info = None
        text = self._inner.format(record)
        return text.replace(self._token, "<token>") if self._token else text


def log_file(data: Path) -> Path:
    return data / "kutip.log"


def set_up(data: Path, level: str, token: str | None, to_screen: bool, log_format: str = "text") -> None:
    """Log to a file in the data folder, which the first line creates, and if ``to_screen`` to standard error, too.

    Tracebacks only go to the file. ``log_format`` is text, or json for one object per line.
    """
    inner = _json_formatter() if log_format == "json" else logging.Formatter(_FORMAT)
    handlers: list[logging.Handler] = []
    if to_screen:
        handlers.append(logging.StreamHandler(sys.stderr))
        handlers[0].setFormatter(WithoutToken(inner, token, tracebacks=False))
        with suppress(OSError):  # opening the library will report it
            data.mkdir(parents=True, exist_ok=True)
    if data.is_dir():
        file = log_file(data)
        handlers.append(
            RotatingFileHandler(file, maxBytes=5 * _MEGABYTE, backupCount=2, delay=True, encoding="utf-8")
        )
        handlers[-1].setFormatter(WithoutToken(inner, token, tracebacks=True))
    logging.basicConfig(level=level, handlers=handlers or [logging.NullHandler()], force=True)
    logging.raiseExceptions = False  # a log that cannot be written shows no traceback
    # These log whole addresses, with the token in them, and every poll; at DEBUG they log what people write.
    for noisy in ("httpx", "httpcore", "alembic", "telegram", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # These log every failure to reach Telegram with all that was received; bot.telegram.monitoring.connectivity
    # reports each outage once.
    for noisy in ("telegram.request", "telegram.ext.Updater", "telegram.ext"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL + 1)
    logging.getLogger("telegram.ext.Application").setLevel(logging.WARNING)


def _json_formatter() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter  # takes longer to import than to answer a question

    return JsonFormatter(_JSON_FIELDS, rename_fields=_JSON_NAMES, timestamp="time")
