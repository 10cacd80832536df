"""The figures of a run with hostile chats as a table and as JSON."""

import json
from dataclasses import asdict

from rich.table import Table

from tools.load.hostile.run import HostileFigures, Phase
from tools.load.plan import Load
from tools.load.report import as_ms


def table(load: Load, figures: HostileFigures) -> Table:
    alone, beside = figures.alone, figures.beside
    shown = Table(
        "", "alone", "beside hostile chats", "times",
        title=f"{load.seconds:g} s without and {load.seconds:g} s with two hostile chats, "
        f"{load.rate:g} questions a second, {load.paragraphs:,} paragraphs",
    )  # fmt: skip
    for name, values in _counted(alone, beside).items():
        shown.add_row(name, *values)
    shown.add_section()
    for name, before, after in _timed(alone, beside):
        times = f"{after / before:.2f}" if before and after else "not measured"
        shown.add_row(name, as_ms(before), as_ms(after), times)
    shown.add_section()
    shown.add_row("sent by the hostile", "", ", ".join(f"{count} {kind}" for kind, count in figures.sent.items()))
    shown.add_row("memory of all processes", "", f"{figures.peak_mib:.0f} MiB at most")
    shown.add_row("SIGTERM to the end", "", f"{figures.stop_seconds:.1f} s")
    shown.add_row("start to the next article", "", f"{figures.restart_seconds:.1f} s")
    return shown


def as_json(load: Load, figures: HostileFigures) -> str:
    described = {**asdict(load), "cache": str(load.cache)}
    return json.dumps({"load": described, "figures": asdict(figures)}, indent=2) + "\n"


def _counted(alone: Phase, beside: Phase) -> dict[str, list[str]]:
    counts = [alone.figures.counts, beside.figures.counts]
    names = ("asked", "answered", "lost", "twice", "twice_over_kill", "out_of_order", "misdirected")
    rows = {name.replace("_", " "): [str(getattr(each, name)) for each in counts] for name in names}
    rows["429 caused"] = [str(each.figures.floods.all) for each in (alone, beside)]
    return rows


def _timed(alone: Phase, beside: Phase) -> list[tuple[str, float | None, float | None]]:
    return [
        ("question to answer, p50", alone.figures.p50_ms, beside.figures.p50_ms),
        ("question to answer, p99", alone.figures.p99_ms, beside.figures.p99_ms),
        ("article of another chat, median", 1000 * alone.median_add, 1000 * beside.median_add),
        ("article of another chat, longest", 1000 * max(alone.adds), 1000 * max(beside.adds)),
    ]
