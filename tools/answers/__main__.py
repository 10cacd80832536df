"""make answers: record the answers to many questions, or compare them with those of an earlier record.

With the path of a record that exists, the answers are compared with it, and the command fails if one differs.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bot.runtime.settings import Settings
from index.ranking.reranking import NO_RERANKER
from index.retrieval.dense import NO_EMBEDDER
from tools.answers.comparing import differences
from tools.answers.recording import Recorded, cases, recorded

_MOST_SHOWN = 20
_screen = Console(stderr=True, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    if not chosen.record.exists():
        with chosen.record.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in _answers(chosen))
        return 0
    with chosen.record.open(encoding="utf-8") as file:
        found = list(differences(map(json.loads, file), _answers(chosen)))
    shown = Console(highlight=False, soft_wrap=True)
    for line in (*found[:_MOST_SHOWN], f"{len(found)} differences"):
        shown.print(line, markup=False)
    return 1 if found else 0


def _answers(chosen: argparse.Namespace) -> Iterator[Recorded]:
    with _folder(chosen.keep) as folder:
        for case in cases(chosen.examples, chosen.judged, chosen.questions):
            for engine in chosen.engines.split(","):
                own = folder / f"{case.name}-{engine}"
                settings = Settings(kutip_data=own, kutip_embedder=NO_EMBEDDER, kutip_reranker=NO_RERANKER)
                _screen.print(f"{case.name}: {engine}, {len(case.questions)} questions", markup=False)
                yield from recorded(case, replace(settings, kutip_engine=engine), own)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="kutip-answers-") as folder:
        yield Path(folder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.answers", description=__doc__)
    parser.add_argument("record", type=Path, help="a file with an answer a line")
    parser.add_argument("--judged", type=Path, required=True, help="a folder of judged sets")
    parser.add_argument("--examples", type=Path, default=Path("examples/articles"))
    parser.add_argument("--questions", type=int, default=500, help="of each set")
    parser.add_argument("--engines", default="disk,memory", help="as in KUTIP_ENGINE, separated by commas")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the libraries for the next run")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
