"""The page of the benchmark as Markdown: the claims, and a table for each size."""

from collections.abc import Mapping
from pathlib import Path

from tools.bench import questions, ratios
from tools.bench.code_version import code_version
from tools.bench.measuring import Measured
from tools.bench.ratios import Number
from tools.bench.results import Run
from tools.bench.rows import Row
from tools.markdown import rendered


def markdown(runs: Mapping[int, Run]) -> str:
    """Return the whole page for these runs, by their sizes."""
    return rendered(
        Path(__file__).with_name("report.md.j2"),
        {"number": number, "whole": whole, "cells": cells},
        runs=runs,
        older=[size for size, run in runs.items() if run.code != code_version()],
        readers={size: run.measured[Row.READ] for size, run in runs.items() if Row.READ in run.measured},
        Row=Row,
        claims=ratios.CLAIMS,
        growth={row: ratios.growth(runs, row) for row in (Row.ASK, Row.ENGINE, Row.SAME_QUERY)},
        percentiles=questions.PERCENTILES,
        real_shares=questions.REAL_SHARES,
    )


def number(value: Number) -> str:
    """Return a number with three significant digits: 0.0123, 1.23, 123, 1,230."""
    if value is None:
        return "-"
    if value >= 1000:
        return whole(float(f"{value:.3g}"))
    return f"{value:#.3g}".rstrip(".")


def whole(value: float) -> str:
    return f"{value:,.0f}"


def cells(measured: Measured, paragraphs: int) -> list[str]:
    """Return the cells of one competitor's row, in the order of the columns."""
    return [
        number(measured.build_s),
        number(ratios.over(paragraphs, measured.build_s)),
        number(measured.p50_ms),
        number(measured.p99_ms),
        number(measured.build_mib),
        number(measured.ask_mib),
        number(measured.disk_mib),
        number(measured.open_s),
    ]
