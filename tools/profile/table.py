"""Profiles side by side, as a table in Markdown."""

from collections.abc import Sequence

import numpy as np

from index.model.stages import Stage
from tools.profile.measuring import THREADS, Profile


def table(profiles: Sequence[Profile]) -> str:
    """Return a row for each stage, with its milliseconds and its share, and a column for each profile."""
    rows = [["stage", *(f"{one.name}, {one.paragraphs:,} paragraphs" for one in profiles)]]
    rows.append(["---"] * len(rows[0]))
    for stage in Stage:
        rows.append([stage.value, *(_stage(one, stage) for one in profiles)])
    rows.append(["**whole question**", *(f"{_mean(one.whole):.3f} ms" for one in profiles)])
    rows.append(["median / 99 of 100", *map(_percentiles, profiles)])
    rows.append(["reread", *(f"{one.reread} of {one.questions} questions" for one in profiles)])
    rows.append([f"questions a second, {THREADS} threads", *map(_together, profiles)])
    rows.append(["tantivy alone, median", *(_tantivy(one) for one in profiles)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _stage(one: Profile, stage: Stage) -> str:
    return f"{one.stages[stage]:.3f} ms ({one.stages[stage] / _mean(one.whole):.0%})"


def _together(one: Profile) -> str:
    return f"{one.a_second[0]:.0f}; {one.a_second[1]:.0f} a second of processor time"


def _percentiles(one: Profile) -> str:
    return f"{_percentile(one.whole, 50):.3f} / {_percentile(one.whole, 99):.3f} ms"


def _tantivy(one: Profile) -> str:
    if not one.tantivy:
        return "-"
    median = _percentile(one.tantivy, 50)
    return f"{median:.3f} ms; the whole question takes {_percentile(one.whole, 50) / median:.1f} times"


def _percentile(times: Sequence[float], share: int) -> float:
    return float(np.percentile(times, share, method="higher"))


def _mean(times: Sequence[float]) -> float:
    return sum(times) / len(times)
