"""Set up the logs, and keep out of them the token and what people write.

Libraries log addresses, rows of the database and whole messages at any level. None of them reaches the log, except
the few in ``_MAY_SPEAK``, whose lines say that something went wrong without saying about what.
"""

import copy
import logging
import sys
import threading
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from bot.runtime.wordless import in_brief, traceback_of

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_JSON_FIELDS = "%(levelname)s %(name)s %(message)s"
_JSON_NAMES = {"levelname": "level", "name": "logger"}
_MEGABYTE = 1_000_000
_OURS = ("bot", "index", "kutip", "tools")
# An error that no handler caught, an exception in a task that nobody awaits, and one behind the webhook.
_MAY_SPEAK = ("telegram.ext.Application", "asyncio", "tornado.application")

_log = logging.getLogger(__name__)


class MaySpeak(logging.Filter):
    """Passes every line of ours, and of a few libraries what is at least a warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        return _is_ours(record) or (record.name in _MAY_SPEAK and record.levelno >= logging.WARNING)


class WithoutWords(logging.Formatter):
    """Writes errors in brief and leaves the token out, wherever it stands."""

    def __init__(self, inner: logging.Formatter, token: str | None, *, tracebacks: bool) -> None:
        super().__init__()
        self._inner = inner
        self._token = token
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        text = self._inner.format(self._wordless(record))
        return text.replace(self._token, "<token>") if self._token else text

    def _wordless(self, record: logging.LogRecord) -> logging.LogRecord:
        wordless = copy.copy(record)
        if not _is_ours(record):
            # The rest of the lines, and the arguments, show objects with all that they hold.
            wordless.msg, wordless.args = str(record.msg).partition("\n")[0], None
        elif isinstance(record.args, tuple):
            wordless.args = tuple(in_brief(one) if isinstance(one, BaseException) else one for one in record.args)
        error = record.exc_info[1] if record.exc_info else None
        wordless.exc_info = wordless.stack_info = None
        wordless.exc_text = traceback_of(error) if error and self._tracebacks else None
        return wordless


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
        handlers[0].setFormatter(WithoutWords(inner, token, tracebacks=False))
        threading.excepthook = _log_thread
        with suppress(OSError):  # opening the library will report it
            data.mkdir(parents=True, exist_ok=True)
    if _is_folder(data):
        file = log_file(data)
        handlers.append(
            RotatingFileHandler(file, maxBytes=5 * _MEGABYTE, backupCount=2, delay=True, encoding="utf-8")
        )
        handlers[-1].setFormatter(WithoutWords(inner, token, tracebacks=True))
    for handler in handlers:
        handler.addFilter(MaySpeak())
    logging.basicConfig(level=level, handlers=handlers or [logging.NullHandler()], force=True)
    logging.raiseExceptions = False  # a log that cannot be written shows no traceback
    logging.captureWarnings(not sys.warnoptions)  # or Python prints them, with the values that they are about


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _is_folder(data: Path) -> bool:
    try:
        return data.is_dir()
    except OSError:  # a folder above it may not be entered
        return False


def _log_thread(ended: threading.ExceptHookArgs) -> None:
    """Log what ended a thread; Python would print it, with its words."""
    if ended.exc_value is not None:
        found: tuple[type[BaseException], BaseException, TracebackType | None]
        found = ended.exc_type, ended.exc_value, ended.exc_traceback
        _log.error("a thread ended with %s", ended.exc_value, exc_info=found)


def _json_formatter() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter  # takes longer to import than to answer a question

    return JsonFormatter(_JSON_FIELDS, rename_fields=_JSON_NAMES, timestamp="time")
