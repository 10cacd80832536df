"""The questions that weights are fitted to: judged sets, pairs of languages, headlines, and more languages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from index.evaluation.calibration.headlines import headlines
from index.evaluation.calibration.reading import read_reading_sets
from index.evaluation.sets import JudgedParagraph, JudgedSet, article_of, read_set
from index.evaluation.tasks import Choice, Task, tasks

SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
CROSS_LINGUAL_SET = "xquad"
LANGUAGE_PAIRS = (("en", "id"), ("en", "ru"), ("en", "zh"), ("id", "en"), ("ru", "id"))
"""The languages of a question and of the paragraphs, for cross-lingual questions."""
# The headlines of the first are its questions; those of the second are the first lines of its articles.
_HEADLINES, _WITH_HEADLINES = "wikinews-en", "norquad-news-no"
_MORE_LANGUAGES = Path("train") / "reader.jsonl.gz"


# People ask most in the languages of the judged sets, so nine others count as three of these sets.
_MORE_LANGUAGES_COUNT = 1 / 3


class Source(NamedTuple):
    """A task with a name of its own.

    Args:
        weight: how much it counts; below 1 for one of a further language, of which a smaller sample is enough.
        unanswerable: questions that people wrote about its paragraphs, and that none of them answers.
    """

    name: str
    task: Task
    weight: float = 1.0
    unanswerable: tuple[str, ...] = ()


def sources(judged: Path, *, cross_lingual: bool) -> Iterator[Source]:
    """Yield what the folder of judged sets has of these; with ``cross_lingual``, also pairs of languages."""
    known, every = set[str](), list[Task]()
    for folder in (judged / name for name in SETS if (judged / name).is_dir()):
        read = read_set(folder)
        for task in tasks(read, Choice()):
            known.add(task.asked)
            every += [task] if folder.name != CROSS_LINGUAL_SET else []
            yield Source(f"{folder.name}-{task.asked}", task, unanswerable=read.unanswerable)
        if folder.name == _WITH_HEADLINES and (made := headlines(read)):
            yield Source(f"{folder.name}-headlines", made)
        if cross_lingual and folder.name == CROSS_LINGUAL_SET:
            yield from _crossing(folder)
    if len(every) > 1:
        yield Source("all", _joined(every))
    if (judged / _HEADLINES).is_dir():
        (task,) = tasks(read_set(judged / _HEADLINES), Choice())
        yield Source(_HEADLINES, task)
    if (judged / _MORE_LANGUAGES).is_file():
        for one in read_reading_sets(judged / _MORE_LANGUAGES):
            if one.questions and one.questions[0].language not in known:
                (task,) = tasks(one, Choice())
                yield Source(one.name, task, _MORE_LANGUAGES_COUNT)


def cross_lingual_name(asked: str, answered: str) -> str:
    """Return the name of the source whose questions are in one language and whose paragraphs are in another."""
    return f"{CROSS_LINGUAL_SET}-{asked}-{answered}"


def _joined(every: Sequence[Task]) -> Task:
    """Return one task of several: a library with articles of all kinds and languages."""
    questions = tuple(question for task in every for question in task.questions)
    return Task("all", None, questions, tuple(paragraph for task in every for paragraph in task.paragraphs))


def digest(name: str) -> bytes:
    """Return a number that is the same on each run, to draw by."""
    return sha256(name.encode()).digest()


def _crossing(folder: Path) -> Iterator[Source]:
    """Yield, for each pair, its questions of paragraphs in the other language, and of paragraphs in both."""
    crossing = read_set(folder, crossing=True)
    for pair in LANGUAGE_PAIRS:
        (task,) = tasks(crossing, Choice(pair))
        name = cross_lingual_name(*pair)
        yield Source(name, task)
        yield Source(f"{name}-mixed", _mixed(crossing, pair))


def _mixed(judged: JudgedSet, languages: tuple[str, str]) -> Task:
    """Return the questions in the first language. Each article is there in one of the languages, by its digest."""
    asked, _ = languages
    chosen = [
        one
        for one in judged.paragraphs
        if one.language in languages and one.language == languages[digest(_topic(one))[0] % 2]
    ]
    ids = {one.id for one in chosen}
    questions = [
        replace(one, judged={id_: value for id_, value in one.judged.items() if id_ in ids})
        for one in judged.questions
        if one.language == asked and not ids.isdisjoint(one.judged)
    ]
    return Task(asked, None, tuple(questions), tuple(chosen))


def _topic(paragraph: JudgedParagraph) -> str:
    """Return what the translations of an article have in common: its id without its language."""
    return article_of(paragraph.id).removeprefix(f"{paragraph.language}-")
