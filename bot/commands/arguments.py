"""The command line: which commands and arguments there are. Their words are in templates/console/usage.toml."""

import argparse
from collections.abc import Callable

import kutip
from bot.rendering.render import words
from index.retrieval.bm25.base import PATIENCE

_Configure = Callable[[argparse.ArgumentParser, dict[str, str]], None]


def make_parser() -> argparse.ArgumentParser:
    texts = words("console/usage")
    top = texts["kutip"]
    parser = argparse.ArgumentParser(prog="kutip", description=top["summary"], epilog=top["epilog"])
    parser.add_argument("--version", action="version", version=f"kutip {kutip.__version__}", help=top["version"])
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


def _evaluate(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help=text["folders"])
    for name in ("queries", "qrels"):
        parser.add_argument(f"--{name}", metavar="FILE", help=text[name])
    parser.add_argument("--cross", nargs=2, metavar=("FROM", "TO"), help=text["cross"])
    parser.add_argument("--mixed", action="store_true", help=text["mixed"])
    parser.add_argument("--articles", action="store_true", help=text["articles"])
    parser.add_argument("--most", type=_positive, metavar="N", help=text["most"])
    parser.add_argument("--against", type=_names, default=(), metavar="NAMES", help=text["against"])
    parser.add_argument("--without", type=_names, default=(), metavar="SIGNALS", help=text["without"])
    parser.add_argument("--refusals", action="store_true", help=text["refusals"])
    parser.add_argument("--failures", type=_positive, default=0, metavar="N", help=text["failures"])
    parser.add_argument("--cache", metavar="FOLDER", help=text["cache"])
    parser.add_argument("--json", action="store_true", help=text["json"])


def _feedback(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=text["folder"])


def _nothing(parser: argparse.ArgumentParser, text: dict[str, str]) -> None:
    pass


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


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
    "feedback": _feedback,
    "evaluate": _evaluate,
    "status": _nothing,
    "console": _nothing,
    "telegram": _nothing,
}
