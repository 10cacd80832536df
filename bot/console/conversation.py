"""The conversation in a terminal: the use cases of the chat, typed."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.console.context import ConsoleContext
from bot.console.prompt import typed_lines
from bot.console.screen import Screen
from bot.console.slash_commands import find_command
from bot.rendering.terminal_language import kept_language
from bot.runtime import logs
from index.library import Library
from index.model.errors import KutipError

_log = logging.getLogger(__name__)


class Console:
    """Reads lines and does what they say; remembers the last answer for /more, /context and /why."""

    def __init__(self, library: Library, screen: Screen, data: Path) -> None:
        interactive = bool(sys.stdin) and sys.stdin.isatty()
        self._context = ConsoleContext(library, screen, interactive, default_language=screen.language)
        screen.language = kept_language(library) or screen.language
        self._screen = screen
        self._data = data

    def run(self) -> None:
        """Go on until /quit, Ctrl-D or the end of the input."""
        if self._context.interactive:
            self._screen.show("welcome", size=self._context.library.size())
        for line in self._lines():
            if line:
                self._try(line)
            if self._context.has_ended:
                return

    def do(self, line: str) -> None:
        """Answer a question or obey a command; an expected error becomes one line."""
        name, _, argument = line.partition(" ")
        try:
            if not line.startswith("/"):
                self._context.ask(line)
            elif command := find_command(name):
                command.run(self._context, argument.strip())
            else:
                self._screen.show_aside("unknown_command", name=name)
        except KutipError as error:
            self._screen.show_error(error)

    def _try(self, line: str) -> None:
        """Do what a line says; neither Ctrl-C nor a bug ends the conversation."""
        try:
            self.do(line)
        except BrokenPipeError:
            raise
        except KeyboardInterrupt:
            self._screen.show_aside("stopped")
        except Exception:
            _log.exception("in the console")
            self._screen.show_aside("bug", log=logs.log_file(self._data))

    def _lines(self) -> Iterator[str]:
        if self._context.interactive:
            return typed_lines(self._context.library, self._data)
        return map(str.strip, sys.stdin or ())
