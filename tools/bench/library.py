"""A synthetic library as JSON Lines, with the word frequencies and paragraph lengths of Indonesian news.

The same size and seed give the same bytes. Articles are made in batches of some thousand, to limit memory.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.bench import vocabulary

LANGUAGE = "id"
_ARTICLES_AT_A_TIME = 1000
# As in real paragraphs: the median is 36 words, the mean 40.
_MEDIAN_WORDS, _SIGMA, _FEWEST_WORDS, _MOST_WORDS = 36, 0.5, 3, 200
_FIRST_DAY, _DAYS = date(2018, 1, 1), 2500


@dataclass(frozen=True)
class LibrarySize:
    """The size of a library. ``text_bytes`` counts titles and paragraphs in UTF-8, without their JSON."""

    articles: int
    paragraphs: int
    words: int
    text_bytes: int


def write(path: Path, paragraphs: int, seed: int) -> LibrarySize:
    """Write this many paragraphs in articles of 3 to 20, 10 on average; the last one may be shorter."""
    rng = np.random.default_rng(seed)
    articles = words = text_bytes = left = 0
    with path.open("w", encoding="utf-8") as file:
        left = paragraphs
        while left:
            counts = _paragraph_counts(rng, left)
            for texts, titles in _drawn_articles(rng, counts):
                articles += 1
                text, title = "\n".join(texts), " ".join(titles).capitalize()
                words += text.count(" ") + len(texts)
                text_bytes += len(text) + len(title)  # all text is ASCII
                file.write(json.dumps(_fields(title, text, seed, articles)) + "\n")
            left -= int(counts.sum())
    return LibrarySize(articles, paragraphs, words, text_bytes)


def read(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the title and the paragraphs of each article."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            fields = json.loads(line)
            yield fields["title"], fields["text"].split("\n")


def _paragraph_counts(rng: np.random.Generator, left: int) -> NDArray[np.int64]:
    counts = rng.binomial(17, 7 / 17, _ARTICLES_AT_A_TIME) + 3
    ends = np.cumsum(counts)
    enough = int(np.searchsorted(ends, left)) + 1
    counts = counts[:enough]
    counts[-1] -= max(0, int(counts.sum()) - left)
    return counts


def _drawn_articles(rng: np.random.Generator, counts: NDArray[np.int64]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the paragraphs and the title's words of one article for each count."""
    lengths = rng.lognormal(np.log(_MEDIAN_WORDS), _SIGMA, counts.sum()).astype(int)
    lengths = np.clip(lengths, _FEWEST_WORDS, _MOST_WORDS)
    ranks = np.searchsorted(vocabulary.cumulative(), rng.random(lengths.sum()))
    words = np.array(vocabulary.words(), dtype=object)[ranks].tolist()
    sentences = rng.integers(10, 19, len(lengths)).tolist()  # words of each sentence: 14 on average
    title_words = rng.integers(6, 11, len(counts)).tolist()
    paragraph_ends = np.cumsum(lengths).tolist()
    start = first = 0
    for count, wanted in zip(counts.tolist(), title_words, strict=True):
        begin, texts = start, []
        for number in range(first, first + count):
            texts.append(_text(words[start : paragraph_ends[number]], sentences[number]))
            start = paragraph_ends[number]
        first += count
        yield texts, [words[at] for at in rng.integers(begin, start, wanted)]


def _text(words: list[str], sentence_length: int) -> str:
    """Return the words as sentences of this length, each with a capital and a full stop."""
    sentences = (words[at : at + sentence_length] for at in range(0, len(words), sentence_length))
    return " ".join(
        f"{sentence[0].capitalize()} {' '.join(sentence[1:])}".rstrip() + "." for sentence in sentences
    )


def _fields(title: str, text: str, seed: int, number: int) -> dict[str, str]:
    return {
        "title": title,
        "url": f"https://berita.example/{seed}/{number}",
        "publisher": f"Harian {number % 20 + 1}",
        "published": (_FIRST_DAY + timedelta(days=number % _DAYS)).isoformat(),
        "language": LANGUAGE,
        "text": text,
    }
