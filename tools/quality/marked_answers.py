"""Words that are chosen in the first quotes of found answers, beside the words that people marked."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bot.commands.judged_library import JudgedLibrary, judged_library
from index.answering.answer_words.choosing import choose
from index.evaluation.calibration.answer_words_fit import Pointed
from index.evaluation.calibration.asking import ranked
from index.evaluation.calibration.pools import Pool
from index.evaluation.calibration.sources import Source, digest, sources
from index.evaluation.newsroom.questions import read_newsroom
from index.evaluation.sets import JudgedParagraph
from index.model.records import Answer, Quote, Span, Verdict
from index.query.answer_kinds.kinds import AnswerKind, asked_kind
from index.query.parsed_question import ParsedQuestion
from index.query.parsing import parse
from index.ranking.reranking.base import Passage, Reranker
from index.ranking.scope import MOST_QUOTES
from index.text.ranges import overlap
from tools.reader.examples import kept_for_judging, same

MARKED = Path(__file__).parents[2] / "tests" / "data" / "answer_words" / "marked.jsonl"
_NEWSROOM = "newsroom-id"
# In paragraphs.
_SIZE = 400
_LANGUAGES_OF_NEWSROOM = ("id", "en")
_Opener = Callable[..., AbstractContextManager[JudgedLibrary]]


class Asked(NamedTuple):
    """A question with marked words, and what comes of it.

    Args:
        kind: of words that it asks for; None for those that take a whole sentence.
        is_found: whether its answer is found; only then words are chosen.
        chosen: the words that may answer, in the order in which they are tried.
    """

    library: str
    question: str
    kind: AnswerKind | None
    is_found: bool
    chosen: tuple[Pointed, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.library, self.question

    @property
    def half(self) -> int:
        """Whether it is in the first or the second half; a question has the same in all languages."""
        return digest(self.question.rpartition(":")[2])[0] % 2


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


def asked(judged: Path, reranker: str | Reranker, marked: Path = MARKED) -> Iterator[Asked]:
    """Ask every marked question of the folder of judged sets, of libraries without vectors.

    The words are chosen with the readings of a reranker, or by words alone where there is none. Questions in
    another language than the articles need vectors, and are left out.
    """
    marks, opener = _marks(marked), partial(judged_library, None, reranker=reranker)
    reader = None if isinstance(reranker, str) else reranker
    for source in sources(judged, cross_lingual=False):
        if mine := marks.get(source.name):
            yield from _asked_of_set(source, mine, opener, reader)
    if mine := marks.get(_NEWSROOM):
        yield from _asked_of_newsroom(judged / _NEWSROOM, mine, opener, reader)


def _asked_of_set(
    source: Source, marks: Mapping[str, Sequence[str]], opener: _Opener, reader: Reranker | None
) -> Iterator[Asked]:
    questions = tuple(one for one in source.task.questions if one.id in marks)
    right = {id_ for one in questions for id_ in one.judged}
    pool = Pool(source.name, tuple(_smaller(source.task.paragraphs, right)), questions)
    languages = tuple(sorted({one.language for one in pool.paragraphs}))
    for question, one in zip(questions, ranked(pool, MOST_QUOTES, opener), strict=True):
        parsed = parse(question.text, languages, None)
        yield _asked(source.name, question.id, parsed, one.present, marks[question.id], reader)


def _smaller(paragraphs: Sequence[JudgedParagraph], right: set[str]) -> list[JudgedParagraph]:
    """Return the right paragraphs and some others, in their order."""
    others = sorted({one.id for one in paragraphs} - right, key=digest)
    kept = right.union(others[: max(0, _SIZE - len(right))])
    return [one for one in paragraphs if one.id in kept]


def _asked_of_newsroom(
    folder: Path, marks: Mapping[str, Sequence[str]], opener: _Opener, reader: Reranker | None
) -> Iterator[Asked]:
    newsroom = read_newsroom(folder)
    with opener(today=newsroom.today) as library:
        list(library.add([str(newsroom.articles)]))
        library.prepare()
        for place, question in enumerate(newsroom.questions):
            if answers := marks.get(str(place)):
                parsed = parse(question.text, _LANGUAGES_OF_NEWSROOM, newsroom.today)
                yield _asked(_NEWSROOM, str(place), parsed, library.ask(question.text), answers, reader)


def _asked(
    library: str,
    id_: str,
    question: ParsedQuestion,
    answer: Answer,
    marked: Sequence[str],
    reader: Reranker | None,
) -> Asked:
    kind, is_found = asked_kind(question), answer.verdict is Verdict.FOUND
    quotes = _as_read(question, answer.quotes[0], reader) if is_found and answer.quotes else ()
    choices = ((one, choose(question, one, answer.confidence)) for one in quotes)
    chosen = [Pointed(choice, _is_right(one, choice.words, marked)) for one, choice in choices if choice]
    return Asked(library, id_, kind, is_found, tuple(chosen))


def _as_read(question: ParsedQuestion, quote: Quote, reader: Reranker | None) -> Iterator[Quote]:
    """Yield a first quote as the search has it and, if it has not been read, with a reading."""
    yield quote
    if reader and quote.match_report.reading is None:
        (reading,) = reader.read(question.standard_text, [_passage(quote)], math.inf) or (None,)
        yield replace(quote, match_report=replace(quote.match_report, reading=reading))


def _passage(quote: Quote) -> Passage:
    titles = tuple(filter(None, (quote.article.title, quote.paragraph.heading)))
    return Passage(titles, quote.article.published, quote.paragraph.text, quote.words)


def _is_right(quote: Quote, words: Span, marked: Sequence[str]) -> bool:
    """Return whether words of a quote overlap with marked ones, wherever these stand in it."""
    text = quote.paragraph.text
    places = [Span(*found.span()) for one in marked for found in re.finditer(re.escape(one), text)]
    return any(overlap(words, one) for one in places)


def _marks(path: Path) -> dict[str, dict[str, Sequence[str]]]:
    """Return the marked words by library and question."""
    found = defaultdict[str, dict[str, Sequence[str]]](dict)
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        found[row["library"]][str(row["question"])] = row["answers"]
    return found
