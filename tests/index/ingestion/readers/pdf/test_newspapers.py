"""Newspapers: what is read of their pages is what is written there, though no two columns are level."""

import random

from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.pdf.newspaper import Newspaper
from tests.index.ingestion.readers.pdf.test_pdf import SENTENCE

PAGES = 30


def test_the_columns_of_newspapers_are_not_mixed() -> None:
    read, others, written, whole = 0, list[str](), 0, 0
    for seed in range(PAGES):
        paper = Newspaper(random.Random(seed))  # noqa: S311
        article, *_ = parse_bytes(paper.pdf(), "koran.pdf")
        assert isinstance(article, ParsedArticle)
        source, found = "\n".join(paper.texts), "\n".join([article.title, *article.texts])
        found += "\n".join(one.heading or "" for one in article.paragraphs)
        sentences = [one.strip() for text in article.texts for one in SENTENCE.findall(text)]
        read += len(sentences)
        others += [one for one in sentences if one and one not in source]
        of_paper = [one.strip() for text in paper.texts for one in SENTENCE.findall(text)]
        written += len(of_paper)
        whole += sum(one in found for one in of_paper)
    assert len(others) <= 0.001 * read, others
    assert whole >= 0.98 * written
