"""The prompt of the console in a terminal: a line with a history, completed with the Tab key."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory

from bot.console.slash_commands import COMMANDS, Argument
from index.library import Library

_PROMPT = "> "
_MOST_ARTICLES = 100


def typed_lines(library: Library, data: Path) -> Iterator[str]:
    """Yield what a person types, line by line, until Ctrl-D. The data folder keeps the history, if it can."""
    history = data / "console_history"
    can_write = os.access(history if history.exists() else data, os.W_OK)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)) if can_write else InMemoryHistory(),
        completer=_Completer(library),
        complete_while_typing=False,  # only the Tab key completes, as in a shell
    )
    while True:
        try:
            yield session.prompt(_PROMPT).strip()
        except KeyboardInterrupt:
            continue  # drops the line, as in a shell
        except EOFError:
            return


class _Completer(Completer):
    """Completes the names of commands, the paths of /add, and the numbers of articles."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._paths = PathCompleter(expanduser=True)

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        name, space, rest = document.text_before_cursor.partition(" ")
        if not space:
            return [Completion(known, -len(name)) for known in sorted(COMMANDS) if name and known.startswith(name)]
        argument = COMMANDS[name].argument if name in COMMANDS else Argument.NOTHING
        if argument is Argument.PATHS:
            return self._paths.get_completions(Document(rest, len(rest)), event)
        return self._articles(rest) if argument is Argument.ARTICLE else []

    def _articles(self, typed: str) -> Iterator[Completion]:
        for article in self._library.articles(limit=_MOST_ARTICLES):
            if str(article.id).startswith(typed):
                yield Completion(str(article.id), -len(typed), display_meta=article.title)
