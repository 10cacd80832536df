"""What is asked: the synthetic library of the benchmark, and real news of any size."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.evaluation.sets import JudgedParagraph, read_set
from index.evaluation.tasks import spread
from index.model.records import ParsedArticle, ParsedParagraph
from index.text.sentences import split_sentences
from tools.bench import library, questions

SETS = ("facqa-id", "tydiqa-id")
"""The judged sets of real Indonesian text."""

_LIBRARY_SEED, _QUESTION_SEED = 1, 5
_PARAGRAPHS, _FEWEST, _MOST = 8, 2, 4  # of an article; sentences of a paragraph


@dataclass(frozen=True)
class Corpus:
    """Articles of about ``size`` paragraphs, made when they are added, and questions about them."""

    name: str
    articles: Callable[[], Iterator[ParsedArticle]]
    questions: Sequence[str]


def synthetic(folder: Path, size: int, asked: int) -> Corpus:
    """Return the library of the benchmark, whose file is written into a folder."""
    path = folder / f"synthetic-{size}.jsonl"
    if not path.exists():
        library.write(path, size, _LIBRARY_SEED)

    def articles() -> Iterator[ParsedArticle]:
        with path.open(encoding="utf-8") as file:
            for fields in map(json.loads, file):
                published = date.fromisoformat(fields["published"])
                yield _article(fields["title"], fields["text"].split("\n"), library.LANGUAGE, published)

    return Corpus("synthetic", articles, questions.draw(questions.sample(path), asked, _QUESTION_SEED))


def real(folder: Path, size: int, asked: int) -> Corpus:
    """Return the paragraphs of judged sets, and as many more as are wanted, newly put together of their sentences.

    Copies of whole paragraphs would be grouped as near-duplicates, which news hardly ever are.
    """
    sets = [read_set(folder / name) for name in SETS]
    own = [paragraph for one in sets for paragraph in one.paragraphs][:size]
    known = {paragraph.id for paragraph in own}
    answered = [one for judged in sets for one in judged.questions if not known.isdisjoint(one.judged)]

    def articles() -> Iterator[ParsedArticle]:
        whole: dict[str, list[JudgedParagraph]] = {}
        for paragraph in own:
            whole.setdefault(paragraph.article, []).append(paragraph)
        for some in whole.values():
            yield _article(some[0].title, [one.text for one in some], library.LANGUAGE, None)
        yield from _varied(own, size - len(own))

    return Corpus("real", articles, [one.text for one in spread(answered, asked)])


def _varied(own: Sequence[JudgedParagraph], wanted: int) -> Iterator[ParsedArticle]:
    drawn = random.Random(_LIBRARY_SEED)  # noqa: S311
    language = library.LANGUAGE
    sentences = [one.text[start:end] for one in own for start, end in split_sentences(one.text, language)]
    for first in range(0, wanted, _PARAGRAPHS):
        texts = [
            " ".join(drawn.choices(sentences, k=drawn.randint(_FEWEST, _MOST)))
            for _ in range(min(_PARAGRAPHS, wanted - first))
        ]
        day = date.fromordinal(date(2018, 1, 1).toordinal() + first % 2500)
        yield _article(drawn.choice(own).title, texts, language, day)


def _article(title: str, texts: Sequence[str], language: str, published: date | None) -> ParsedArticle:
    paragraphs = tuple(ParsedParagraph(text) for text in texts)
    return ParsedArticle(title=title, language=language, published=published, paragraphs=paragraphs)
