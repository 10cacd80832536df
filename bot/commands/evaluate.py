"""kutip evaluate"""

import json
from argparse import Namespace
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import date
from itertools import product
from pathlib import Path

from bot.commands.judged_library import JudgedLibrary, judged_library
from bot.console.screen import Screen
from bot.rendering.as_json import quote_as_json
from bot.runtime.app import embedder_of, reranker_of
from bot.runtime.exit_codes import DONE
from bot.runtime.settings import Settings
from index.evaluation.asking import AskedQuestion
from index.evaluation.evaluate import OURS, Evaluated, evaluate
from index.evaluation.newsroom import evaluate as newsroom
from index.evaluation.newsroom.evaluate import EvaluatedNewsroom, NewsroomAnswer
from index.evaluation.newsroom.questions import is_newsroom, read_newsroom
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice
from index.model.errors import EngineError, Fault, KutipError
from index.ranking.linear import FEATURE_GROUPS
from index.ranking.reranking import NO_RERANKER, open_reranker
from index.retrieval.dense import open_embedder
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    for name in arguments.without:
        if name not in FEATURE_GROUPS:
            raise KutipError(Fault.UNKNOWN_FEATURE_GROUP, name=name, known=list(FEATURE_GROUPS))
    rerankers = [_required(name, settings) for name in arguments.reranker] or [settings.kutip_reranker]
    judged, newsrooms = list[Evaluated](), list[EvaluatedNewsroom]()
    for folder, reranker in product(map(Path, arguments.folders), rerankers):
        used = replace(settings, kutip_reranker=reranker)
        if is_newsroom(folder):
            newsrooms.append(_evaluated_newsroom(folder, arguments, used, screen))
        else:
            judged.append(_evaluated(folder, arguments, used, screen))
    if arguments.json:
        screen.write(json.dumps(_as_json(judged, newsrooms, arguments.failures), ensure_ascii=False))
        return DONE
    _show(judged, newsrooms, arguments.failures, screen)
    return DONE


def _show(judged: list[Evaluated], newsrooms: list[EvaluatedNewsroom], most_failures: int, screen: Screen) -> None:
    if rows := [row for one in judged for row in one.rows]:
        screen.show("evaluation", rows=rows, set_width=max(len(row.set) for row in rows))
    for one in newsrooms:
        screen.show("newsroom", rows=one.rows)
    for each in judged:
        for failure in each.failures(most_failures):
            screen.show("failure", asked=failure)
    for one in newsrooms:
        for failed in one.failures(most_failures):
            screen.show("newsroom_failure", question=failed.question, answer=failed.answer)


def _evaluated(folder: Path, arguments: Namespace, settings: Settings, screen: Screen) -> Evaluated:
    judged = read_set(folder, arguments.queries, arguments.qrels, crossing=bool(arguments.cross))
    cross = (arguments.cross[0], arguments.cross[1]) if arguments.cross else None
    choice = Choice(cross, arguments.mixed, arguments.most, arguments.articles)
    with screen.progress("asking") as asked, _library(arguments, settings, screen) as library:
        reranker = settings.kutip_reranker
        ours = str(reranker_of(settings)) if reranker != NO_RERANKER and arguments.reranker else OURS
        return evaluate(library, judged, choice, arguments.against, arguments.refusals, asked, ours)


def _required(reranker: str, settings: Settings) -> str:
    """Return the name of a reranker that is there to be used; or the rows would say what nobody read."""
    named = reranker_of(replace(settings, kutip_reranker=reranker))
    if reranker != NO_RERANKER and open_reranker(named) is None:
        raise EngineError(Fault.RERANKER_NOT_INSTALLED, name=reranker)
    return reranker


def _evaluated_newsroom(
    folder: Path, arguments: Namespace, settings: Settings, screen: Screen
) -> EvaluatedNewsroom:
    judged = read_newsroom(folder)
    today = arguments.today or judged.today
    with screen.progress("asking") as asked, _library(arguments, settings, screen, today) as library:
        return newsroom.evaluate(library, judged, arguments.most, asked)


def _library(
    arguments: Namespace, settings: Settings, screen: Screen, today: date | None = None
) -> AbstractContextManager[JudgedLibrary]:
    embedder = _embedder(arguments, settings)
    return judged_library(embedder, settings, arguments.without, lambda: screen.progress("embedding"), today)


def _embedder(arguments: Namespace, settings: Settings) -> Embedder | None:
    """Return what the settings name, with what the cache has of it; None where meaning is switched off."""
    found = None if "meaning" in arguments.without else open_embedder(embedder_of(settings))
    if found is None or arguments.cache is None:
        return found
    return CachedEmbedder(found, Path(arguments.cache))


def _as_json(judged: list[Evaluated], newsrooms: list[EvaluatedNewsroom], most_failures: int) -> dict[str, object]:
    return {
        "rows": [asdict(row) for one in judged for row in one.rows],
        "failures": [_failure(failed) for one in judged for failed in one.failures(most_failures)],
        "newsrooms": [asdict(row) for one in newsrooms for row in one.rows],
        "newsroom_failures": [
            _newsroom_failure(failed) for one in newsrooms for failed in one.failures(most_failures)
        ],
    }


def _failure(failure: AskedQuestion) -> dict[str, object]:
    first = failure.answer.quotes[0] if failure.answer and failure.answer.quotes else None
    return {
        "question": failure.question.text,
        "id": failure.question.id,
        "rank": failure.rank,
        "first": quote_as_json(first) if first else None,
        "expected": quote_as_json(failure.expected) if failure.expected else None,
    }


def _newsroom_failure(failed: NewsroomAnswer) -> dict[str, object]:
    answer = failed.answer
    return {
        "question": failed.question.text,
        "kind": failed.question.kind,
        "want": failed.question.want,
        "any_of": failed.question.any_of,
        "worth": failed.worth,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "quotes": [quote_as_json(quote) for quote in answer.quotes or answer.withheld],
    }
