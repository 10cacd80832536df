"""Ask questions of the examples and of judged sets, and write down all that an answer consists of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.evaluation.newsroom.questions import is_newsroom, read_newsroom
from index.evaluation.sets import JudgedParagraph, read_set
from index.evaluation.tasks import spread
from index.library import Library
from index.model.records import SHARED, Answer, ParsedArticle, ParsedParagraph, Quote

Recorded = dict[str, object]
"""An answer as JSON has it."""

_EXAMPLES = "examples"
_QUESTIONS_OF_EXAMPLES = (
    "apa yang disepakati?",
    "what was agreed?",
    "what was agreed in Brest?",
    "siapa Podolyak?",
    "who won the 2022 world cup?",
    "kapan Whoosh diresmikan?",
    "whoosh diresmikan kpn sih",
    "Кто получил Нобелевскую премию?",
    "why did luna-25 crash?",
    "mengapa Luna-25 jatuh?",
    "berapa kecepatan kereta cepat Whoosh?",
    "siapa yang meraih medali emas?",
    "where was the G20 summit held?",
    "what did the Webb telescope show?",
    "siapa presiden Prancis?",
)
# Questions about "today" are asked on the same day each time.
_TODAY = date(2026, 11, 1)
_DONE = "complete"


@dataclass(frozen=True)
class Case:
    """A library to ask, by what fills it, and its questions."""

    name: str
    fill: Callable[[Library], object]
    questions: Sequence[str]
    today: date = _TODAY


def cases(examples: Path, judged: Path, most: int) -> Iterator[Case]:
    """Yield the examples, and each judged set in a folder with at most so many of its questions, evenly spread."""
    yield Case(_EXAMPLES, lambda library: list(library.add([str(examples)])), _QUESTIONS_OF_EXAMPLES)
    for folder in sorted(judged.iterdir()) if judged.is_dir() else ():
        if is_newsroom(folder):
            yield _newsroom(folder)
        elif (folder / "qrels.tsv").is_file():
            yield _judged(folder, most)


def _newsroom(folder: Path) -> Case:
    newsroom = read_newsroom(folder)
    questions = [question.text for question in newsroom.questions]

    def add(library: Library) -> object:
        return list(library.add([str(newsroom.articles)]))

    return Case(newsroom.name, add, questions, newsroom.today or _TODAY)


def _judged(folder: Path, most: int) -> Case:
    judged = read_set(folder)
    answered = [question.text for question in spread(judged.questions, most)]
    unanswerable = list(spread(judged.unanswerable, most // 5))
    return Case(
        judged.name,
        lambda library: list(library.ingest(_articles(judged.paragraphs), SHARED)),
        [*answered, *unanswerable],
    )


def _articles(paragraphs: Sequence[JudgedParagraph]) -> Iterator[ParsedArticle]:
    whole: dict[tuple[str, str], list[JudgedParagraph]] = {}
    for paragraph in paragraphs:
        whole.setdefault((paragraph.language, paragraph.article), []).append(paragraph)
    for (language, _), some in whole.items():
        yield ParsedArticle(
            title=next((one.title for one in some if one.title), ""),
            language=language or None,
            paragraphs=tuple(ParsedParagraph(one.text, one.heading or None) for one in some),
        )


def recorded(case: Case, settings: Settings, folder: Path) -> Iterator[Recorded]:
    """Yield what each question of a case is answered, by a library that is kept in a folder if its engine is."""
    with _opened(case, settings, folder) as library:
        for question in case.questions:
            of = {"set": case.name, "engine": settings.kutip_engine, "question": question}
            yield of | _record(library.rank(question, frozenset({SHARED}), 20))


@contextmanager
def _opened(case: Case, settings: Settings, folder: Path) -> Iterator[Library]:
    done, in_memory = folder / _DONE, settings.kutip_engine == "memory"
    with open_configured_library(settings, in_memory=in_memory, today=case.today) as library:
        if in_memory or not done.exists():
            case.fill(library)
        library.sync()
        if not in_memory:
            done.touch()
        yield library


def _record(answer: Answer) -> Recorded:
    return {
        "verdict": answer.verdict,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "newest_before": answer.newest_before and answer.newest_before.isoformat(),
        "period": answer.period and [day.isoformat() for day in answer.period],
        "corrections": [list(one) for one in answer.corrections],
        "words": [[one.text, one.known] for one in answer.words],
        "quotes": [_quote(quote) for quote in answer.quotes],
    }


def _quote(quote: Quote) -> list[object]:
    report = quote.match_report
    matches = (report.matched, report.in_title, report.in_heading, report.missing)
    return [
        quote.paragraph.id,
        [one.paragraph.id for one in quote.also],
        quote.score,
        list(quote.sentence),
        [list(word) for word in quote.words],
        [[word.text for word in some] for some in matches],
        list(report.features),
        report.coverage,
    ]
