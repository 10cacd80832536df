"""The claims that the benchmark checks: one number for each size, with its aim."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools.bench.measuring import Measured
from tools.bench.results import Run
from tools.bench.rows import Row

_MIB = 1 << 20
Number = float | None


@dataclass(frozen=True)
class Claim:
    """A claim, and the aim that its number should meet at some size."""

    text: str
    aim: str
    value: Callable[[Run], Number]


def over(upper: Number, lower: Number) -> Number:
    """Return the ratio, or None if one of the numbers was not measured."""
    return upper / lower if upper is not None and lower else None


def most(*numbers: Number) -> Number:
    """Return the largest of the measured numbers."""
    return max((number for number in numbers if number is not None), default=None)


def _of(run: Run, row: Row) -> Measured:
    return run.measured.get(row, Measured())


def _p50s(upper: Row, lower: Row) -> Callable[[Run], Number]:
    return lambda run: over(_of(run, upper).p50_ms, _of(run, lower).p50_ms)


def _memory(run: Run) -> Number:
    # bm25s rebuilds its index for every change, so building counts as part of its use.
    theirs = _of(run, Row.BM25S)
    return over(_of(run, Row.ASK).ask_mib, most(theirs.build_mib, theirs.ask_mib))


def _on_disk(run: Run) -> Number:
    return over(_of(run, Row.ASK).disk_mib, run.facts.text_bytes / _MIB)


CLAIMS = (
    Claim(
        "p50: Kutip's engine alone / raw tantivy",
        "≤ 1.3 at a million",
        _p50s(Row.ENGINE, Row.SAME_QUERY),
    ),
    Claim(
        "p50: whole question / raw tantivy",
        "≤ 15 at 10,000, ≤ 6 at 100,000, ≤ 2 at a million",
        _p50s(Row.ASK, Row.SAME_QUERY),
    ),
    Claim(
        "p99: whole question / raw tantivy",
        "≤ 1.5 at a million",
        lambda run: over(_of(run, Row.ASK).p99_ms, _of(run, Row.SAME_QUERY).p99_ms),
    ),
    Claim("p99 of the whole question, in ms", "< 5 at a million", lambda run: _of(run, Row.ASK).p99_ms),
    Claim(
        "p50: rank-bm25 / Kutip's engine alone",
        "≥ 500 at 100,000",
        _p50s(Row.RANK_BM25, Row.ENGINE),
    ),
    Claim("p50: rank-bm25 / whole question", "≥ 150 at 100,000", _p50s(Row.RANK_BM25, Row.ASK)),
    Claim("p50: bm25s with numba / Kutip's engine alone", "> 1 at a million", _p50s(Row.BM25S, Row.ENGINE)),
    Claim("peak memory while asking / peak of bm25s while building or asking", "< 0.1 at a million", _memory),
    Claim(
        "peak memory while asking / peak of bm25s while asking",
        "-",
        lambda run: over(_of(run, Row.ASK).ask_mib, _of(run, Row.BM25S).ask_mib),
    ),
    Claim(
        "time to add articles / raw tantivy indexing the same terms",
        "≤ 4 at a million",
        lambda run: over(_of(run, Row.ASK).build_s, _of(run, Row.TANTIVY).build_s),
    ),
    Claim("peak memory while adding, in MiB", "< 700 at a million", lambda run: _of(run, Row.ASK).build_mib),
    Claim("resident memory, open and idle, in MiB", "< 200 at a million", lambda run: _of(run, Row.ASK).idle_mib),
    Claim("time to open, in s", "< 0.3 at a million", lambda run: _of(run, Row.ASK).open_s),
    Claim("size on disk, database included / raw text", "≤ 3", _on_disk),
    Claim(
        "p99: while adding a library of the same size / just before",
        "≤ 3 at a million",
        lambda run: over(_of(run, Row.ADDING).p99_ms, _of(run, Row.IDLE).p99_ms),
    ),
)


def growth(runs: Mapping[int, Run], row: Row) -> dict[int, Number]:
    """Return for each size its p50 divided by the p50 at the smallest size."""
    smallest = runs[min(runs)]
    return {size: over(_of(run, row).p50_ms, _of(smallest, row).p50_ms) for size, run in runs.items()}
