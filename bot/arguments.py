"""The command line: which commands and arguments there are. Their words are in templates/console/usage.toml."""

import argparse
from collections.abc import Callable

from bot import __version__
from bot.render import words
from index.engines.base import PATIENCE

_Configure = Callable[[argparse.ArgumentParser, dict[str, str]], None]


def make_parser() -> argparse.ArgumentParser:
    texts = words("console/usage")
    top = texts["kutip"]
    parser = argparse.ArgumentParser(prog="kutip", description=top["summary"], epilog=top["epilog"])
    parser.add_argument("--version", action="version", version=f"kutip {__version__}", help=top["version"])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, configure in _COMMANDS.items():
        text = texts[name]
        command = commands.add_parser(
            name, help=text["summary"], description=text["summary"], epilog=f"example: {text['example']}"
        )
        configure(command, text)
    return parser


def _add(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=text["paths"])


def _ask(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("question", nargs="*", metavar="QUESTION", help=text["question"])
    parser.add_argument("--in", dest="inside", nargs="+", metavar="PATH", default=[], help=text["inside"])
    parser.add_argument("--most", type=_positive, default=3, metavar="N", help=text["most"])
    parser.add_argument("--json", action="store_true", help=text["json"])


def _one_article(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("number", type=_positive, metavar="N", help=text["number"])


def _rebuild(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("--wait", type=float, default=PATIENCE, metavar="SECONDS", help=text["wait"])


def _nothing(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    pass


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_positive.__name__ = "number"  # as argparse names it in its complaint

_COMMANDS: dict[str, _Configure] = {
    "add": _add,
    "ask": _ask,
    "sources": _nothing,
    "article": _one_article,
    "remove": _one_article,
    "rebuild": _rebuild,
    "embed": _nothing,
    "status": _nothing,
    "console": _nothing,
    "telegram": _nothing,
}
