"""make attribution: draw excerpts of articles, check them, and write docs/attribution.md, its plot and JSON."""

import argparse
import json
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from index.evaluation.sets import read_set
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, ParsedArticle
from index.quote_check.guard import is_altered_quotation
from tools.attribution import page
from tools.attribution.corpus import SETS, TALK, divided, fillers, folder_articles, judged_articles
from tools.attribution.excerpts import drawn
from tools.attribution.measuring import (
    Outcome,
    check_milliseconds,
    described,
    is_as_wanted,
    outcome,
    question_milliseconds,
    row,
)

ROOT = Path(__file__).parent.parent.parent
_QUESTIONS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judged", type=Path, required=True, help="the folder of judged sets")
    parser.add_argument("--articles", type=Path, help="a folder of articles to draw from, in place of the sets")
    parser.add_argument("--paragraphs", type=int, default=100_000, help="in the library, with fillers")
    parser.add_argument(
        "--most", type=int, default=1000, help="excerpts of each kind, and half of the altered ones"
    )
    parser.add_argument("--talk", type=int, default=1000, help="questions of each set as ordinary talk")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--library", type=Path, help="a folder that keeps the library for the next run")
    parser.add_argument("--failures", type=Path, help="write what was told wrongly to this file, one JSON a line")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    measured(parser.parse_args())


def measured(arguments: argparse.Namespace) -> None:
    """Measure, and write what was found."""
    articles = folder_articles(arguments.articles) if arguments.articles else judged_articles(arguments.judged)
    corpus = divided(articles)
    texts = drawn(corpus.kept, corpus.held_out, arguments.most, arguments.seed)
    with ExitStack() as stack:
        place = arguments.library or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        config = LibraryConfig(database=place / "articles.db", derived=place, engine="disk")
        library = stack.enter_context(open_library(config))
        _fill(library, corpus.kept, arguments.paragraphs, arguments.seed)
        library.check(texts[0].text)  # loads what the first check would wait for
        outcomes = [outcome(library, one) for one in texts]
        asked = [text for name in SETS for text in _questions(arguments.judged / name)]
        talk = [text for name in TALK for text in _questions(arguments.judged / name)[: arguments.talk]]
        results = page.Results(
            rows=[row(kind, own) for kind, own in _by_kind(outcomes).items()],
            talk=[is_altered_quotation(library.check(text)) for text in talk],
            question_ms=question_milliseconds(library, asked[:: max(1, len(asked) // _QUESTIONS)]),
            check_ms=check_milliseconds(outcomes),
            paragraphs=library.size().paragraphs,
            articles=len(corpus.kept),
            seed=arguments.seed,
        )
    if arguments.failures:
        wrong = [one for one in outcomes if not is_as_wanted(one)]
        lines = [json.dumps(described(one), ensure_ascii=False) for one in wrong]
        arguments.failures.write_text("\n".join(lines), encoding="utf-8")
    page.write(results, arguments.out)


def _fill(library: Library, kept: Sequence[ParsedArticle], paragraphs: int, seed: int) -> None:
    """Add the articles and, up to the wanted size, fillers, unless a library has been kept."""
    if library.size().paragraphs:
        return
    size = sum(len(one.paragraphs) for one in kept)
    for _ in library.ingest([*kept, *fillers(kept, max(0, paragraphs - size), seed)], SHARED):
        pass
    library.sync()


def _questions(folder: Path) -> list[str]:
    return [one.text for one in read_set(folder).questions]


def _by_kind(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found = dict[str, list[Outcome]]()
    for one in outcomes:
        found.setdefault(one.excerpt.kind, []).append(one)
    return found


if __name__ == "__main__":
    main()
