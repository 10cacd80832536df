"""The parser of the command line: the table of commands with the words of templates/console/usage.toml."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from typing import Any

import kutip
from bot.commands.argparse_language import argparse_in
from bot.commands.table import COMMANDS
from bot.rendering.languages import SOURCE, translated
from bot.rendering.render import words


def parse(arguments: Sequence[str] | None, language: str) -> Namespace:
    """Return the chosen Command as ``command``, its name as ``name``, and the arguments of the command.

    Raises SystemExit after --help, --version and wrong usage, which are answered in the language.
    """
    with argparse_in(language):
        return make_parser(language).parse_args(arguments)


def make_parser(language: str = SOURCE) -> ArgumentParser:
    """Return the parser with its words in a language. Those of argparse itself follow within ``argparse_in``."""
    usage, shared = words("console/usage"), words("console/arguments")
    names, wrong = _in(language, shared["names"]), _in(language, shared["wrong"])
    top = _in(language, {name: text for name, text in usage["kutip"].items() if name != "agreement"})
    parser = ArgumentParser(prog="kutip", description=top["summary"], epilog=top["epilog"])
    version = f"kutip {kutip.__version__}"
    parser.add_argument("--version", action="version", version=version, help=top["version"])
    places: dict[str, Any] = {"dest": "name", "metavar": names["COMMAND"], "required": True}
    subparsers = parser.add_subparsers(**places, parser_class=_CommandParser)
    for name, command in COMMANDS.items():
        texts = _in(language, usage[name])
        summary, example = texts["summary"], top["example"] % {"example": texts["example"]}
        subparser = subparsers.add_parser(
            name, aliases=command.aliases, help=summary, description=summary, epilog=example
        )
        command.configure(subparser, {**names, **wrong, **texts})
        subparser.set_defaults(command=command)
    return parser


class _CommandParser(ArgumentParser):
    """Takes options anywhere among the words, as in ``kutip source add --vanished remove news/``.

    argparse by itself ends the words of a command at the first option behind one of them.
    """

    _is_mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._is_mixing:  # it is called by what follows
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False


def _in(language: str, texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: translated(text, language) for name, text in texts.items()}
