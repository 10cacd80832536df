"""kutip evaluate"""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from bot.commands.judged_library import judged_library
from bot.console.screen import Screen
from bot.rendering.as_json import quote_as_json
from bot.runtime.exit_codes import DONE
from bot.runtime.settings import Settings
from index.evaluation.asking import AskedQuestion
from index.evaluation.evaluate import Evaluated, evaluate
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice
from index.model.errors import Fault, KutipError
from index.ranking.linear import FEATURE_GROUPS
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    for name in arguments.without:
        if name not in FEATURE_GROUPS:
            raise KutipError(Fault.UNKNOWN_FEATURE_GROUP, name=name, known=list(FEATURE_GROUPS))
    done = [_evaluated(Path(folder), arguments, settings, screen) for folder in arguments.folders]
    rows = [row for one in done for row in one.rows]
    if arguments.json:
        failed = [_as_json(one) for each in done for one in each.failures(arguments.failures)]
        screen.write(json.dumps({"rows": [asdict(row) for row in rows], "failures": failed}, ensure_ascii=False))
        return DONE
    screen.show("evaluation", rows=rows, set_width=max(len(row.set) for row in rows))
    for one in done:
        for failure in one.failures(arguments.failures):
            screen.show("failure", asked=failure)
    return DONE


def _evaluated(folder: Path, arguments: Namespace, settings: Settings, screen: Screen) -> Evaluated:
    judged = read_set(folder, arguments.queries, arguments.qrels, crossing=bool(arguments.cross))
    cross = (arguments.cross[0], arguments.cross[1]) if arguments.cross else None
    choice = Choice(cross, arguments.mixed, arguments.most, arguments.articles)
    embedder = _embedder(arguments, settings)
    with (
        screen.progress("asking") as asked,
        judged_library(embedder, settings, arguments.without, lambda: screen.progress("embedding")) as library,
    ):
        return evaluate(library, judged, choice, arguments.against, arguments.refusals, asked)


def _embedder(arguments: Namespace, settings: Settings) -> Embedder | None:
    """Return what the settings name, with what the cache has of it; None where meaning is switched off."""
    found = None if "meaning" in arguments.without else open_embedder(settings.kutip_embedder)
    if found is None or arguments.cache is None:
        return found
    return CachedEmbedder(found, Path(arguments.cache))


def _as_json(failure: AskedQuestion) -> dict[str, object]:
    first = failure.answer.quotes[0] if failure.answer and failure.answer.quotes else None
    return {
        "question": failure.question.text,
        "id": failure.question.id,
        "rank": failure.rank,
        "first": quote_as_json(first) if first else None,
        "expected": quote_as_json(failure.expected) if failure.expected else None,
    }
