"""Run the simulated week: python -m tools.sources [--feeds 200] [--days 7] [--kills 20]"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.sources.run import Result, run

_MOST_SHOWN = 5


def main() -> int:
    parser = ArgumentParser(prog="python -m tools.sources")
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--kills", type=int, default=0)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        result = run(Path(folder), arguments.feeds, arguments.days, arguments.kills)
    show(result)
    return 0 if result.is_good else 1


def show(result: Result) -> None:
    a_day = result.cpu_seconds / result.days
    lines = [
        f"{result.feeds} feeds, {result.days:g} days, {result.kills} kills",
        f"published {result.published}, edited {result.edits}",
        f"requests {result.requests} ({result.requests / result.days / result.feeds:.1f} a feed and day), "
        f"{result.bytes / 1e6:.1f} MB",
        f"processor time {result.cpu_seconds:.1f} s, {a_day:.1f} s a day, with the publisher's own",
    ]
    for name in ("missed", "twice", "stale", "impolite"):
        found: list[str] = getattr(result, name)
        lines += [f"{name} {len(found)}", *(f"  {one}" for one in found[:_MOST_SHOWN])]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
