"""The figures of a run as a table and as JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table

from tools.load.plan import GROUPS, PEOPLE_PER_GROUP, PRIVATE_CHATS, Load
from tools.load.run import Figures
from tools.load.throughput import COUNTED, Throughput


def table(load: Load, figures: Figures) -> Table:
    counts = figures.counts
    people = PRIVATE_CHATS + GROUPS * PEOPLE_PER_GROUP
    shown = Table(
        "", "", show_header=False,
        title=f"{people} people, {PRIVATE_CHATS} chats and {GROUPS} groups, {load.paragraphs:,} paragraphs",
    )  # fmt: skip
    rows = {
        "asked": f"{counts.asked:,} in {load.seconds:g} s, {counts.asked / load.seconds:.1f} a second",
        "answered": f"{counts.answered:,}",
        "lost": str(counts.lost),
        "twice": str(counts.twice),
        **_of_the_kill(load, figures),
        "out of order in a chat": str(counts.out_of_order),
        "misdirected": str(counts.misdirected),
        "429 caused": f"{figures.floods.all}, {figures.floods.after_first_second} after the first second",
        "refused by the Bot API": str(figures.refused),
        "question to answer": f"p50 {as_ms(figures.p50_ms)}, p99 {as_ms(figures.p99_ms)}",
        "the bot's own part, at most": f"p50 {as_ms(figures.own_p50_ms)}, p99 {as_ms(figures.own_p99_ms)}",
        "memory": f"{figures.start_mib:.0f} MiB at start, {figures.middle_mib:.0f} half-way, "
        f"{figures.end_mib:.0f} at the end",
        "CPU": f"{figures.cpu_seconds:.1f} s",
    }
    for name, value in rows.items():
        shown.add_row(name, value)
    return shown


def throughput_table(found: Sequence[Throughput]) -> Table:
    """Return the throughput of one bot, that of several, and their ratio."""
    one, several = found[0], found[-1]
    shown = Table(
        "", "one bot", f"{several.bots} bots", title="without Telegram's limits, PostgreSQL beside the bots"
    )
    rows = {
        "questions a second": [f"{each.a_second:.1f}" for each in found],
        "CPU of the bots a question": [as_ms(each.cpu_seconds / COUNTED * 1000) for each in found],
        "lost": [str(each.counts.lost) for each in found],
        "twice": [str(each.counts.twice) for each in found],
        "out of order in a chat": [str(each.counts.out_of_order) for each in found],
        "ratio": ["", f"{several.a_second / one.a_second:.2f}"],
    }
    for name, values in rows.items():
        shown.add_row(name, *values)
    return shown


def throughput_as_json(load: Load, found: Sequence[Throughput]) -> str:
    described = {**asdict(load), "cache": str(load.cache)}
    return json.dumps({"load": described, "throughput": [asdict(each) for each in found]}, indent=2) + "\n"


def as_json(load: Load, figures: Figures) -> str:
    described = {**asdict(load), "cache": str(load.cache)}
    return json.dumps({"load": described, "figures": asdict(figures)}, indent=2) + "\n"


def _of_the_kill(load: Load, figures: Figures) -> dict[str, str]:
    if not load.kill:
        return {}
    counts = figures.counts
    return {"twice over the kill": f"{counts.twice_over_kill}, at most the {counts.in_flight} in flight may be"}


def as_ms(value: float | None) -> str:
    """Return a time in milliseconds for people."""
    if value is None:
        return "not measured"
    return "beyond all buckets" if math.isinf(value) else f"{value:,.1f} ms"
