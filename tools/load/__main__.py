"""python -m tools.load --seconds 60 --kill --json load.json"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tools.load import report, throughput
from tools.load.hostile import report as hostile_report
from tools.load.hostile import run as hostile
from tools.load.plan import HIGHEST_RATE, Load
from tools.load.run import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 if every answer came once, in order and in its chat, and 1 otherwise."""
    parser = _parser()
    parsed = vars(parser.parse_args(arguments))
    path: Path | None = parsed.pop("json")
    load = Load(**parsed)
    if not 0 < load.rate <= HIGHEST_RATE:
        parser.error(f"--rate must be above 0 and at most {HIGHEST_RATE:.0f}")
    if load.bots < 1 or (load.hostile and load.bots > 1):
        parser.error("--bots must be at least 1, and with --hostile 1")
    try:
        if load.throughput:
            shown, written, is_right = _throughput(load)
        else:
            shown, written, is_right = _hostile(load) if load.hostile else _ordinary(load)
    except ValueError as error:
        parser.error(str(error))
    Console().print(shown)
    if path:
        path.write_text(written)
    return 0 if is_right else 1


def _ordinary(load: Load) -> tuple[Table, str, bool]:
    figures = asyncio.run(run(load))
    return report.table(load, figures), report.as_json(load, figures), figures.counts.is_right()


def _hostile(load: Load) -> tuple[Table, str, bool]:
    figures = asyncio.run(hostile.run(load))
    return hostile_report.table(load, figures), hostile_report.as_json(load, figures), figures.is_right()


def _throughput(load: Load) -> tuple[Table, str, bool]:
    found = asyncio.run(throughput.measure(load))
    right = all(one.counts.is_right() for one in found)
    return report.throughput_table(found), report.throughput_as_json(load, found), right


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.load", description="Run the bot near Telegram's limits, with faults."
    )
    parser.add_argument("--seconds", type=float, default=Load.seconds, help="how long people ask")
    parser.add_argument(
        "--rate", type=float, default=Load.rate, help="questions a second; Telegram allows 30 messages"
    )
    parser.add_argument("--paragraphs", type=int, default=Load.paragraphs, help="the size of the library")
    parser.add_argument("--no-faults", dest="faults", action="store_false", help="inject no faults")
    parser.add_argument("--kill", action="store_true", help="kill the bot half-way and start it again")
    parser.add_argument(
        "--hostile", action="store_true", help="ask for as long again beside two hostile chats, and compare"
    )
    parser.add_argument(
        "--bots", type=int, default=Load.bots, help="how many bots answer as one, on a PostgreSQL of their own"
    )
    parser.add_argument(
        "--throughput",
        action="store_true",
        help="compare how many questions a second one bot and --bots answer, without Telegram's limits",
    )
    parser.add_argument(
        "--cache", type=Path, default=Path(".load-cache"), help="the folder that keeps libraries between runs"
    )
    parser.add_argument("--json", type=Path, help="a file to write the figures to")
    return parser


if __name__ == "__main__":
    sys.exit(main())
