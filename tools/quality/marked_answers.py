"""First quotes whose words a reader points at, beside the words that people marked in them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from index.evaluation.calibration.answer_words_fit import Pointed
from index.evaluation.calibration.asking import OpenLibrary, ranked
from index.evaluation.calibration.pools import Pool
from index.model.records import Quote
from index.ranking.scope import MOST_QUOTES
from tools.reader.examples import READER_SET, kept_for_judging, lines, same


class _Marked(NamedTuple):
    """A paragraph, as ``same`` has it, and the words that people marked in it."""

    text: str
    words: str


def unseen(pools: Iterable[Pool], judged: Path) -> list[Pool]:
    """Return the pools with only the questions that no reader was trained on."""
    kept = kept_for_judging(judged).questions
    left = [
        replace(
            one,
            questions=tuple(question for question in one.questions if same(question.text) in kept),
            unanswerable=tuple(text for text in one.unanswerable if same(text) in kept),
        )
        for one in pools
    ]
    return [one for one in left if one.questions]


def pointed(pools: Iterable[Pool], judged: Path, open_library: OpenLibrary) -> Iterator[Pointed]:
    """Yield the first quote of each question that people marked an answer to, where it was read."""
    marked = _marked(judged)
    for pool in pools:
        known = replace(pool, questions=tuple(one for one in pool.questions if same(one.text) in marked))
        if not known.questions:
            continue
        for question, one in zip(known.questions, ranked(known, MOST_QUOTES, open_library), strict=True):
            first = next(iter(one.present.quotes), None)
            if first and (reading := first.match_report.reading):
                is_right = _is_right(first, reading.words, marked[same(question.text)])
                yield Pointed(reading, is_right, first.answer is not None)


def _is_right(quote: Quote, words: tuple[int, int] | None, marked: Iterable[_Marked]) -> bool:
    """Return whether the words of the quote overlap with what people marked, wherever that stands in it."""
    text = quote.paragraph.text
    places = [
        found.span()
        for one in marked
        if same(text) == one.text
        for found in re.finditer(re.escape(one.words), text)
    ]
    return words is not None and any(words[0] < end and words[1] > start for start, end in places)


def _marked(judged: Path) -> Mapping[str, list[_Marked]]:
    found = defaultdict[str, list[_Marked]](list)
    for row in map(json.loads, lines(judged / READER_SET)):
        for question in row["questions"]:
            found[same(question["question"])] += [
                _Marked(same(row["text"]), answer["text"]) for answer in question["answers"]
            ]
    return found
