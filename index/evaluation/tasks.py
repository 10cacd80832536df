"""Divide a judged set into tasks: one for each pair of languages of questions and paragraphs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, JudgedSet
from index.model.errors import Fault, JudgedSetError

Question = TypeVar("Question")


@dataclass(frozen=True)
class Choice:
    """The part of a judged set to ask.

    Args:
        cross: the language of the questions and that of the paragraphs; None for every judged pair.
        mixed: ask each question of the paragraphs in all languages at once.
        most: the number of questions in each task, spread evenly; None for all.
        by_article: count any paragraph of a relevant article as relevant, as in a set that judges articles.
    """

    cross: tuple[str, str] | None = None
    mixed: bool = False
    most: int | None = None
    by_article: bool = False


@dataclass(frozen=True)
class Task:
    """Questions in one language, asked of paragraphs in one language or, if ``answered`` is None, in all."""

    asked: str
    answered: str | None
    questions: tuple[JudgedQuestion, ...]
    paragraphs: tuple[JudgedParagraph, ...]

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(paragraph.language for paragraph in self.paragraphs)


def tasks(judged: JudgedSet, choice: Choice) -> list[Task]:
    """Return the chosen tasks, in the order of the set. Raises JudgedSetError if there are none."""
    found = list(_mixed(judged) if choice.mixed else _paired(judged))
    if choice.cross:
        found = [task for task in found if (task.asked, task.answered or choice.cross[1]) == choice.cross]
    if not found:
        asked, answered = choice.cross or ("", "")
        raise JudgedSetError(Fault.NO_SUCH_PAIR, source=judged.source, asked=asked, answered=answered)
    return [replace(task, questions=tuple(spread(task.questions, choice.most))) for task in found]


def spread(questions: Sequence[Question], most: int | None) -> Sequence[Question]:
    """Return at most this many questions, spread evenly: the first ones of a set are easier than the rest."""
    if most is None or len(questions) <= most:
        return questions
    return [questions[number * len(questions) // most] for number in range(most)]


def _mixed(judged: JudgedSet) -> Iterator[Task]:
    for asked in dict.fromkeys(question.language for question in judged.questions):
        questions = tuple(question for question in judged.questions if question.language == asked)
        yield Task(asked, None, questions, judged.paragraphs)


def _paired(judged: JudgedSet) -> Iterator[Task]:
    language_of = {paragraph.id: paragraph.language for paragraph in judged.paragraphs}
    questions: dict[tuple[str, str], list[JudgedQuestion]] = {}
    for question in judged.questions:
        for answered in dict.fromkeys(language_of[id_] for id_ in question.judged):
            here = {id_: value for id_, value in question.judged.items() if language_of[id_] == answered}
            pair = question.language, answered
            questions.setdefault(pair, []).append(replace(question, judged=here))
    for (asked, answered), some in questions.items():
        paragraphs = tuple(p for p in judged.paragraphs if p.language == answered)
        yield Task(asked, answered, tuple(some), paragraphs)
