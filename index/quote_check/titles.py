"""The titles of articles and the headings in them, which claims may be taken from, too."""

from collections.abc import Iterable, Iterator

from index.ingestion.layout.headings import SEPARATOR
from index.model.records import Article, Paragraph

NUMBER = 0
"""The number of the paragraph that a title or a heading is given as."""


def titles_of(found: Iterable[tuple[Article, Paragraph]]) -> Iterator[tuple[Article, Paragraph]]:
    """Yield the titles of these articles and the headings above these paragraphs, as paragraphs, each once.

    Their ids are those of no paragraph.
    """
    known = set[tuple[int, str]]()
    for article, paragraph in found:
        heading = (paragraph.heading or "").rpartition(SEPARATOR)[2]
        for id_, text in ((-2 * article.id, article.title), (-2 * paragraph.id - 1, heading)):
            if text and (article.id, text) not in known:
                known.add((article.id, text))
                yield article, Paragraph(id_, article.id, NUMBER, text)
