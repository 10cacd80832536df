"""The conversation in a terminal: the chat's use cases, typed."""

import logging
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory

from bot.console.adding import add
from bot.console.screen import Screen
from bot.console.showing import show_answer
from bot.rendering.render import words
from bot.runtime import logs
from bot.runtime.status import read_status
from index.ingestion.fetching import files
from index.library import Library
from index.model.errors import Fault, KutipError, MissingError
from index.model.records import Answer, Quote

_log = logging.getLogger(__name__)
_AT_ONCE = 3
_PROMPT = "> "


class Console:
    """Read a line, does what it says, and remembers the last answer for /more, /context and /why."""

    def __init__(self, library: Library, screen: Screen, data: Path) -> None:
        self._library = library
        self._screen = screen
        self._data = data
        self._interactive = bool(sys.stdin) and sys.stdin.isatty()
        self._answer: Answer | None = None
        self._shown = 0
        self._commands: dict[str, Callable[[str], None]] = {
            "/more": self._more,
            "/context": self._context,
            "/why": self._why,
            "/sources": self._sources,
            "/article": self._article,
            "/add": self._add,
            "/remove": self._remove,
            "/library": self._status,
            "/help": self._help,
        }

    def run(self) -> None:
        """Go on until /quit, Ctrl-D or the end of the input."""
        if self._interactive:
            self._screen.show("welcome", size=self._library.size())
        for line in self._lines():
            if line.lower() in ("/quit", "/exit"):
                return
            if line:
                self._try(line)

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

    def do(self, line: str) -> None:
        """Answer a question or obey a command; an expected error becomes one line."""
        name, _, argument = line.partition(" ")
        try:
            if not line.startswith("/"):
                self._ask(line)
            elif command := self._commands.get(name.lower()):
                command(argument.strip())
            else:
                self._screen.show_aside("unknown_command", name=name)
        except KutipError as error:
            self._screen.show_error(error)

    def _lines(self) -> Iterator[str]:
        if not self._interactive:
            yield from map(str.strip, sys.stdin or ())
            return
        session: PromptSession[str] = PromptSession(
            history=FileHistory(str(self._data / "console_history")),
            completer=_Completer(self._library, [*self._commands, "/quit"]),
            complete_while_typing=False,  # Tab asks for it, as in a shell
        )
        while True:
            try:
                yield session.prompt(_PROMPT).strip()
            except KeyboardInterrupt:
                continue  # drops the line, as in a shell
            except EOFError:
                return

    def _ask(self, question: str) -> None:
        self._answer, self._shown = self._library.ask(question), 0
        self._show_next(self._answer)

    def _more(self, _argument: str) -> None:
        if self._answer is None or self._shown >= len(self._answer.quotes):
            self._screen.show("no_more", answer=self._answer)
        else:
            self._show_next(self._answer)

    def _show_next(self, answer: Answer) -> None:
        show_answer(self._screen, answer, self._shown + 1, _AT_ONCE, self._interactive)
        self._shown = min(self._shown + _AT_ONCE, len(answer.quotes))

    def _context(self, argument: str) -> None:
        if chosen := self._chosen("/context", argument):
            _, quote, _ = chosen
            self._screen.show("context", quote=quote, paragraphs=self._library.context(quote))

    def _why(self, argument: str) -> None:
        if chosen := self._chosen("/why", argument):
            number, quote, answer = chosen
            runner_up = answer.quotes[number] if number < len(answer.quotes) else None
            self._screen.show("why", number=number, quote=quote, runner_up=runner_up, answer=answer)

    def _chosen(self, name: str, argument: str) -> tuple[int, Quote, Answer] | None:
        """Return the quote of the last answer with this number, the first if none is given."""
        if self._answer is None or not self._answer.quotes:
            self._screen.show("no_more", answer=self._answer)
            return None
        number = self._number(name, argument or "1")
        if number is None:
            return None
        if number > len(self._answer.quotes):
            raise MissingError(Fault.NO_SUCH_QUOTE, number=number, count=len(self._answer.quotes))
        return number, self._answer.quotes[number - 1], self._answer

    def _number(self, name: str, argument: str) -> int | None:
        if argument.isdecimal() and int(argument) > 0:
            return int(argument)
        self._screen.show_aside("bad_number", name=name, value=argument)
        return None

    def _sources(self, _argument: str) -> None:
        self._screen.show("sources", articles=self._library.articles(), interactive=True)

    def _article(self, argument: str) -> None:
        if number := self._number("/article", argument):
            article, paragraphs = self._library.article(number)
            self._screen.show("article", article=article, paragraphs=paragraphs)

    def _add(self, argument: str) -> None:
        try:
            names = shlex.split(argument)
        except ValueError:  # an apostrophe in a name
            names = [argument]
        if names and files.STANDARD_INPUT not in names:  # that is where the questions come from
            add(self._library, names, self._screen)
        else:
            self._screen.show_aside("bad_path")

    def _remove(self, argument: str) -> None:
        if number := self._number("/remove", argument):
            self._screen.show("removed", article=self._library.remove(number))

    def _status(self, _argument: str) -> None:
        self._screen.show("status", status=read_status(self._library))

    def _help(self, _argument: str) -> None:
        texts = words("console/usage")["console_commands"]
        self._screen.show("help", commands={name: {"argument": "", **text} for name, text in texts.items()})


class _Completer(Completer):
    """Completes commands, the paths of /add, and the numbers of articles."""

    def __init__(self, library: Library, commands: Iterable[str]) -> None:
        self._library = library
        self._commands = sorted(commands)
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        name, space, rest = document.text_before_cursor.partition(" ")
        if not space:
            for command in self._commands:
                if name and command.startswith(name):
                    yield Completion(command, start_position=-len(name))
        elif name == "/add":
            yield from self._paths.get_completions(Document(rest, len(rest)), event)
        elif name in ("/article", "/remove"):
            for article in self._library.articles(limit=100):
                if str(article.id).startswith(rest):
                    yield Completion(str(article.id), start_position=-len(rest), display_meta=article.title)
