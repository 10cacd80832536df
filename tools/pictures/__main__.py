"""Make the README's pictures from what the program says: python -m tools.pictures

The console and the Telegram application are the real ones, over the example articles in a temporary
folder; Telegram itself is the tests' fake on the loopback interface. The rest is drawing.
"""

import asyncio
import io
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

import rich.console
from rich.terminal_theme import TerminalTheme
from telegram.ext import Updater

from bot.console.conversation import Console
from bot.console.screen import THEME, Screen
from bot.runtime.app import App, open_app
from bot.runtime.settings import Settings
from bot.telegram.application import build_application
from index.model.errors import KutipError
from tests.botapi.server import BotApiServer, Message
from tools.pictures.chat_picture import draw_chat

DOCS = Path(__file__).parents[2] / "docs"
ARTICLES = DOCS.parent / "examples" / "articles"
TYPED = ["apa yang disepakati di Brest?", "/why"]
ASKED = ["apa yang disepakati di Brest?", "Who saved the shot by Kolo Muani?"]
COLUMNS = 88
_TOKEN = "123:test"
# Rich's own colours for a picture are too faint where a text is dim.
_COLOURS = TerminalTheme(
    background=(30, 32, 38),
    foreground=(220, 223, 228),
    normal=[
        (40, 44, 52),
        (224, 108, 117),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (220, 223, 228),
    ],
)
_FONTS = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"


class RecordedScreen(Screen):
    """The console's screen on a terminal of 88 columns that nobody sees; what it shows is kept."""

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
        """Show what a person types, as prompt_toolkit does."""
        self._out.print(f"> {line}", markup=False)

    def svg(self, title: str) -> str:
        return self._out.export_svg(title=title, theme=_COLOURS, unique_id="console")


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


@contextmanager
def at_a_keyboard() -> Iterator[None]:
    """Let the console believe that a person types."""
    real, sys.stdin = sys.stdin, _Keyboard()
    try:
        yield
    finally:
        sys.stdin = real


def console_picture(app: App, typed: Sequence[str], data: Path) -> str:
    """Return the SVG of a session in the console."""
    screen = RecordedScreen()
    with at_a_keyboard():
        console = Console(app, screen, data)
    for line in typed:
        screen.echo(line)
        console.do(line)
    return _portable(screen.svg("kutip console"))


def _portable(svg: str) -> str:
    """Return rich's SVG with fonts of the viewer's machine only, and without the comment that links to rich."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    # Without this some viewers drop the spaces at the ends of a text.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return svg.replace("Fira Code, monospace", _FONTS).replace("font-family: arial", "font-family: sans-serif")


async def converse(app: App, settings: Settings, questions: Sequence[str]) -> list[Message]:
    """Return the chat of a person who asks the bot these questions, answers included."""
    async with BotApiServer(_TOKEN, "kutip_bot") as server:
        person = server.person("Ana")
        chat = server.private(person)
        bot = build_application(app, replace(settings, telegram_api_url=server.url))
        updater = cast("Updater", bot.updater)  # only an application that is built without one has none
        async with bot:
            await bot.start()
            await updater.start_polling()
            for question in questions:
                person.write(chat, question)
                await server.next_message(chat)
            await updater.stop()
            await bot.stop()
        return server.history(chat)


def _fill(app: App) -> None:
    """Bring in the example articles. Raises KutipError if one cannot be read."""
    for result in app.add([str(ARTICLES)]):
        if isinstance(result, KutipError):
            raise result
    app.prepare()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(kutip_data=Path(folder), telegram_token=_TOKEN)
        with open_app(settings) as app:
            _fill(app)
            console = console_picture(app, TYPED, settings.kutip_data)
            chat = draw_chat(asyncio.run(converse(app, settings, ASKED)), "A chat with the bot")
    (DOCS / "console.svg").write_text(console, encoding="utf-8")
    (DOCS / "chat.svg").write_text(chat, encoding="utf-8")


if __name__ == "__main__":
    main()
