"""python -m tools.bench --sizes 10000,100000 --out docs/benchmarks"""

import argparse
import compileall
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console

from tools.bench import jobs, plot, report, results
from tools.bench.measuring import Measured, Stopwatch
from tools.bench.place import Place
from tools.bench.results import Run
from tools.bench.rows import Row

_PACKAGES = ("index", "bot")
_screen = Console(stderr=True, highlight=False)


def measure(place: Place) -> Run:
    """Run every job that is feasible at this size, each in a process of its own."""
    measured: dict[Row, Measured] = {}
    for name in jobs.for_size(place.paragraphs):
        watch = Stopwatch()
        for row, numbers in jobs.run_apart(name, place).items():
            measured[row] = measured.get(row, Measured()).joined(numbers)
        _screen.print(f"{place.paragraphs:>9,} paragraphs: {name:<12} {watch.seconds():7.1f} s")
    ordered = {row: measured[row] for row in Row if row in measured}
    return results.new_run(place.read_facts(), ordered)


def write(runs: Mapping[int, Run], out: Path) -> None:
    """Write the numbers, and the page and the plot made from them."""
    out.mkdir(parents=True, exist_ok=True)
    results.save(out / "results.json", runs)
    # The file has fewer digits; the page is the same whenever it is made from it.
    runs = results.load(out / "results.json")
    (out / "README.md").write_text(report.markdown(runs), encoding="utf-8")
    plot.draw(runs, out / "question_time.svg")


def main(arguments: Sequence[str] | None = None) -> None:
    parsed = _parser().parse_args(arguments)
    for package in _PACKAGES:  # as an installation does
        compileall.compile_dir(jobs.ROOT / package, quiet=1)
    for size in parsed.sizes:
        with tempfile.TemporaryDirectory(prefix="kutip-bench-") as folder:
            run = measure(Place(Path(folder), size, parsed.engine))
        # After each size, so that its results survive if a later one is stopped.
        runs = results.load(parsed.out / "results.json") | {size: run}
        write(dict(sorted(runs.items())), parsed.out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench", description="Measure Kutip and its competitors."
    )
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[10_000, 100_000, 1_000_000],
        help="numbers of paragraphs, separated by commas; other sizes keep their last results",
    )
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks"), help="the folder to write to")
    parser.add_argument("--engine", default="disk", help="Kutip's engine, as in KUTIP_ENGINE")
    return parser


if __name__ == "__main__":
    main()
