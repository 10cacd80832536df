"""Draw examples at random: the pairs of a few questions at a time, in batches of nearly one length."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.encoder.e5_file import E5File
from index.encoder.encoder import QUESTION
from index.encoder.tokens import Tokenizer
from index.ranking.reranking.base import Passage
from index.ranking.reranking.pairs import MOST_TOKENS, Pair, head, join
from tools.reader.examples import CROSSED, Example, Text
from tools.reader.newsrooms import NEWSROOM
from tools.reader.typed import as_typed

PAIRS = 4
_GROUPS = 4
_POOL = 32
# How often an example of a set is drawn, against one of a set that is not named: news and Indonesian first.
_DRAWN = {
    "facqa": 3.0,
    "tydiqa-id": 3.0,
    "idk-mrc-id": 3.0,
    "squad2-id": 1.5,
    "norquad-news": 2.0,
    "norquad-wiki": 1.5,
}
_DRAWN |= {
    "xquad": 2.0,
    "tydiqa-en": 1.5,
    "tydiqa-ko": 1.5,
    "jaquad": 0.5,
    "squad-it": 0.6,
    CROSSED: 2.5,
    NEWSROOM: 10.0,
}


class Group(NamedTuple):
    """The pairs of one question; ``right`` is the first of them, or there is none."""

    pairs: tuple[Pair, ...]
    has_right: bool
    span: tuple[int, int] | None
    """The first and the last token of the answer in the first pair."""


class Drawing:
    """Draws groups at random, in an order that depends on the seed and the step alone."""

    def __init__(self, examples: Sequence[Example], file: E5File, seed: int) -> None:
        usable = [one for one in examples if one.wrong]
        self._examples = usable
        self._weights = [_weight(one.set) for one in usable]
        self._split = Tokenizer(file.vocabulary).split
        self._ends = file.vocabulary.special[:2]
        self._seed = seed

    def batches(self, first: int) -> Iterator[tuple[Group, ...]]:
        """Yield batches of groups of nearly one length, from this step on."""
        pool = first // (_POOL // _GROUPS)
        skipped = first % (_POOL // _GROUPS)
        while True:
            rng = random.Random(self._seed * 1_000_003 + pool)  # noqa: S311 - no secret
            drawn = rng.choices(self._examples, self._weights, k=_POOL)
            groups = sorted((self._group(one, rng) for one in drawn), key=_longest)
            batches = [tuple(groups[at : at + _GROUPS]) for at in range(0, _POOL, _GROUPS)]
            rng.shuffle(batches)
            yield from batches[skipped:]
            pool, skipped = pool + 1, 0

    def _group(self, example: Example, rng: random.Random) -> Group:
        # An unanswerable question was asked of its first paragraph, so that one is always read.
        fixed, rest = ((), example.wrong) if example.right else (example.wrong[:1], example.wrong[1:])
        count = PAIRS - 1 if example.right else 1
        wrong = [*fixed, *rng.sample(rest, min(count, len(rest)))]
        texts = [example.right, *wrong] if example.right else wrong
        pairs = self.pairs(as_typed(example.question, example.set, rng), texts)
        span = _span(pairs[0], example.answer) if example.right else None
        return Group(tuple(pairs), example.right is not None, span)

    def pairs(self, question: str, texts: Sequence[Text]) -> list[Pair]:
        asked = self._split(QUESTION + question)
        passages = [Passage((one.title,), None, one.text) for one in texts]
        return [
            join(asked, self._split(head(one)), self._split(one.text), self._ends, most=MOST_TOKENS)
            for one in passages
        ]


def _span(pair: Pair, answer: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the first and last token of an answer; None where it was cut off."""
    if answer is None:
        return None
    start, end = answer
    inside = [number for number, (first, last) in enumerate(pair.places) if first < end and last > start]
    if not inside or pair.places[inside[-1]][1] < end:
        return None
    return pair.body + inside[0], pair.body + inside[-1]


def _weight(name: str) -> float:
    return next((weight for prefix, weight in _DRAWN.items() if name.startswith(prefix)), 1.0)


def _longest(group: Group) -> int:
    return max(len(pair.ids) for pair in group.pairs)
