"""Read a newsroom's set: a folder of articles as files, and the questions that people ask of them.

``articles/`` holds files of any form that ``kutip add`` reads. Each line of ``questions.jsonl`` has a question,
its kind, what people want (``want``), texts of which the right quote has one (``any_of``), and perhaps the words
that answer by themselves (``words``). README.md may state the day of asking.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from index.evaluation.lines import Fields, objects
from index.model.errors import Fault, JudgedSetError

_ARTICLES, _QUESTIONS, _README = "articles", "questions.jsonl", "README.md"
_DAY_OF_ASKING = re.compile(r"\bday of asking is (\d{4}-\d\d-\d\d)\b", re.IGNORECASE)
_ANY_TEXT = "*"


class Want(StrEnum):
    """What people want of a question."""

    ANSWER = "answer"
    """A quote that has one of the texts."""
    NONE = "none"
    """A refusal, because no article answers."""
    CHAT = "chat"
    """No quote, because the message is small talk."""


@dataclass(frozen=True)
class NewsroomQuestion:
    """A question with the texts of which the right quote has one; "*" stands for any text.

    ``words`` of the quote answer by themselves; empty where none were marked.
    """

    kind: str
    text: str
    want: Want
    any_of: tuple[str, ...]
    words: str = ""

    def is_answered_by(self, text: str) -> bool:
        return any(one == _ANY_TEXT or one in text for one in self.any_of)


@dataclass(frozen=True)
class NewsroomSet:
    """A folder of articles with questions. ``today`` is the day of asking; None if the set names none."""

    name: str
    articles: Path
    questions: tuple[NewsroomQuestion, ...]
    today: date | None


def is_newsroom(folder: Path) -> bool:
    """Return whether a folder has the form of a newsroom's set."""
    return (folder / _ARTICLES).is_dir() and (folder / _QUESTIONS).is_file()


def read_newsroom(folder: Path) -> NewsroomSet:
    """Return the newsroom's set in a folder. Raises JudgedSetError, which names the file and the line."""
    questions = tuple(_questions(folder / _QUESTIONS))
    if not questions:
        raise JudgedSetError(Fault.NOTHING_JUDGED, source=str(folder))
    return NewsroomSet(folder.resolve().name, folder / _ARTICLES, questions, _day_of_asking(folder / _README))


def _questions(path: Path) -> Iterator[NewsroomQuestion]:
    for line, fields in objects(path):
        want = fields.required("want")
        if want not in list(Want):
            raise JudgedSetError(Fault.BAD_JUDGED_LINE, source=str(path), line=line, wrong="field", value="want")
        text, texts = fields.required("question"), tuple(_texts(fields))
        yield NewsroomQuestion(fields.text("kind"), text, Want(want), texts, fields.text("words"))


def _texts(fields: Fields) -> Iterator[str]:
    listed = fields.values.get("any_of")
    yield from (str(one) for one in listed) if isinstance(listed, list) else ()


def _day_of_asking(readme: Path) -> date | None:
    text = readme.read_text(encoding="utf-8", errors="replace") if readme.is_file() else ""
    found = _DAY_OF_ASKING.search(text)
    return date.fromisoformat(found[1]) if found else None
