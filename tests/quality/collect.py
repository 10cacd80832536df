"""What the search sees of judged questions: the evidence for each candidate, and which of them are right."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bot.app import App, open_app
from bot.settings import Settings
from index.confidence import features
from index.embeddings import NO_EMBEDDER, Embedder
from index.evaluation.asking import fill
from index.evaluation.sets import JudgedSet, read_set
from index.evaluation.tasks import Choice, Task, tasks
from index.indexing import silent
from index.models import Answer, Evidence

DEPTH = 20
# Judged questions are about no time.
FIELDS = tuple(field.name for field in fields(Evidence) if field.name != "time")
SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
CROSSES = (("en", "id"), ("en", "ru"), ("en", "zh"), ("id", "en"), ("ru", "id"))
# Of articles. A chat has a small library, where words are rare and rankings short.
_SMALL = 20
MODES = ("words", "meaning", "across")


@dataclass(frozen=True)
class Case:
    """A question: the evidence for its candidates (a row each), which are right, and what tells of confidence.

    ``mode`` is which weights the ranking has; ``hidden`` are the features with all that is right hidden, or None
    where nothing else was found.
    """

    mode: str
    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    present: tuple[float, ...] | None
    hidden: tuple[float, ...] | None


def collect(judged: Path, most: int, embedder: Embedder | None, small_too: bool) -> dict[str, list[Case]]:
    """Returns the cases of each pair of languages, by its name: in the whole library and in small ones."""
    found: dict[str, list[Case]] = {}
    for name in SETS:
        one = read_set(judged / name)
        for small in (False, True)[: 1 + small_too]:
            for task, cases in _asked(one, tasks(one, Choice(most=most)), small, embedder):
                language = f"-{task.asked}" if name == "xquad" else ""
                found[f"{name}{language}{'-small' if small else ''}"] = cases
        if name == "xquad" and embedder is not None:
            crossing = read_set(judged / name, crossing=True)
            for pair in CROSSES:
                for small in (False, True)[: 1 + small_too]:
                    for _, cases in _asked(crossing, tasks(crossing, Choice(pair, most=most)), small, embedder):
                        found[f"{name}-{'-'.join(pair)}{'-small' if small else ''}"] = cases
    return found


def _asked(
    judged: JudgedSet, chosen: Sequence[Task], small: bool, embedder: Embedder | None
) -> Iterator[tuple[Task, list[Case]]]:
    with TemporaryDirectory(prefix="kutip-") as made:
        settings = replace(Settings(), kutip_data=Path(made))
        if embedder is None:
            settings = replace(settings, kutip_embedder=NO_EMBEDDER)
        with open_app(settings, embedder=embedder) as app:
            paragraphs = [one for task in chosen for one in task.paragraphs]
            articles = list(dict.fromkeys((one.language, one.article) for one in paragraphs))
            library_of = {
                one: f"{one[0]}:{number // _SMALL if small else 0}" for number, one in enumerate(articles)
            }
            places = fill(app, dict.fromkeys(paragraphs), lambda one: library_of[one.language, one.article])
            app.prepare()
            if embedder is not None:
                app.embed(silent)
            ids = {id_: place for place, several in places.items() for id_ in several}
            for task in chosen:
                yield (
                    task,
                    [
                        _case(app, task, question.text, scope, {ids[id_] for id_ in question.judged})
                        for question in task.questions
                        for scope in [
                            frozenset(
                                library
                                for (language, article), library in library_of.items()
                                if language == task.answered
                                and (not small or article in {id_.partition("#")[0] for id_ in question.judged})
                            )
                        ]
                    ],
                )


def _case(app: App, task: Task, question: str, scope: frozenset[str], wanted: Collection[tuple[int, int]]) -> Case:
    answer = app.rank(question, scope, DEPTH)
    right = [
        any((one.article.id, one.paragraph.number) in wanted for one in quote.copies) for quote in answer.quotes
    ]
    hidden = {
        one.paragraph.id
        for quote, is_right in zip(answer.quotes, right, strict=True)
        if is_right
        for one in quote.copies
    }
    evidence = [[float(getattr(quote.signals.evidence, name)) for name in FIELDS] for quote in answer.quotes]
    by_meaning = bool(answer.quotes and answer.quotes[0].signals.evidence.meaning)
    mode = ("across" if task.asked != task.answered else "meaning") if by_meaning else "words"
    return Case(
        mode,
        np.array(evidence).reshape(-1, len(FIELDS)),
        np.array(right, bool),
        _features(answer),
        _features(app.rank(question, scope, DEPTH, hidden)),
    )


def _features(answer: Answer) -> tuple[float, ...] | None:
    if not answer.quotes:
        return None
    return features([quote.score for quote in answer.quotes], answer.quotes[0].signals.evidence)
