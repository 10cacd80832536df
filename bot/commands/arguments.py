"""The arguments of each command: one function for each set of them. Their words are in templates/console/."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from index.files.lock import LOCK_TIMEOUT
from index.model.sources import KEEP, REMOVE

Texts = Mapping[str, str]
Value = TypeVar("Value")


def none(parser: ArgumentParser, texts: Texts) -> None:
    """Add nothing: the command takes no arguments."""


def add(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("paths", nargs="+", metavar=texts["PATH"], help=texts["paths"])


def ask(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("question", nargs="*", metavar=texts["QUESTION"], help=texts["question"])
    parser.add_argument("--in", dest="inside", nargs="+", metavar=texts["PATH"], default=[], help=texts["inside"])
    parser.add_argument("--most", type=_number(texts), default=3, metavar=texts["N"], help=texts["most"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def check(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("text", nargs="*", metavar=texts["TEXT"], help=texts["text"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def one_article(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("number", type=_number(texts), metavar=texts["N"], help=texts["number"])
    parser.add_argument("--changes", action="store_true", help=texts["changes"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def articles(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("words", nargs="*", metavar=texts["WORD"], help=texts["words"])
    parser.add_argument("--publisher", metavar=texts["NAME"], help=texts["publisher"])
    parser.add_argument("--since", type=_day(texts), metavar=texts["DATE"], help=texts["since"])
    parser.add_argument("--before", type=_day(texts), metavar=texts["DATE"], help=texts["before"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def remove(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("numbers", nargs="*", type=_numbers(texts), metavar=texts["N"], help=texts["numbers"])
    parser.add_argument("--publisher", metavar=texts["NAME"], help=texts["publisher"])
    parser.add_argument("--before", type=_day(texts), metavar=texts["DATE"], help=texts["before"])
    parser.add_argument("--yes", action="store_true", help=texts["yes"])


def rebuild(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument(
        "--wait", type=_seconds(texts), default=LOCK_TIMEOUT, metavar=texts["SECONDS"], help=texts["wait"]
    )


def move(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--to", required=True, metavar=texts["ADDRESS"], help=texts["to"])


def status(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--json", action="store_true", help=texts["json"])


def source(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument(
        "action",
        choices=("add", "list", "change", "remove", "pause", "resume", "sync"),
        metavar=texts["ACTION"],
        help=texts["action"],
    )
    parser.add_argument("names", nargs="*", metavar=texts["NAME"], help=texts["names"])
    parser.add_argument("--every", type=_number(texts), metavar=texts["MINUTES"], help=texts["every"])
    parser.add_argument(
        "--vanished",
        choices=(KEEP, REMOVE),
        metavar=f"{KEEP}|{REMOVE}",
        help=texts["vanished"],
    )
    parser.add_argument("--json", action="store_true", help=texts["json"])
    parser.add_argument("--opml", action="store_true", help=texts["opml"])


def sync(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--watch", action="store_true", help=texts["watch"])


def feedback(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("folder", metavar=texts["FOLDER"], help=texts["folder"])


def evaluate(parser: ArgumentParser, texts: Texts) -> None:
    parser.add_argument("folders", nargs="+", metavar=texts["FOLDER"], help=texts["folders"])
    for name in ("queries", "qrels"):
        parser.add_argument(f"--{name}", metavar=texts["FILE"], help=texts[name])
    parser.add_argument("--cross", nargs=2, metavar=(texts["FROM"], texts["TO"]), help=texts["cross"])
    parser.add_argument("--mixed", action="store_true", help=texts["mixed"])
    parser.add_argument("--articles", action="store_true", help=texts["articles"])
    parser.add_argument("--most", type=_number(texts), metavar=texts["N"], help=texts["most"])
    parser.add_argument("--against", type=_names, default=(), metavar=texts["NAMES"], help=texts["against"])
    parser.add_argument("--without", type=_names, default=(), metavar=texts["GROUPS"], help=texts["without"])
    parser.add_argument("--reranker", type=_names, default=(), metavar=texts["NAMES"], help=texts["reranker"])
    parser.add_argument("--refusals", action="store_true", help=texts["refusals"])
    parser.add_argument("--failures", type=_number(texts), default=0, metavar=texts["N"], help=texts["failures"])
    parser.add_argument("--today", type=_day(texts), metavar=texts["DATE"], help=texts["today"])
    parser.add_argument("--cache", metavar=texts["FOLDER"], help=texts["cache"])
    parser.add_argument("--json", action="store_true", help=texts["json"])


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _number(texts: Texts) -> Callable[[str], int]:
    return _checked(_positive, texts["a_number"])


def _numbers(texts: Texts) -> Callable[[str], range]:
    return _checked(_range, texts["some_numbers"])


def _day(texts: Texts) -> Callable[[str], date]:
    return _checked(date.fromisoformat, texts["a_date"])


def _seconds(texts: Texts) -> Callable[[str], float]:
    return _checked(float, texts["some_seconds"])


def _checked(read: Callable[[str], Value], wrong: str) -> Callable[[str], Value]:
    """Return a reader that tells in these words what is wrong; argparse would name a type of Python."""

    def value_of(text: str) -> Value:
        try:
            return read(text)
        except ValueError:
            raise ArgumentTypeError(wrong % {"value": text}) from None

    return value_of


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _range(text: str) -> range:
    """Return the numbers of "7" or "7-9"."""
    first, dash, last = text.partition("-")
    found = range(_positive(first), _positive(last if dash else first) + 1)
    if not found:
        raise ValueError(text)
    return found
