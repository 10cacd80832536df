"""The arguments of each command: one function for each set of them. The help comes from usage.toml."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date

from index.files.lock import LOCK_TIMEOUT

Texts = Mapping[str, str]


def none(parser: ArgumentParser, texts: Texts) -> None:
    """Add nothing: the command takes no arguments."""


def add(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("paths", nargs="+", metavar="PATH", help=texts["paths"])


def ask(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("question", nargs="*", metavar="QUESTION", help=texts["question"])
    parser.add_argument("--in", dest="inside", nargs="+", metavar="PATH", default=[], help=texts["inside"])
    parser.add_argument("--most", type=_positive, default=3, metavar="N", help=texts["most"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def one_article(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("number", type=_positive, metavar="N", help=texts["number"])


def articles(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help=texts["words"])
    parser.add_argument("--publisher", metavar="NAME", help=texts["publisher"])
    parser.add_argument("--since", type=_day, metavar="DATE", help=texts["since"])
    parser.add_argument("--before", type=_day, metavar="DATE", help=texts["before"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def remove(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("numbers", nargs="*", type=_numbers, metavar="N", help=texts["numbers"])
    parser.add_argument("--publisher", metavar="NAME", help=texts["publisher"])
    parser.add_argument("--before", type=_day, metavar="DATE", help=texts["before"])
    parser.add_argument("--yes", action="store_true", help=texts["yes"])


def rebuild(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--wait", type=float, default=LOCK_TIMEOUT, metavar="SECONDS", help=texts["wait"])


def status(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--json", action="store_true", help=texts["json"])


def feedback(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("folder", metavar="FOLDER", help=texts["folder"])


def evaluate(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help=texts["folders"])
    for name in ("queries", "qrels"):
        parser.add_argument(f"--{name}", metavar="FILE", help=texts[name])
    parser.add_argument("--cross", nargs=2, metavar=("FROM", "TO"), help=texts["cross"])
    parser.add_argument("--mixed", action="store_true", help=texts["mixed"])
    parser.add_argument("--articles", action="store_true", help=texts["articles"])
    parser.add_argument("--most", type=_positive, metavar="N", help=texts["most"])
    parser.add_argument("--against", type=_names, default=(), metavar="NAMES", help=texts["against"])
    parser.add_argument("--without", type=_names, default=(), metavar="GROUPS", help=texts["without"])
    parser.add_argument("--refusals", action="store_true", help=texts["refusals"])
    parser.add_argument("--failures", type=_positive, default=0, metavar="N", help=texts["failures"])
    parser.add_argument("--today", type=_day, metavar="DATE", help=texts["today"])
    parser.add_argument("--cache", metavar="FOLDER", help=texts["cache"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _numbers(text: str) -> range:
    """Return the numbers of "7" or "7-9"."""
    first, dash, last = text.partition("-")
    found = range(_positive(first), _positive(last if dash else first) + 1)
    if not found:
        raise ValueError(text)
    return found


def _day(text: str) -> date:
    return date.fromisoformat(text)


# argparse puts the name into its message: invalid number value: 'x'
_positive.__name__ = _numbers.__name__ = "number"
_day.__name__ = "date"
