"""The output of the command line: styled and wrapped on a terminal, plain in a pipe."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from bot.rendering import languages
from bot.rendering.render import Renderer
from bot.rendering.rich_markup import to_text
from index.model.errors import KutipError

THEME = Theme(
    {
        "sentence": "bold",
        "answer": "bold reverse",
        "word": "bold underline yellow",
        "number": "bold cyan",
        "title": "italic",
        "source": "dim",
        "hint": "dim",
        "good": "green",
        "bad": "bold red",
        "head": "bold",
        # rich's names for the parts of a progress bar
        "bar.back": "dim",
        "bar.complete": "cyan",
        "bar.finished": "green",
        "bar.pulse": "cyan",
        "progress.remaining": "dim",
    },
    inherit=False,
)
# The margin of a line, which is repeated where the line is broken: the bar beside a quote, or spaces for a number.
_MARGIN = re.compile(r" *│ | {0,2}\d+ (?=\S)| *")
_DIGIT = re.compile(r"\d")
_NARROWEST = 20
_REFRESH_SECONDS = 0.1


class Report(Protocol):
    """Reports the progress of long work: how much is done, of how much (None if unknown), and values to show."""

    def __call__(self, done: int, total: int | None, /, **values: object) -> None: ...


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the funnel of the command line handle it; rich would exit with 1."""
        raise BrokenPipeError


class Screen:
    """Prints templates, in ``language``. Answers go to standard output, errors and progress to standard error."""

    def __init__(self, stdout: TextIO | None = None, stderr: TextIO | None = None) -> None:
        self.language = languages.SOURCE
        self.renderer = Renderer("console", lambda: self.language)
        self._out: Console = _Console(file=stdout, theme=THEME, highlight=False, emoji=False)
        self._err: Console = _Console(file=stderr or sys.stderr, theme=THEME, highlight=False, emoji=False)

    @property
    def width(self) -> int:
        """The characters of a line."""
        return self._out.width

    @property
    def height(self) -> int:
        """The lines of the terminal."""
        return self._out.height

    def show(self, template: str, /, **values: object) -> None:
        self._print(self._out, self.renderer.render(template, **values))

    def show_error(self, error: KutipError) -> None:
        self._print(self._err, f"[bad]{self.renderer.error(error)}[/bad]")

    def show_aside(self, template: str, /, **values: object) -> None:
        """Print to standard error what is meant for a person, not for the next program in a pipe."""
        self._print(self._err, self.renderer.render(template, **values))

    def write(self, text: str) -> None:
        """Print text as it is, for programs."""
        self._out.out(text, highlight=False)

    @contextmanager
    def progress(self, template: str) -> Iterator[Report]:
        """Show a bar, the time left and the words of a template during long work; nothing outside a terminal."""
        if not self._err.is_terminal:
            yield _silent
            return
        from rich.progress import (
            BarColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )  # takes longer to import than to answer a question

        columns = (BarColumn(bar_width=20), TimeRemainingColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=self._err, transient=True) as shown:
            task = shown.add_task("", total=None, visible=False)
            shown_at = 0.0

            def report(done: int, total: int | None, /, **values: object) -> None:
                nonlocal shown_at
                if (now := time.monotonic()) - shown_at >= _REFRESH_SECONDS:
                    shown_at = now
                    text = self.renderer.render(template, done=done, total=total, **values)
                    shown.update(task, completed=done, total=total, description=text, visible=True)

            yield report

    def _print(self, console: Console, markup: str) -> None:
        for line in to_text(markup).split("\n", allow_blank=True):
            if console.is_terminal:
                for part in _wrapped(console, line):
                    console.print(part, no_wrap=True, crop=False, overflow="ignore")
            else:
                console.print(line, soft_wrap=True)


def _silent(_done: int, _total: int | None, /, **_values: object) -> None: ...


def _wrapped(console: Console, line: Text) -> list[Text]:
    """Break a line at the width of the terminal, with its margin repeated."""
    margin_width = _MARGIN.match(line.plain).end()  # type: ignore[union-attr]
    margin, rest = line[:margin_width], line[margin_width:]
    width = max(console.width - margin_width, _NARROWEST)
    parts: list[Any] = list(rest.wrap(console, width, tab_size=1)) or [Text()]
    broken = Text(_DIGIT.sub(" ", margin.plain))
    return [Text.assemble(broken if number else margin, part) for number, part in enumerate(parts)]
