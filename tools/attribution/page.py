"""Write docs/attribution.md, its plot and its JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.model.checked import CheckVerdict
from tools.attribution.alterations import Alteration
from tools.attribution.excerpts import DIRTY, EXACT, HELD_OUT
from tools.attribution.measuring import Row
from tools.markdown import rendered

# No article changes while this is measured, so no text is in an earlier version.
_COLOURS = {"exact": "C2", "reported": "C0", "altered": "C1", "not_here": "C7"}


@dataclass(frozen=True)
class Results:
    """What was measured.

    Args:
        talk: for each question of the judged sets, whether the guard would speak up.
        question_ms, check_ms: the median processor times of a question, and of a check of about 60 words.
        paragraphs, articles: of the library; the articles without fillers.
    """

    rows: Sequence[Row]
    talk: Sequence[bool]
    question_ms: float
    check_ms: float
    paragraphs: int
    articles: int
    seed: int

    def of(self, kind: str) -> Row | None:
        return next((one for one in self.rows if one.kind == kind), None)

    def share(self, name: str, kinds: Sequence[str] = tuple(Alteration)) -> float:
        """Return the mean of a share over all texts of these kinds."""
        rows = [one for one in self.rows if one.kind in kinds]
        values = [(one.verdicts[name] if name in one.verdicts else getattr(one, name)) * one.count for one in rows]
        return sum(values) / max(1, sum(one.count for one in rows))

    @property
    def guard_precision(self) -> float:
        """The share of right ones among the times that the guard spoke up."""
        right = sum(one.speaks * one.count for one in self.rows if one.kind in list(Alteration))
        wrong = sum(one.speaks * one.count for one in self.rows if one.kind in (EXACT, HELD_OUT)) + sum(self.talk)
        return right / max(1, right + wrong)


def write(results: Results, out: Path) -> None:
    """Write the page, and what it is made of."""
    names = {"EXACT": EXACT, "DIRTY": DIRTY, "HELD_OUT": HELD_OUT}
    out.mkdir(exist_ok=True)
    text = rendered(
        Path(__file__).with_name("attribution.md.j2"), results=results, alterations=list(Alteration), **names
    )
    (out / "attribution.md").write_text(text, encoding="utf-8")
    written = asdict(results) | {"talk": sum(results.talk), "questions": len(results.talk)}
    (out / "attribution.json").write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    _draw(results.rows, out / "attribution.svg")


def _draw(rows: Sequence[Row], path: Path) -> None:
    """Write the SVG, with text as outlines; the same numbers give the same bytes."""
    import matplotlib as mpl  # in the extra `bench`
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "kutip", "svg.fonttype": "path", "font.family": "sans-serif"}):
        figure = Figure(figsize=(9, 4), layout="constrained")
        axes, left = figure.subplots(), [0.0] * len(rows)
        for verdict in map(CheckVerdict, _COLOURS):
            shares = [100 * one.verdicts[verdict] for one in rows]
            axes.barh(
                [one.kind for one in rows],
                shares,
                left=left,
                color=_COLOURS[verdict],
                label=verdict.replace("_", " "),
            )
            left = [sum(pair) for pair in zip(left, shares, strict=True)]
        axes.invert_yaxis()
        axes.set(xlabel="of 100 texts", xlim=(0, 100))
        figure.legend(loc="outside right upper", frameon=False)
        figure.savefig(path, metadata={"Date": None})
