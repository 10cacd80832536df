"""Write docs/quality.md: the quality of the answers, the worth of each feature group, and the cost of refusals."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.sources import CROSS_LINGUAL_SET, LANGUAGE_PAIRS, SETS
from index.evaluation.calibration.verdicts import Verdicts, verdicts
from index.evaluation.evaluate import Evaluated, Row
from index.evaluation.newsroom.evaluate import NewsroomRow
from index.evaluation.newsroom.questions import is_newsroom
from index.evaluation.refusals import curve
from index.ranking.linear import FEATURE_GROUPS
from index.ranking.reranking import NO_RERANKER, READER
from index.ranking.reranking.base import Reranker
from index.retrieval.dense.base import Embedder
from tools.markdown import rendered
from tools.quality.marked_answers import unseen
from tools.quality.measuring import measured, measured_newsroom
from tools.quality.reading_weights import ReadOnce, brought_reader
from tools.quality.weights import Chosen

_ABLATED = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en")
_NEWSROOM = "newsroom-id"
_NEWSROOMS = Path(__file__).parents[2] / "tests" / "data" / "newsrooms" / "judged"
# Judged questions name no times, so this group would change nothing.
_GROUPS = [name for name in FEATURE_GROUPS if name != "time"]


class System(NamedTuple):
    """What ranks: words alone where there is no embedder."""

    name: str
    embedder: Embedder | None
    reranker: str

    def newsroom(self, folder: Path) -> NewsroomRow:
        return measured_newsroom(folder, self.embedder, self.reranker).rows[-1]

    def verdicts(self, chosen: Chosen) -> list[Verdicts]:
        pools = chosen.measured(cross_lingual=self.embedder is not None)
        reranker: str | Reranker = self.reranker
        if self.reranker != NO_RERANKER:
            # All of them would take hours to read, and most passages are found in libraries of several sizes.
            pools = unseen([one for one in pools if one.is_main], chosen.judged)
            reranker = ReadOnce(brought_reader())
        return verdicts(pools, partial(judged_library, self.embedder, reranker=reranker))


def make(chosen: Chosen, out: Path, most: int, embedder: Embedder) -> None:
    """Measure, and write the page and its plots."""
    judged = chosen.judged
    with_meaning = {name: measured(judged / name, most, embedder, refusals=True) for name in SETS}
    words = {name: measured(judged / name, most, None, refusals=True) for name in SETS}
    across = [
        row for pair in LANGUAGE_PAIRS for row in measured(judged / CROSS_LINGUAL_SET, most, embedder, pair).rows
    ]
    ablation: dict[str, dict[str, Row]] = {name: {"": with_meaning[name].rows[0]} for name in _ABLATED}
    for group in _GROUPS:
        for name in _ABLATED:
            ablation[name][group] = measured(judged / name, most, embedder, ablated=[group]).rows[0]
    systems = (
        System("words, meaning and the reader", embedder, READER),
        System("words and meaning", embedder, NO_RERANKER),
        System("words alone", None, NO_RERANKER),
    )
    newsrooms = [judged / _NEWSROOM, *sorted(filter(is_newsroom, _NEWSROOMS.iterdir()))]
    text = rendered(
        Path(__file__).with_name("quality.md.j2"),
        most=most,
        sample=chosen.most,
        newsrooms=[(folder.name, one.name, one.newsroom(folder)) for folder in newsrooms for one in systems],
        by_size={one.name: one.verdicts(chosen) for one in systems},
        with_meaning=_by_pair(with_meaning),
        words=_by_pair(words),
        across=across,
        ablation=ablation,
        groups=_GROUPS,
        refusals=[row for one in with_meaning.values() for row in one.rows if row.refusals and row.asked],
    )
    out.mkdir(exist_ok=True)
    (out / "quality.md").write_text(text, encoding="utf-8")
    _plot(with_meaning, out / "refusals.svg")


def _by_pair(evaluated: Mapping[str, Evaluated]) -> dict[tuple[str, str], Row]:
    return {
        (row.set, row.asked): row
        for one in evaluated.values()
        for row in one.rows
        if row.asked and row.answered and row.asked != "unanswerable"
    }


def _plot(evaluated: Mapping[str, Evaluated], path: Path) -> None:
    import matplotlib as mpl  # belongs to the extra `bench`
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "kutip"
    figure = Figure(figsize=(6, 5))
    axes = figure.subplots()
    for name, one in evaluated.items():
        answers = [asked.answer.confidence for asked in one.asked if asked.answer]
        hidden = [asked.answer_when_hidden.confidence for asked in one.asked if asked.answer_when_hidden]
        refused, answered = zip(*curve(answers, hidden), strict=True)
        axes.plot(refused, answered, label=name)
    axes.set_xlabel("answerable questions refused")
    axes.set_ylabel("unanswerable questions answered")
    axes.set_xlim(0, 0.5)
    axes.set_ylim(0, 1)
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
