"""The commands of the shell. Their words are in templates/console/usage.toml, under the same names."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from bot.commands import arguments
from bot.console.screen import Screen
from bot.runtime.settings import Settings

Configure = Callable[[ArgumentParser, Mapping[str, str]], None]
Run = Callable[[Namespace, Settings, Screen], int]


@dataclass(frozen=True)
class Command:
    """A command of the shell.

    Args:
        run: the function as "module:attribute", imported when the command is given. The bot's libraries would slow
            every ``kutip ask``.
        configure: adds the arguments of the command to its parser, with their words.
        aliases: other names, which older releases used.
        is_service: whether it runs until it is stopped, and therefore logs to standard error, too.
    """

    run: str
    configure: Configure = arguments.none
    aliases: tuple[str, ...] = ()
    is_service: bool = False

    def load(self) -> Run:
        """Import the function that runs the command."""
        module, _, attribute = self.run.partition(":")
        return cast("Run", getattr(import_module(module), attribute))


COMMANDS = {
    "add": Command("bot.commands.add:run", arguments.add),
    "ask": Command("bot.commands.ask:run", arguments.ask),
    "check": Command("bot.commands.check:run", arguments.check),
    "articles": Command("bot.commands.articles:articles", arguments.articles, aliases=("sources",)),
    "article": Command("bot.commands.articles:article", arguments.one_article),
    "remove": Command("bot.commands.articles:remove", arguments.remove),
    "source": Command("bot.commands.sources.commands:source", arguments.source),
    "sync": Command("bot.commands.sources.syncing:sync", arguments.sync),
    "rebuild": Command("bot.commands.library:rebuild", arguments.rebuild),
    "embed": Command("bot.commands.library:embed"),
    "feedback": Command("bot.commands.library:feedback", arguments.feedback),
    "evaluate": Command("bot.commands.evaluate:run", arguments.evaluate),
    "move": Command("bot.commands.library:move", arguments.move),
    "status": Command("bot.commands.library:status", arguments.status),
    "console": Command("bot.commands.serve:console"),
    "telegram": Command("bot.commands.serve:telegram", is_service=True),
}
