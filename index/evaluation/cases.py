"""The cases that weights are fitted to: judged questions, with the features of their candidates."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.answering.confidence import Basis, basis, fitted_scores, inputs
from index.evaluation.asking import DEPTH, Library, fill
from index.evaluation.sets import JudgedSet, article_of, read_set
from index.evaluation.tasks import Choice, Task, tasks
from index.model.features import Features
from index.model.records import Answer
from index.ranking.scope import MOST_QUOTES

# Judged questions name no times.
FEATURES = tuple(name for name in Features._fields if name != "time")
WORD_FEATURES = tuple(name for name in FEATURES if name not in ("meaning", "part"))
SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
CROSS_LINGUAL_SET = "xquad"
LANGUAGE_PAIRS = (("en", "id"), ("en", "ru"), ("en", "zh"), ("id", "en"), ("ru", "id"))
"""The languages of a question and of the paragraphs, for cross-lingual questions."""
# In articles.
_SMALL_LIBRARY = 20

OpenLibrary = Callable[[], AbstractContextManager[Library]]
"""Opens an empty library."""


class Purpose(StrEnum):
    """The purpose that cases are collected for."""

    RANKING = "ranking"
    """The weights of the ranking need all candidates in a whole set."""
    CONFIDENCE = "confidence"
    """The confidence needs answers as people get them, and those with all relevant paragraphs hidden. Small
    libraries are asked, too: a chat has one, and its rankings are short."""


class ConfidenceInputs(NamedTuple):
    """The basis of a ranking, and the values of index.answering.confidence.INPUTS for it."""

    basis: Basis
    values: tuple[float, ...]


@dataclass(frozen=True)
class Case:
    """A judged question with its candidates.

    Args:
        features: a row for each candidate, with a column for each of FEATURES.
        relevant: whether each candidate is relevant.
        present: the inputs of the confidence; None if nothing was found.
        hidden: the inputs with all relevant paragraphs hidden; None if nothing was found or this was not asked.
    """

    features: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    present: ConfidenceInputs | None
    hidden: ConfidenceInputs | None


def collect(
    folders: Iterable[Path], most: int, open_library: OpenLibrary, purpose: Purpose, *, cross_lingual: bool
) -> dict[str, list[Case]]:
    """Return the cases of each set, pair of languages and size of library, by a name for all three.

    Args:
        folders: those of the judged sets.
        most: the largest number of questions for each pair of languages.
        open_library: called for each set and size of library.
        cross_lingual: whether to ask cross-lingual questions, too.
    """
    sizes = (None, _SMALL_LIBRARY) if purpose is Purpose.CONFIDENCE else (None,)
    found: dict[str, list[Case]] = {}
    for folder, size in product(folders, sizes):
        for judged_set, choice in _choices(folder, most, cross_lingual):
            for task, cases in _asked(tasks(judged_set, choice), size, open_library, purpose):
                languages = "-".join(choice.cross or (task.asked,))
                found["-".join([folder.name, languages, *(["small"] if size else [])])] = cases
    return found


def _choices(folder: Path, most: int, cross_lingual: bool) -> Iterator[tuple[JudgedSet, Choice]]:
    yield read_set(folder), Choice(most=most)
    if cross_lingual and folder.name == CROSS_LINGUAL_SET:
        crossing = read_set(folder, crossing=True)
        yield from ((crossing, Choice(pair, most=most)) for pair in LANGUAGE_PAIRS)


def _asked(
    chosen: Sequence[Task], size: int | None, open_library: OpenLibrary, purpose: Purpose
) -> Iterator[tuple[Task, list[Case]]]:
    """Ask the questions of each task in the libraries that hold their relevant paragraphs.

    ``size`` is the number of articles in each library; None puts all articles of a language into one.
    """
    with open_library() as library:
        paragraphs = dict.fromkeys(one for task in chosen for one in task.paragraphs)
        articles = dict.fromkeys((one.language, one.article) for one in paragraphs)
        name_of = {one: f"{one[0]}:{number // size if size else 0}" for number, one in enumerate(articles)}
        judged_ids = fill(library, paragraphs, lambda one: name_of[one.language, one.article])
        library.prepare()
        location_of = {id_: location for location, ids in judged_ids.items() for id_ in ids}
        for task in chosen:
            language = task.answered or ""
            cases = []
            for question in task.questions:
                scope = frozenset(name_of[language, article_of(id_)] for id_ in question.judged)
                relevant = {location_of[id_] for id_ in question.judged}
                is_cross_lingual = task.asked != task.answered
                cases.append(_case(library, question.text, scope, relevant, is_cross_lingual, purpose))
            yield task, cases


def _case(
    library: Library,
    question: str,
    scope: frozenset[str],
    relevant: Collection[tuple[int, int]],
    is_cross_lingual: bool,
    purpose: Purpose,
) -> Case:
    twice = purpose is Purpose.CONFIDENCE
    answer = library.rank(question, scope, MOST_QUOTES if twice else DEPTH)
    are_relevant = [
        any((copy.article.id, copy.paragraph.number) in relevant for copy in quote.copies)
        for quote in answer.quotes
    ]
    hidden = {
        copy.paragraph.id
        for quote, is_relevant in zip(answer.quotes, are_relevant, strict=True)
        if is_relevant
        for copy in quote.copies
    }
    return Case(
        _matrix([quote.match_report.features for quote in answer.quotes]),
        np.array(are_relevant, bool),
        _inputs(answer, is_cross_lingual),
        _inputs(library.rank(question, scope, MOST_QUOTES, hidden), is_cross_lingual) if twice else None,
    )


def _matrix(rows: Sequence[Features]) -> NDArray[np.float64]:
    """Return a row for each of these features, with a column for each of FEATURES."""
    values = [[float(getattr(features, name)) for name in FEATURES] for features in rows]
    return np.array(values).reshape(-1, len(FEATURES))


def _inputs(answer: Answer, is_cross_lingual: bool) -> ConfidenceInputs | None:
    if not answer.quotes:
        return None
    scores, first = fitted_scores(answer.quotes, is_cross_lingual), answer.quotes[0].match_report.features
    return ConfidenceInputs(basis(scores, first, is_cross_lingual), inputs(scores, first))
