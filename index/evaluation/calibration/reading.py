"""Read the paragraphs that a reader is trained on as judged sets: questions in many languages, with their answers.

Each line has the name of its set (``set``), ``lang``, ``article``, ``title``, ``text`` and ``questions``, each
with its ``id``, ``question`` and ``answers``. A paragraph is right for the questions that have answers in it. Some
sets repeat a paragraph for each of its questions, with another end, so near-copies in an article count once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.evaluation.lines import Fields, objects
from index.evaluation.sets import JudgedParagraph, JudgedQuestion, JudgedSet

# The share of the words of the shorter of two paragraphs that the longer one has, too.
_ALIKE = 0.7


def read_reading_sets(path: Path) -> list[JudgedSet]:
    """Return the judged sets in a file, in its order. Raises JudgedSetError, which names the line."""
    by_set: dict[str, dict[str, list[_Line]]] = {}
    for _, fields in objects(path):
        articles = by_set.setdefault(fields.required("set"), {})
        articles.setdefault(fields.required("article"), []).append(_line(fields))
    return [_judged_set(name, str(path), list(articles.values())) for name, articles in by_set.items()]


class _Line(NamedTuple):
    """A paragraph, and the id and the text of each question that it answers."""

    title: str
    text: str
    language: str
    answered: tuple[tuple[str, str], ...]

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split())


def _line(fields: Fields) -> _Line:
    answered = tuple(_answered(fields))
    return _Line(fields.text("title"), fields.required("text"), fields.text("lang"), answered)


def _answered(fields: Fields) -> Iterator[tuple[str, str]]:
    listed = fields.values.get("questions")
    for one in listed if isinstance(listed, list) else ():
        question = fields._replace(values=one)
        if one.get("answers"):
            yield question.id(), question.required("question")


def _judged_set(name: str, source: str, articles: Sequence[Sequence[_Line]]) -> JudgedSet:
    paragraphs: list[JudgedParagraph] = []
    questions: dict[str, JudgedQuestion] = {}
    # The names of articles may have the sign that divides the id of a paragraph, so articles get numbers.
    for number, article in enumerate(articles):
        for place, copies in enumerate(_without_copies(article)):
            title, text, language, _ = copies[0]
            id_ = f"{number}#{place}"
            paragraphs.append(JudgedParagraph(id_, title, text, language))
            for question, asked in (each for one in copies for each in one.answered):
                judged = questions[question].judged if question in questions else {}
                questions[question] = JudgedQuestion(question, asked, language, {**judged, id_: 1})
    return JudgedSet(name, source, tuple(paragraphs), tuple(questions.values()), by_article=False)


def _without_copies(article: Sequence[_Line]) -> list[list[_Line]]:
    """Return the paragraphs of an article in order, each with its near-copies; the longest comes first."""
    groups: list[list[_Line]] = []
    for one in sorted(article, key=lambda line: -len(line.text)):
        words = one.words
        group = next((some for some in groups if len(words & some[0].words) >= _ALIKE * len(words)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return sorted(groups, key=lambda group: article.index(group[0]))
