"""Check the drawn excerpts in a library, and count what is told rightly."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from index.library import Library
from index.model.checked import Checked, CheckVerdict
from index.model.records import Credits
from index.quote_check.guard import is_altered_quotation
from tools.attribution.alterations import NAMED, Alteration
from tools.attribution.excerpts import DIRTY, EXACT, HELD_OUT, Excerpt

# In words; an excerpt has at most 60.
_LONG = 50


@dataclass(frozen=True)
class Outcome:
    """What was said of one excerpt.

    Args:
        is_right_source: the article shown first has the title, publisher, day and address of the right one.
        is_named: a change was named as what it is.
        speaks: whether the guard of a group would speak up.
        seconds: of processor time.
    """

    excerpt: Excerpt
    verdict: CheckVerdict
    is_right_source: bool
    is_named: bool
    speaks: bool
    seconds: float


@dataclass(frozen=True)
class Row:
    """The outcomes of one kind, as shares from 0 to 1, and the median time in milliseconds."""

    kind: str
    count: int
    right_source: float
    verdicts: dict[str, float]
    named: float
    speaks: float
    milliseconds: float


def outcome(library: Library, excerpt: Excerpt) -> Outcome:
    started = time.process_time()
    checked = library.check(excerpt.text)
    seconds = time.process_time() - started
    return Outcome(
        excerpt,
        checked.verdict,
        _is_right_source(checked, excerpt.article),
        _is_named(checked, excerpt.kind),
        is_altered_quotation(checked),
        seconds,
    )


def is_as_wanted(one: Outcome) -> bool:
    kind = one.excerpt.kind
    if kind == HELD_OUT:
        return one.verdict is CheckVerdict.NOT_HERE
    if kind == DIRTY:
        return one.is_right_source
    if kind == EXACT:
        return one.is_right_source and one.verdict is not CheckVerdict.ALTERED
    return one.verdict is CheckVerdict.ALTERED and one.is_named


def described(one: Outcome) -> dict[str, object]:
    """Return an outcome as JSON, to read what was told wrongly."""
    excerpt = one.excerpt
    return {
        "kind": excerpt.kind,
        "text": excerpt.text,
        "title": excerpt.article.title,
        "verdict": one.verdict,
        "is_right_source": one.is_right_source,
        "is_named": one.is_named,
    }


def row(kind: str, outcomes: Sequence[Outcome]) -> Row:
    count = len(outcomes)
    return Row(
        kind,
        count,
        _share(one.is_right_source for one in outcomes),
        {verdict: _share(one.verdict is verdict for one in outcomes) for verdict in CheckVerdict},
        _share(one.is_named for one in outcomes),
        _share(one.speaks for one in outcomes),
        1000 * median(one.seconds for one in outcomes),
    )


def check_milliseconds(outcomes: Iterable[Outcome]) -> float:
    """Return the median processor time of checking an exact excerpt of about 60 words; 0 without any."""
    long = [
        one.seconds for one in outcomes if one.excerpt.kind == EXACT and len(one.excerpt.text.split()) >= _LONG
    ]
    return 1000 * median(long or [0.0])


def question_milliseconds(library: Library, questions: Sequence[str]) -> float:
    """Return the median processor time of a question."""
    return 1000 * median(_seconds(library, question) for question in questions)


def _seconds(library: Library, question: str) -> float:
    started = time.process_time()
    library.ask(question)
    return time.process_time() - started


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _is_right_source(checked: Checked, article: Credits) -> bool:
    first = next(
        (one.place for one in checked.sentences if one.place and one.verdict != CheckVerdict.NOT_HERE), None
    )
    if first is None:
        return False
    return any(
        _credits(one) == _credits(article) for one in (first.article, *(copy.article for copy in first.also))
    )


def _credits(article: Credits) -> tuple[object, ...]:
    return article.title, article.publisher, article.published, article.url


def _is_named(checked: Checked, kind: str) -> bool:
    kinds = {change.kind for sentence in checked.sentences for change in sentence.changes}
    if kind not in list(Alteration):
        return False
    wanted = NAMED.get(Alteration(kind))
    return bool(kinds & wanted) if wanted else bool(kinds)
