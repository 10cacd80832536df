"""What the numbers have to show: each claim as one number a size, beside its aim."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tools.bench.measuring import Measured
from tools.bench.results import Run
from tools.bench.rows import Row

_MIB = 1 << 20
Number = float | None


@dataclass(frozen=True)
class Claim:
    """What is claimed, and up to what number (or from what number on) it holds at which size."""

    text: str
    aim: str
    value: Callable[[Run], Number]


def over(upper: Number, lower: Number) -> Number:
    """Return the ratio, or None where one of both is not measured."""
    return upper / lower if upper is not None and lower else None


def most(*numbers: Number) -> Number:
    """Return the largest of those that are measured."""
    return max((number for number in numbers if number is not None), default=None)


def _of(run: Run, row: Row) -> Measured:
    return run.measured.get(row, Measured())


def _p50s(upper: Row, lower: Row) -> Callable[[Run], Number]:
    return lambda run: over(_of(run, upper).p50_ms, _of(run, lower).p50_ms)


def _memory(run: Run) -> Number:
    # bm25s builds anew for every change, so what building takes is a part of having it.
    theirs = _of(run, Row.BM25S)
    return over(_of(run, Row.ASK).ask_mib, most(theirs.build_mib, theirs.ask_mib))


def _on_disk(run: Run) -> Number:
    return over(_of(run, Row.ASK).disk_mib, run.facts.text_bytes / _MIB)


CLAIMS = (
    Claim(
        "our engine alone, over raw tantivy (p50)",
        "≤ 1.3 at a million",
        _p50s(Row.ENGINE, Row.SAME_QUERY),
    ),
    Claim("the whole question, over raw tantivy (p50)", "≤ 3 at a million", _p50s(Row.ASK, Row.SAME_QUERY)),
    Claim("the whole question, p99, in ms", "< 5 at a million", lambda run: _of(run, Row.ASK).p99_ms),
    Claim(
        "rank-bm25, over our engine alone (p50)",
        "≥ 500 at 100,000",
        _p50s(Row.RANK_BM25, Row.ENGINE),
    ),
    Claim("rank-bm25, over the whole question (p50)", "-", _p50s(Row.RANK_BM25, Row.ASK)),
    Claim("bm25s with numba, over our engine alone (p50)", "> 1 at a million", _p50s(Row.BM25S, Row.ENGINE)),
    Claim("peak memory asking, over that of bm25s building or asking", "< 0.1 at a million", _memory),
    Claim(
        "... over that of bm25s asking",
        "-",
        lambda run: over(_of(run, Row.ASK).ask_mib, _of(run, Row.BM25S).ask_mib),
    ),
    Claim(
        "bringing in, end to end, over raw tantivy indexing the same terms",
        "≤ 4 at a million",
        lambda run: over(_of(run, Row.ASK).build_s, _of(run, Row.TANTIVY).build_s),
    ),
    Claim("peak memory bringing in, in MiB", "< 700 at a million", lambda run: _of(run, Row.ASK).build_mib),
    Claim("resident memory, open and idle, in MiB", "< 200 at a million", lambda run: _of(run, Row.ASK).idle_mib),
    Claim("opening, in s", "< 0.3 at a million", lambda run: _of(run, Row.ASK).open_s),
    Claim("on disk, store included, over the raw text", "≤ 3", _on_disk),
    Claim(
        "p99 of questions while a library of the same size is added, over that just before",
        "≤ 3 at a million",
        lambda run: over(_of(run, Row.ADDING).p99_ms, _of(run, Row.IDLE).p99_ms),
    ),
)


def growth(runs: Mapping[int, Run], row: Row) -> dict[int, Number]:
    """Return for each size the p50 over that at the smallest size."""
    smallest = runs[min(runs)]
    return {size: over(_of(run, row).p50_ms, _of(smallest, row).p50_ms) for size, run in runs.items()}
