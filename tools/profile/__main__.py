"""make profile: show in which stages the processor time of a question goes, in libraries of several sizes.

It also shows how many questions a process answers in a second if several threads ask.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot.runtime.settings import Settings
from index.ranking.reranking import NO_RERANKER
from index.retrieval.dense import NO_EMBEDDER
from tools.profile.corpora import Corpus, real, synthetic
from tools.profile.measuring import Profile, profile
from tools.profile.table import table

_screen = Console(stderr=True, highlight=False)


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    settings = Settings(kutip_engine=chosen.engine, kutip_embedder=chosen.embedder, kutip_reranker=chosen.reranker)
    profiles: list[Profile] = []
    with _folder(chosen.keep) as folder:
        for size in chosen.sizes:
            for corpus in _corpora(folder, size, chosen.warm_up + 2 * chosen.questions, chosen.judged):
                own = folder / f"{corpus.name}-{size}-{chosen.engine}"
                profiles.append(profile(corpus, own, settings, chosen.warm_up))
                _screen.print(f"{size:>9,} paragraphs: {corpus.name}")
    Console(highlight=False, soft_wrap=True).print(table(profiles), markup=False)


def _corpora(folder: Path, size: int, asked: int, judged: Path | None) -> Iterator[Corpus]:
    yield synthetic(folder, size, asked)
    if judged:
        yield real(judged, size, asked)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="kutip-profile-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.profile", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=[10_000, 100_000],
        help="numbers of paragraphs, separated by commas",
    )
    parser.add_argument(
        "--questions", type=int, default=300, help="how many are timed; as many others are asked together"
    )
    parser.add_argument("--warm-up", type=int, default=50, help="how many are asked before these")
    parser.add_argument("--judged", type=Path, help="a folder of judged sets, for a library of real text as well")
    parser.add_argument("--engine", default="disk", help="as in KUTIP_ENGINE")
    parser.add_argument("--embedder", default=NO_EMBEDDER, help="as in KUTIP_EMBEDDER; vectors take hours")
    parser.add_argument(
        "--reranker", default=NO_RERANKER, help="as in KUTIP_RERANKER; reader for the one Kutip brings"
    )
    parser.add_argument("--keep", type=Path, help="a folder that keeps the libraries for the next run")
    return parser


if __name__ == "__main__":
    main()
