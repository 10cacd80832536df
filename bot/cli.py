"""The command line's entry and its funnel: every error ends as one line and an exit code.

0 answered or done, 1 an expected error, 2 wrong usage, 3 a bug, 130 interrupted.
"""

import io
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from bot.commands.arguments import make_parser
from bot.console.screen import Screen
from bot.runtime import logs
from bot.runtime.exit_codes import BUG, DONE, EXPECTED_ERROR, INTERRUPTED
from bot.runtime.settings import Settings, read_settings
from index.model.errors import KutipError

_log = logging.getLogger(__name__)

Run = Callable[[Namespace, Settings, Screen], int]
# Imported when it is asked for: the bot's libraries would slow every `kutip ask`.
_COMMANDS = {
    "add": "bot.commands.add:run",
    "ask": "bot.commands.ask:run",
    "sources": "bot.commands.library:sources",
    "article": "bot.commands.library:article",
    "remove": "bot.commands.library:remove",
    "rebuild": "bot.commands.library:rebuild",
    "embed": "bot.commands.library:embed",
    "feedback": "bot.commands.feedback:run",
    "evaluate": "bot.commands.evaluate:run",
    "status": "bot.commands.library:status",
    "console": "bot.commands.serve:console",
    "telegram": "bot.commands.serve:telegram",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Wrong usage exits with 2 from within, as argparse does."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a screen that lacks a letter shows a question mark for it
    parsed = make_parser().parse_args(arguments)
    screen = Screen()
    settings = Settings()
    try:
        settings = read_settings()
        to_screen = parsed.command == "telegram"
        token, log_format = settings.telegram_token, settings.log_format
        logs.set_up(settings.kutip_data, settings.log_level, token, to_screen, log_format)
        return _command(parsed.command)(parsed, settings, screen)
    except KutipError as error:
        _log.info("%s", error)
        screen.show_error(error)
        return EXPECTED_ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has seen enough, as `head` does; nothing may be written to it on leaving, either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:
        _log.exception("while running %s", parsed.command)
        screen.show_aside("bug", log=logs.log_file(settings.kutip_data))
        return BUG


def _command(name: str) -> Run:
    module, _, attribute = _COMMANDS[name].partition(":")
    return cast("Run", getattr(import_module(module), attribute))
