"""The parser of the command line: the table of commands with the words of templates/console/usage.toml."""

from argparse import ArgumentParser

import kutip
from bot.commands.table import COMMANDS
from bot.rendering.render import words


def make_parser() -> ArgumentParser:
    """Return the parser. What it parses has the chosen Command as ``command`` and its name as ``name``."""
    texts = words("console/usage")
    top = texts["kutip"]
    parser = ArgumentParser(prog="kutip", description=top["summary"], epilog=top["epilog"])
    parser.add_argument("--version", action="version", version=f"kutip {kutip.__version__}", help=top["version"])
    subparsers = parser.add_subparsers(dest="name", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        text = texts[name]
        summary, example = text["summary"], f"example: {text['example']}"
        subparser = subparsers.add_parser(
            name, aliases=command.aliases, help=summary, description=summary, epilog=example
        )
        command.configure(subparser, text)
        subparser.set_defaults(command=command)
    return parser
