"""Draw the README's pictures from what the program says: python -m tools.pictures

The console and the Telegram application are the real ones, on the example articles in a temporary
folder. Telegram is the tests' Bot API server on the loopback interface.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import rich.console
from telegram.ext import Updater

from bot.console.conversation import Console
from bot.console.screen import THEME, Screen
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.telegram.application import build_application
from index.library import Library
from index.model.errors import KutipError
from tests.botapi.server import BotApiServer, Message
from tools.pictures.chat_picture import draw_chat
from tools.pictures.console_picture import draw_console

DOCS = Path(__file__).parents[2] / "docs"
ARTICLES = DOCS.parent / "examples" / "articles"
TYPED = ["apa yang disepakati di Brest?", "/why"]
ASKED = ["apa yang disepakati di Brest?", "Who saved the shot by Kolo Muani?"]
COLUMNS = 88
_TOKEN = "123:test"


class RecordedScreen(Screen):
    """The console's screen on an invisible terminal of 88 columns, which records what it shows."""

    def __init__(self) -> None:
        super().__init__(stdout=io.StringIO(), stderr=io.StringIO())
        # Both streams are one terminal's.
        self._out = self._err = rich.console.Console(
            file=io.StringIO(),
            theme=THEME,
            highlight=False,
            emoji=False,
            record=True,
            force_terminal=True,
            color_system="truecolor",
            width=COLUMNS,
        )

    def echo(self, line: str) -> None:
        """Show a typed line as prompt_toolkit does."""
        self._out.print(f"> {line}", markup=False)

    def printed(self) -> str:
        """Return the text with its escape codes."""
        return self._out.export_text(styles=True)


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@contextmanager
def at_a_keyboard() -> Iterator[None]:
    """Make standard input look like a terminal."""
    real, sys.stdin = sys.stdin, _Keyboard()
    try:
        yield
    finally:
        sys.stdin = real


def console_picture(library: Library, typed: Sequence[str], data: Path) -> str:
    """Return the SVG of a session in the console."""
    screen = RecordedScreen()
    with at_a_keyboard():
        console = Console(library, screen, data)
    for line in typed:
        screen.echo(line)
        console.do(line)
    return draw_console(screen.printed(), COLUMNS, "kutip console")


async def converse(library: Library, settings: Settings, questions: Sequence[str]) -> list[Message]:
    """Return the chat of a person who asks the bot these questions, with the answers."""
    async with BotApiServer(_TOKEN, "kutip_bot") as server:
        person = server.person("Ana")
        chat = server.private(person)
        bot = build_application(library, replace(settings, telegram_api_url=server.url))
        updater = cast("Updater", bot.updater)  # None only in an application built without one
        async with bot:
            await bot.start()
            await updater.start_polling()
            for question in questions:
                person.write(chat, question)
                await server.next_message(chat)
            await updater.stop()
            await bot.stop()
        return server.history(chat)


def _fill(library: Library) -> None:
    """Add the example articles. Raise KutipError if one cannot be read."""
    for result in library.add([str(ARTICLES)]):
        if isinstance(result, KutipError):
            raise result
    library.sync()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(kutip_data=Path(folder), telegram_token=_TOKEN)
        with open_configured_library(settings) as library:
            _fill(library)
            console = console_picture(library, TYPED, settings.kutip_data)
            chat = draw_chat(asyncio.run(converse(library, settings, ASKED)), "A chat with the bot")
    (DOCS / "console.svg").write_text(console, encoding="utf-8")
    (DOCS / "chat.svg").write_text(chat, encoding="utf-8")


if __name__ == "__main__":
    main()
