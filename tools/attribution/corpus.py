"""The articles of the benchmark: those of judged sets or of a folder, some held out, and synthetic fillers."""

import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from index.ingestion.sources import read_sources
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.records import ParsedArticle, ParsedParagraph

SETS = ("norquad-news-no", "wikinews-en", "facqa-id")
TALK = (*SETS, "tydiqa-en", "tydiqa-id", "tydiqa-ko", "xquad")
NEWSROOM = "newsroom-id"
# One article in so many is held out.
_HELD_OUT = 5
_WORDS_OF_FILLER, _PARAGRAPHS_OF_FILLER = (20, 60), 20
# How often a filler goes on with a word that stands behind the last one in an article.
_FOLLOWS = 0.5


class Corpus(NamedTuple):
    """Articles in the library, and articles that are not."""

    kept: list[ParsedArticle]
    held_out: list[ParsedArticle]


def judged_articles(judged: Path) -> list[ParsedArticle]:
    """Return the articles of the judged sets that are news."""
    found = [article for name in SETS for article in _articles_of(judged / name)]
    return [*found, *folder_articles(judged / NEWSROOM / "articles")]


def folder_articles(folder: Path) -> list[ParsedArticle]:
    """Return the articles of a folder that can be read."""
    results = read_sources([str(folder)], DEFAULT_ARTICLE_BYTES)
    return [one for one in results if isinstance(one, ParsedArticle)]


def divided(articles: Sequence[ParsedArticle]) -> Corpus:
    """Hold out one article in five, less the paragraphs that also stand in one that is kept."""
    kept = [one for number, one in enumerate(articles) if number % _HELD_OUT]
    known = {text for one in kept for text in one.texts}
    held_out = [one for one in articles[::_HELD_OUT] if known.isdisjoint(one.texts)]
    return Corpus(kept, held_out)


def fillers(articles: Sequence[ParsedArticle], count: int, seed: int) -> Iterator[ParsedArticle]:
    """Yield articles of ``count`` paragraphs in all, made of the words of these articles."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    models = {language: _Words(own) for language, own in _by_language(articles).items()}
    languages = [one.language or "und" for one in articles for _ in one.paragraphs]
    for first in range(0, count, _PARAGRAPHS_OF_FILLER):
        language = rng.choice(languages)
        size = min(_PARAGRAPHS_OF_FILLER, count - first)
        paragraphs = tuple(ParsedParagraph(models[language].paragraph(rng)) for _ in range(size))
        yield ParsedArticle(
            title=f"Filler {first}", language=language, origin=f"filler-{first}", paragraphs=paragraphs
        )


class _Words:
    """The words of articles in one language, and which of them follow one another."""

    def __init__(self, articles: Iterable[ParsedArticle]) -> None:
        counted, self._next = Counter[str](), defaultdict[str, list[str]](list)
        for article in articles:
            for text in article.texts:
                words = text.split()
                counted.update(words)
                for word, following in pairwise(words):
                    self._next[word].append(following)
        self._words, self._weights = list(counted), list(counted.values())
        self._pool = list[str]()

    def paragraph(self, rng: random.Random) -> str:
        words = [self._drawn(rng)]
        for _ in range(rng.randint(*_WORDS_OF_FILLER)):
            following = self._next.get(words[-1])
            words.append(rng.choice(following) if following and rng.random() < _FOLLOWS else self._drawn(rng))
        return " ".join(words)

    def _drawn(self, rng: random.Random) -> str:
        if not self._pool:
            self._pool = rng.choices(self._words, self._weights, k=10_000)
        return self._pool.pop()


def _by_language(articles: Iterable[ParsedArticle]) -> dict[str, list[ParsedArticle]]:
    found = defaultdict[str, list[ParsedArticle]](list)
    for one in articles:
        found[one.language or "und"].append(one)
    return found


def _articles_of(folder: Path) -> Iterator[ParsedArticle]:
    credits_ = dict(_credits(folder / "titles.tsv"))
    paragraphs = defaultdict[str, list[str]](list)
    languages = dict[str, str]()
    with gzip.open(folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            article = line["id"].partition("#")[0]
            paragraphs[article].append(" ".join(line["text"].split()))
            languages[article] = line["lang"]
    for article, texts in paragraphs.items():
        title, url, day = credits_.get(
            article, (f"{article}: {texts[0][:60]}", f"https://{article}.example/", None)
        )
        yield ParsedArticle(
            title=title,
            url=url,
            publisher=folder.name,
            published=date.fromisoformat(day) if day else None,
            language=languages[article],
            paragraphs=tuple(ParsedParagraph(text) for text in texts if text),
        )


def _credits(file: Path) -> Iterator[tuple[str, tuple[str, str, str | None]]]:
    if file.exists():
        for line in file.read_text(encoding="utf-8").splitlines():
            article, title, url, day = line.split("\t")
            yield article, (title, url, day or None)
