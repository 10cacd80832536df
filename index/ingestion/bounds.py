"""Bounds on what an article may hold, whichever reader it is from."""

from dataclasses import replace

from index.ingestion.readers.base import ReadResult
from index.model.article_size import MOST_PARAGRAPHS
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from index.text.long_paragraphs import MOST_CHARACTERS, cut


def bounded(result: ReadResult, source: str | None = None) -> ReadResult:
    """Return an article with long paragraphs cut at sentences, or a ReadError if it has too many.

    ``source`` is the name in the error; the article's title by default.
    """
    if isinstance(result, ReadError):
        return result
    if any(len(paragraph.text) > MOST_CHARACTERS for paragraph in result.paragraphs):
        result = _cut(result)
    if (count := len(result.paragraphs)) > MOST_PARAGRAPHS:
        details = {"source": source or result.title, "count": count, "limit": MOST_PARAGRAPHS}
        return ReadError(Fault.TOO_MANY_PARAGRAPHS, **details)
    return result


def _cut(article: ParsedArticle) -> ParsedArticle:
    pieces = (
        paragraph._replace(text=piece)
        for paragraph in article.paragraphs
        for piece in cut(paragraph.text, article.language)
    )
    return replace(article, paragraphs=tuple(pieces))
