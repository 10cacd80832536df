"""Make an article of its paragraphs, the credits that its source states, and those that its layout shows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from index.ingestion.layout import conventions, noise
from index.ingestion.layout.headings import below_title, under_headings
from index.ingestion.layout.lines_at_top import part_lines_at_top
from index.ingestion.layout.noise.between import is_furniture_between
from index.ingestion.layout.publication_day import impossible_day
from index.ingestion.layout.table_rows import draw_tab_tables
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle, ParsedParagraph
from index.model.web_address import is_only_addresses
from index.text.paragraphs import has_blank_line, split_paragraphs

_LINES_WITH_DAY = 6


def from_text(text: str, stated: Credits, source: str, line: int | None = None) -> ParsedArticle:
    """Return the article in a plain text. Raises ReadError when it has no paragraph to quote."""
    # Without blank lines, each line is a paragraph already.
    parted = part_lines_at_top(text) if has_blank_line(text) else text
    parted = draw_tab_tables(parted)
    paragraphs = under_headings(split_paragraphs(parted, conventions.stands_alone))
    return from_paragraphs(paragraphs, text, stated, source, line)


def from_paragraphs(
    paragraphs: Sequence[ParsedParagraph],
    whole_text: str,
    stated: Credits,
    source: str,
    line: int | None = None,
    *,
    may_have_headline: bool = True,
) -> ParsedArticle:
    """Return the article with these clean paragraphs; stated credits win over those found in the layout.

    Args:
        may_have_headline: whether the first paragraph is a line of text, and no item of a list.

    Raises ReadError when it has no paragraph to quote.
    """
    quotable = _quotable(paragraphs, stated.title)
    layout = conventions.read_layout(
        quotable,
        whole_text,
        has_title=bool(stated.title),
        may_have_headline=may_have_headline,
        has_day=stated.published is not None,
    )
    if all(is_only_addresses(paragraph.text) for paragraph in layout.paragraphs):  # or none
        raise ReadError(Fault.NO_PARAGRAPHS, source=source, line=line)
    if stated.title and layout.headline:  # the stated title wins, so the headline becomes a paragraph
        layout = replace(layout, paragraphs=(ParsedParagraph(layout.headline), *layout.paragraphs))
    headline = conventions.without_dashes(layout.headline or "")
    title = stated.title or headline or conventions.opening(layout.paragraphs[0].text)
    return ParsedArticle(
        title=title,
        url=stated.url or layout.url,
        publisher=stated.publisher or layout.publisher,
        original_source=stated.original_source or layout.original_source,
        author=stated.author or layout.author,
        published=stated.published or layout.published,
        language=stated.language,
        paragraphs=layout.paragraphs if stated.title else tuple(below_title(layout.paragraphs, title)),
    )


def notes_on_day(article: ParsedArticle, text: str, source: str, line: int | None = None) -> list[ReadError]:
    """Return a note if an article has no day because its text states one that no calendar has."""
    first = [one.strip() for one in islice(filter(str.strip, text.split("\n")), _LINES_WITH_DAY)]
    found = next(filter(None, map(impossible_day, first)), None) if article.published is None else None
    if found is None:
        return []
    details = {"source": source, "line": line, "field": "published", "value": found.written, "wanted": "date"}
    return [ReadError(Fault.DATE_UNREADABLE, **details)]


def _quotable(paragraphs: Iterable[ParsedParagraph], title: str) -> list[ParsedParagraph]:
    """Return the paragraphs that are news; what repeats the title is neither news nor a heading."""
    news = _without_furniture([paragraph for paragraph in paragraphs if not noise.is_noise(paragraph.text)])
    if not title:
        return news
    return below_title(news[1:] if news and news[0].text == title else news, title)


def _without_furniture(news: Sequence[ParsedParagraph]) -> list[ParsedParagraph]:
    """Return the paragraphs without the lines between them that are no part of the text."""
    texts = [paragraph.text for paragraph in news]
    around = zip([None, *texts], news, [*texts[1:], None], strict=False)
    return [line for before, line, after in around if not is_furniture_between(before, line.text, after)]
