"""The entry of the command line, and its funnel: every error ends as one line and an exit code.

The exit codes: 0 answered or done, 1 an expected error, 2 wrong usage, 3 a bug,
4 a checked text is altered or not here, 130 interrupted.
"""

import io
import logging
import os
import sys
from collections.abc import Sequence
from typing import cast

from bot.commands.parser import parse
from bot.commands.table import Command
from bot.console.screen import Screen
from bot.rendering.terminal_language import chosen_language
from bot.runtime import logs
from bot.runtime.exit_codes import BUG, DONE, EXPECTED_ERROR, INTERRUPTED
from bot.runtime.private_files import keep_private
from bot.runtime.settings import Settings, doubts, read_settings
from bot.runtime.time_zone import use_time_zone
from index.model.errors import KutipError

_log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Wrong usage exits with 2 from within, as argparse does."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a character that the terminal lacks becomes a question mark
    screen = Screen()
    settings, wrong = _settings()
    screen.language = chosen_language(settings.kutip_language)
    parsed = parse(arguments, screen.language)
    command = cast("Command", parsed.command)
    try:
        if wrong:
            raise wrong
        use_time_zone(settings.kutip_time_zone)
        for doubt in doubts():
            screen.show_error(doubt)
        keep_private(settings.kutip_data)
        token, log_format = settings.telegram_token, settings.log_format
        logs.set_up(settings.kutip_data, settings.log_level, token, command.is_service, log_format)
        return command.load()(parsed, settings, screen)
    except KutipError as error:
        _log.debug("%s", error)  # a service also logs to the screen, which shows the error next
        screen.show_error(error)
        return EXPECTED_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has left, as `head` does. At exit Python would write to the pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:
        _log.exception("while running %s", parsed.name)
        screen.show_aside("bug", log=logs.log_file(settings.kutip_data))
        return BUG


def _settings() -> tuple[Settings, KutipError | None]:
    """Return the settings, or the defaults and what is wrong: wrong usage and --help come before that."""
    try:
        return read_settings(), None
    except KutipError as error:
        return Settings(), error
