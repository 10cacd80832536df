"""The commands, in one table. The handlers, Telegram's menus and /help are made from it.

What a menu says of a command is the word of the same name under [commands] in templates/telegram/words.toml.
"""

from dataclasses import dataclass
from enum import IntEnum


class Audience(IntEnum):
    """Who may use a command; each of these may use what those before may."""

    EVERYBODY = 0
    EDITORS = 1
    OPERATORS = 2


@dataclass(frozen=True)
class Command:
    """A command of the bot.

    Args:
        aliases: other names that people know it by.
        audience: who may use it. Others are told that they may not.
        menu: who is shown it in the menu, None for nobody. The bot knows the operators before they write, so they
            have a menu of their own; editors have that of everybody.
        takes_number: whether /name_3 is short for "/name 3". Telegram makes the former a link to tap.
    """

    name: str
    aliases: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYBODY
    menu: Audience | None = Audience.EVERYBODY
    takes_number: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


# In the order of the menus and of /help.
COMMANDS = (
    Command("start", menu=None),
    Command("ask"),
    Command("check", aliases=("cek",)),
    Command("articles"),
    Command("article", takes_number=True),
    Command("add"),
    Command("remove", takes_number=True),
    Command("sources"),
    Command("follow"),
    Command("unfollow", menu=None, takes_number=True),
    Command("connect"),
    Command("disconnect", menu=None, takes_number=True),
    Command("language"),
    Command("guard", aliases=("jaga",), menu=None),
    Command("help"),
    Command("forget"),
    Command("privacy"),
    Command("share", audience=Audience.EDITORS, menu=Audience.OPERATORS, takes_number=True),
    Command("editors", audience=Audience.OPERATORS, menu=Audience.OPERATORS),
)
BY_NAME = {name: command for command in COMMANDS for name in command.names}


def menu_for(audience: Audience) -> list[Command]:
    """Return what the menu of somebody shows, in order."""
    return [command for command in COMMANDS if command.menu is not None and command.menu <= audience]


def usable_by(audience: Audience) -> list[Command]:
    """Return the commands that somebody may use, in order."""
    return [command for command in COMMANDS if command.audience <= audience]
