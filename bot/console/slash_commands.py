"""The commands of the console. Their words are in templates/console/usage.toml, under the same names."""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.console import adding
from bot.console.agreement import is_agreed
from bot.console.changing import show_change, show_history
from bot.console.checking import show_checked
from bot.console.context import ConsoleContext
from bot.rendering import languages
from bot.rendering.render import words
from bot.rendering.terminal_language import AUTO, KEPT_AS, kept_language
from bot.runtime.status import read_status
from index.ingestion.fetching import files
from index.store.queries.article_filter import Filter

_YES = "--yes"


class Argument(Enum):
    """What stands behind a command; the Tab key completes paths and the numbers of articles."""

    NOTHING = auto()
    QUOTE = auto()
    ARTICLE = auto()
    PATHS = auto()


@dataclass(frozen=True)
class SlashCommand:
    """A command of the console.

    Args:
        run: is called with what stands behind the command.
        aliases: other names, which /help does not list.
    """

    run: Callable[[ConsoleContext, str], None]
    argument: Argument = Argument.NOTHING
    aliases: tuple[str, ...] = ()


def more(context: ConsoleContext, _argument: str) -> None:
    context.show_more()


def around(context: ConsoleContext, argument: str) -> None:
    if context.has_quotes() and (number := context.number("/context", argument or "1")):
        quote = context.quote(number)
        if quote.change:
            show_change(context.screen, context.library, quote)
        else:
            context.screen.show("context", quote=quote, paragraphs=context.library.context(quote))


def why(context: ConsoleContext, argument: str) -> None:
    if context.has_quotes() and (number := context.number("/why", argument or "1")) and context.answer:
        quote, quotes = context.quote(number), context.answer.quotes
        if quote.change:
            show_change(context.screen, context.library, quote)
            return
        runner_up = quotes[number] if number < len(quotes) else None
        context.screen.show("why", number=number, quote=quote, runner_up=runner_up, answer=context.answer)


def check(context: ConsoleContext, argument: str) -> None:
    if argument:
        show_checked(context.screen, context.library.check(argument))
    else:
        context.screen.show_aside("how_to_check")


def articles(context: ConsoleContext, argument: str) -> None:
    found = context.library.articles(wanted=Filter(tuple(argument.split())))
    context.screen.show("articles", articles=found, interactive=True, chosen=bool(argument))


def article(context: ConsoleContext, argument: str) -> None:
    if number := context.number("/article", argument):
        found, paragraphs = context.library.article(number)
        context.screen.show("article", article=found, paragraphs=paragraphs)


def changes(context: ConsoleContext, argument: str) -> None:
    if number := context.number("/changes", argument):
        show_history(context.screen, context.library.history(number))


def add(context: ConsoleContext, argument: str) -> None:
    try:
        names = shlex.split(argument)
    except ValueError:  # an apostrophe in a name
        names = [argument]
    if names and files.STANDARD_INPUT not in names:  # the questions come from there
        adding.add(context.library, names, context.screen)
    else:
        context.screen.show_aside("bad_path")


def remove(context: ConsoleContext, argument: str) -> None:
    typed, _, yes = argument.partition(" ")
    if number := context.number("/remove", typed if yes.strip() in ("", _YES) else argument):
        found, _ = context.library.article(number)
        if yes or is_agreed([found], context.screen):
            context.screen.show("removed", article=context.library.remove(number))


def status(context: ConsoleContext, _argument: str) -> None:
    context.screen.show("status", status=read_status(context.library))


def language(context: ConsoleContext, argument: str) -> None:
    if not argument:
        kept = kept_language(context.library)
        context.screen.show("spoken_language", chosen=kept is not None, choices=_languages())
        return
    chosen = None if argument.lower() == AUTO else languages.code_named(argument)
    if chosen is None and argument.lower() != AUTO:
        context.screen.show_aside("bad_language", codes=[*_languages(), AUTO])
        return
    context.screen.language = chosen or context.default_language
    context.library.chats.set_language(KEPT_AS, chosen)
    context.screen.show("language", code=chosen)


def _languages() -> list[str]:
    """Return each code with the name of its language in that language."""
    return [f"{code} ({languages.name_in(code, code)})" for code in languages.codes()]


def show_help(context: ConsoleContext, _argument: str) -> None:
    texts = words("console/usage")["console_commands"]
    context.screen.show("help", commands={name: {"argument": "", **texts[name]} for name in COMMANDS})


def leave(context: ConsoleContext, _argument: str) -> None:
    context.has_ended = True


# In the order of /help.
COMMANDS = {
    "/more": SlashCommand(more),
    "/context": SlashCommand(around, Argument.QUOTE),
    "/why": SlashCommand(why, Argument.QUOTE),
    "/check": SlashCommand(check, aliases=("/cek",)),
    "/articles": SlashCommand(articles, aliases=("/sources",)),
    "/article": SlashCommand(article, Argument.ARTICLE),
    "/changes": SlashCommand(changes, Argument.ARTICLE),
    "/add": SlashCommand(add, Argument.PATHS),
    "/remove": SlashCommand(remove, Argument.ARTICLE),
    "/library": SlashCommand(status, aliases=("/status",)),
    "/language": SlashCommand(language),
    "/help": SlashCommand(show_help),
    "/quit": SlashCommand(leave, aliases=("/exit",)),
}


def find_command(name: str) -> SlashCommand | None:
    """Return the command with this name or alias, in either case."""
    folded = name.lower()
    for known, command in COMMANDS.items():
        if folded == known or folded in command.aliases:
            return command
    return None
