"""Pools: samples of the judged sets, from which libraries of several sizes are made.

Most libraries are small, so weights and confidence are fitted on small ones, too. A pool is drawn by the digests
of its articles: the same on each run, and the smaller pool is a part of the larger one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from index.evaluation.sets import JudgedParagraph, JudgedQuestion, JudgedSet, article_of, read_set
from index.evaluation.tasks import Choice, Task, spread, tasks

SETS = ("facqa-id", "tydiqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-ko", "xquad")
CROSS_LINGUAL_SET = "xquad"
LANGUAGE_PAIRS = (("en", "id"), ("en", "ru"), ("en", "zh"), ("id", "en"), ("ru", "id"))
"""The languages of a question and of the paragraphs, for cross-lingual questions."""


@dataclass(frozen=True)
class Pool:
    """Paragraphs of whole articles, and questions that some of them answer."""

    name: str
    paragraphs: tuple[JudgedParagraph, ...]
    questions: tuple[JudgedQuestion, ...]


def pools(
    folders: Sequence[Path], most_questions: int, most_paragraphs: int, *, cross_lingual: bool
) -> Iterator[Pool]:
    """Yield a pool for each set and language; with ``cross_lingual``, also those of questions in another language.

    In a mixed pool each paragraph is there in one of two languages only, and each question is asked in the first.
    """
    for folder in folders:
        for task in tasks(read_set(folder), Choice()):
            yield _pool(f"{folder.name}-{task.asked}", task, most_questions, most_paragraphs)
        if cross_lingual and folder.name == CROSS_LINGUAL_SET:
            crossing = read_set(folder, crossing=True)
            for pair in LANGUAGE_PAIRS:
                (task,) = tasks(crossing, Choice(pair))
                yield _pool(f"{folder.name}-{'-'.join(pair)}", task, most_questions, most_paragraphs)
                mixed = _mixed(crossing, pair)
                yield _pool(f"{folder.name}-{'-'.join(pair)}-mixed", mixed, most_questions, most_paragraphs)


def libraries(pool: Pool, size: int) -> Mapping[str, int]:
    """Return the number of the library of each article, if each has about this many paragraphs."""
    counted: dict[str, int] = {}
    for paragraph in pool.paragraphs:
        counted[paragraph.article] = counted.get(paragraph.article, 0) + 1
    number, filled = 0, 0
    found = {}
    for article, count in counted.items():
        if filled and filled + count > size:
            number, filled = number + 1, 0
        found[article] = number
        filled += count
    return found


def _pool(name: str, task: Task, most_questions: int, most_paragraphs: int) -> Pool:
    articles: dict[str, list[JudgedParagraph]] = {}
    for paragraph in task.paragraphs:
        articles.setdefault(paragraph.article, []).append(paragraph)
    drawn: list[JudgedParagraph] = []
    for article in sorted(articles, key=_digest):
        if len(drawn) >= most_paragraphs:
            break
        drawn += articles[article]
    ids = {paragraph.id for paragraph in drawn}
    questions = [one for one in task.questions if ids.issuperset(one.judged)]
    return Pool(name, tuple(drawn), tuple(spread(questions, most_questions)))


def _mixed(judged: JudgedSet, languages: tuple[str, str]) -> Task:
    """Return the questions in the first language. Each article is there in one of the languages, by its digest."""
    asked, _ = languages
    chosen = [
        one
        for one in judged.paragraphs
        if one.language in languages and one.language == languages[_digest(_topic(one))[0] % 2]
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


def _digest(name: str) -> bytes:
    return sha256(name.encode()).digest()
