"""The plot of the median time of a question by the number of paragraphs, one line for each engine."""

from collections.abc import Mapping
from pathlib import Path

from tools.bench.results import Run
from tools.bench.rows import Row

ROWS = (Row.ASK, Row.ENGINE, Row.SAME_QUERY, Row.MEMORY, Row.BM25S, Row.FTS5, Row.RANK_BM25)
_OURS = frozenset({Row.ASK, Row.ENGINE})


def points(runs: Mapping[int, Run], row: Row) -> list[tuple[int, float]]:
    """Return the measured pairs of size and milliseconds."""
    medians = {size: run.measured[row].p50_ms for size, run in runs.items() if row in run.measured}
    return [(size, median) for size, median in medians.items() if median is not None]


def draw(runs: Mapping[int, Run], path: Path) -> None:
    """Write the SVG, with text as outlines; the same numbers give the same bytes."""
    import matplotlib as mpl  # in the extra `bench`
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "kutip", "svg.fonttype": "path", "font.family": "sans-serif"}):
        figure = Figure(figsize=(9, 5), layout="constrained")
        axes = figure.subplots()
        for number, row in enumerate(ROWS):  # each row keeps its colour, whichever others there are
            if found := points(runs, row):
                width = 3 if row in _OURS else 1.5
                axes.loglog(*zip(*found, strict=True), color=f"C{number}", marker="o", label=str(row), lw=width)
        axes.set(xlabel="paragraphs", ylabel="median time of a question, in ms")
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:g}")
        axes.grid(visible=True, which="major", alpha=0.3)
        figure.legend(loc="outside right upper", frameon=False)
        figure.savefig(path, metadata={"Date": None})
