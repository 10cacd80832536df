"""Read judged sets: paragraphs, questions, and judgements of which paragraph answers which question.

There are two formats, each plain or compressed by gzip: our own (``id``, ``title``, ``text``, ``lang`` and perhaps
``heading``; qrels.tsv) and that of BEIR (``_id``, ``title``, ``text``; qrels/test.tsv with a line of names).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.evaluation.lines import objects, rows
from index.model.errors import Fault, JudgedSetError

_CORPUS = ("corpus.jsonl.gz", "corpus.jsonl")
_QUESTIONS = ("queries.jsonl.gz", "queries.jsonl")
_QRELS = ("qrels.tsv", "qrels.tsv.gz", "qrels/test.tsv", "qrels/test.tsv.gz")
_UNANSWERABLE = ("queries_unanswerable.jsonl.gz", "queries_unanswerable.jsonl")
_CROSS = "qrels_cross.tsv"
_HEADING = "query-id"

Judgements = Mapping[str, int]
"""The relevance of each relevant paragraph, from 1, by its id."""


@dataclass(frozen=True)
class JudgedParagraph:
    """A paragraph of a judged set. ``language`` and ``heading`` are empty if the set names none."""

    id: str
    title: str
    text: str
    language: str
    heading: str = ""

    @property
    def article(self) -> str:
        """The id of its article; its own id if the set has no articles."""
        return article_of(self.id)


@dataclass(frozen=True)
class JudgedQuestion:
    """A question with its judgements. ``language`` is empty if the set names none."""

    id: str
    text: str
    language: str
    judged: Judgements


@dataclass(frozen=True)
class JudgedSet:
    """Paragraphs, and questions that some of them answer.

    Args:
        source: the folder of the set.
        by_article: whether the set judges articles, not their paragraphs.
        unanswerable: questions that none of the paragraphs answers.
    """

    name: str
    source: str
    paragraphs: tuple[JudgedParagraph, ...]
    questions: tuple[JudgedQuestion, ...]
    by_article: bool
    unanswerable: tuple[str, ...] = ()


def read_set(
    folder: Path, questions: str | None = None, qrels: str | None = None, *, crossing: bool = False
) -> JudgedSet:
    """Return the judged set in a folder. Raises JudgedSetError, which names the file and the line.

    Args:
        questions, qrels: files to read in place of the usual ones, in the folder or elsewhere.
        crossing: prefer cross-lingual judgements if the folder has them.
    """
    paragraphs = tuple(_paragraphs(_find(folder, _CORPUS)))
    usual = (_CROSS, *_QRELS) if crossing else _QRELS
    judged, names_articles = _judgements(_find(folder, usual, qrels), paragraphs)
    asked = tuple(_questions(_find(folder, _QUESTIONS, questions), judged))
    if not asked:
        raise JudgedSetError(Fault.NOTHING_JUDGED, source=str(folder))
    by_article = names_articles or _judges_whole_articles(asked, paragraphs)
    unanswerable = tuple(
        fields.required("text")
        for path in [folder / name for name in _UNANSWERABLE if (folder / name).is_file()][:1]
        for _, fields in objects(path)
    )
    return JudgedSet(folder.resolve().name, str(folder), paragraphs, asked, by_article, unanswerable)


def article_of(paragraph_id: str) -> str:
    """Return the id of the article that a judged paragraph belongs to."""
    return paragraph_id.partition("#")[0]


def _find(folder: Path, usual: tuple[str, ...], chosen: str | None = None) -> Path:
    places = [folder / chosen, Path(chosen)] if chosen else [folder / name for name in usual]
    for place in places:
        if place.is_file():
            return place
    raise JudgedSetError(Fault.NO_JUDGED_SET, source=str(folder), names=[chosen] if chosen else list(usual))


def _paragraphs(path: Path) -> Iterator[JudgedParagraph]:
    seen = set[str]()
    for line, fields in objects(path):
        paragraph = JudgedParagraph(
            id=fields.id(),
            title=fields.text("title"),
            text=fields.required("text"),
            language=fields.text("lang"),
            heading=fields.text("heading"),
        )
        if paragraph.id in seen:
            raise JudgedSetError(
                Fault.BAD_JUDGED_LINE, source=str(path), line=line, wrong="twice", value=paragraph.id
            )
        seen.add(paragraph.id)
        yield paragraph


def _questions(path: Path, judged: Mapping[str, Judgements]) -> Iterator[JudgedQuestion]:
    for _, fields in objects(path):
        text, number = fields.required("text"), fields.id()
        if number in judged:
            yield JudgedQuestion(number, text, fields.text("lang"), judged[number])


def _judgements(path: Path, paragraphs: tuple[JudgedParagraph, ...]) -> tuple[dict[str, Judgements], bool]:
    """Return the judgements of each question, and whether some of them name articles."""
    known = {paragraph.id for paragraph in paragraphs}
    of_article = defaultdict(list)
    for paragraph in paragraphs:
        of_article[paragraph.article].append(paragraph.id)
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    names_articles = False
    for line, columns in rows(path):
        if line == 1 and columns[0] == _HEADING:
            continue
        question, named, relevance = _row(path, line, columns)
        if named not in known and named not in of_article:
            raise JudgedSetError(Fault.BAD_JUDGED_LINE, source=str(path), line=line, wrong="unknown", value=named)
        names_articles = names_articles or named not in known
        if relevance > 0:
            ids = [named] if named in known else of_article[named]
            judged[question] |= dict.fromkeys(ids, relevance)
    return dict(judged), names_articles


def _row(path: Path, line: int, columns: list[str]) -> tuple[str, str, int]:
    try:
        question, named, relevance = columns
        return question, named, int(relevance)
    except ValueError:
        shown = "\t".join(columns)
        raise JudgedSetError(
            Fault.BAD_JUDGED_LINE, source=str(path), line=line, wrong="row", value=shown
        ) from None


def _judges_whole_articles(questions: tuple[JudgedQuestion, ...], paragraphs: tuple[JudgedParagraph, ...]) -> bool:
    """Return whether each question is answered by all paragraphs of an article, and articles have several."""
    sizes: dict[str, int] = defaultdict(int)
    for paragraph in paragraphs:
        sizes[paragraph.article] += 1
    whole = all(
        len(question.judged) == sum(sizes[article] for article in {article_of(id_) for id_ in question.judged})
        for question in questions
    )
    return whole and any(sizes[article_of(id_)] > 1 for question in questions for id_ in question.judged)
