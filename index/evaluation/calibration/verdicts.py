"""Measure what the verdicts are worth: how many right answers are found, and how many found ones are right."""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from index.evaluation.calibration.asking import Answered, OpenLibrary, answered, sizes
from index.evaluation.calibration.pools import Pool
from index.model.records import Answer, Verdict


class Verdicts(NamedTuple):
    """The worth of the verdicts in libraries of one size; each set counts the same.

    Args:
        is_main: whether these are the judged sets, and not further languages.
        right: the share of questions whose first quote is right.
        found_of_right: the share of these that is found.
        right_of_found: the share of found answers that are right, if as many questions are asked of a library that
            lacks the right articles.
        found_elsewhere, found_when_hidden: the share of questions that are found in a library without the right
            articles, and in one that has these, but for the right paragraphs.
    """

    is_main: bool
    size: int
    questions: int
    right: float
    found_of_right: float
    right_of_found: float
    found_elsewhere: float
    found_when_hidden: float


def verdicts(pools: Iterable[Pool], open_library: OpenLibrary) -> list[Verdicts]:
    """Return the worth of the verdicts for each size of library: first for the main sets, then for the others."""
    asked: dict[tuple[bool, int], list[list[Answered]]] = {}
    for pool in pools:
        for size in sizes(pool) if pool.questions else ():
            asked.setdefault((pool.is_main, size), []).append(list(answered(pool, size, open_library)))
    keys = sorted(asked, key=lambda key: (not key[0], key[1]))
    return [_verdicts(*key, asked[key]) for key in keys]


def _verdicts(is_main: bool, size: int, sets: Sequence[Sequence[Answered]]) -> Verdicts:
    def mean(chosen: Iterable[Iterable[bool]]) -> float:
        return fmean(fmean(map(float, of_set)) for of_set in chosen)

    right = mean([one.is_right for one in some] for some in sets)
    both = mean([one.is_right and _is_found(one.present) for one in some] for some in sets)
    found = mean([_is_found(one.present) for one in some] for some in sets)
    elsewhere = mean([_is_found(one.elsewhere) for one in some] for some in sets)
    return Verdicts(
        is_main=is_main,
        size=size,
        questions=sum(map(len, sets)),
        right=right,
        found_of_right=both / (right or 1.0),
        right_of_found=both / (found + elsewhere or 1.0),
        found_elsewhere=elsewhere,
        found_when_hidden=mean([_is_found(one.hidden) for one in some] for some in sets),
    )


def _is_found(answer: Answer | None) -> bool:
    return answer is not None and answer.verdict is Verdict.FOUND
