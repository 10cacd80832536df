"""Parse web pages into their article and its credits, with trafilatura."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement

from index.ingestion.layout import assemble
from index.ingestion.layout.stated_day import stated_day
from index.ingestion.readers.base import ReadResult, read_all
from index.ingestion.readers.web_page import body, refusals
from index.ingestion.readers.web_page.headings import mark_headings
from index.ingestion.readers.web_page.site_name import publisher_of
from index.ingestion.readers.web_page.tree import MOST_ELEMENTS, count_elements, prepare, visible_text
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

# The day counts only if the page states it: one guessed from the text could be wrong, and is shown in every quote.
_DATES = {"original_date": True, "extensive_search": False}

# The mobile and the AMP page of a site state its page for large screens.
_SITE_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_STAMP = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)")


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a web page, as a ``Reader``."""
    try:
        yield parse_page(read_all(file, source, limit), source)
    except ReadError as error:
        yield error


def load_tree(data: bytes) -> HtmlElement:
    """Return the tree of a page, which is empty for bytes that are no page."""
    tree = trafilatura.load_html(data)
    return HtmlElement() if tree is None else tree


def parse_page(data: bytes, source: str, url: str | None = None) -> ParsedArticle:
    """Return the article of a page. Raises ReadError when it has none.

    Args:
        url: the address that the page was fetched from. A page may state another one on the same host only.
    """
    tree = load_tree(data)
    if count_elements(tree) > MOST_ELEMENTS:
        raise ReadError(Fault.NO_ARTICLE, source=source, found="huge")
    if why := refusals.why_notice(visible_text(tree)):
        raise ReadError(Fault.NO_ARTICLE, source=source, found=why)
    prepare(tree)
    mark_headings(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        date_extraction_params=_DATES,
    )
    if not isinstance(found, trafilatura.settings.Document) or found.body is None or not found.text:
        raise ReadError(Fault.NO_PARAGRAPHS, source=source)
    paragraphs = list(body.paragraphs_of(found.body))
    if len(paragraphs) == 1:  # the page is drawn by a script, from the text that it states
        paragraphs = body.stated_body(tree, found.text) or paragraphs
    _refuse(tree, [paragraph.text for paragraph in paragraphs], source)
    return assemble.from_paragraphs(paragraphs, found.text, _credits(found.as_dict(), url, data), source)


def _refuse(tree: HtmlElement, paragraphs: list[str], source: str) -> None:
    """Raise ReadError where the paragraphs are a notice or teasers."""
    if why := refusals.why_notice(" ".join(paragraphs)):
        raise ReadError(Fault.NO_ARTICLE, source=source, found=why)
    if refusals.is_front_page(tree, paragraphs):
        raise ReadError(Fault.NO_ARTICLE, source=source, found="front")


def _credits(stated: dict[str, str | None], url: str | None, data: bytes) -> Credits:
    def line(name: str) -> str | None:
        return clean(stated.get(name) or "") or None

    name = line("sitename")
    return Credits(
        title=line("title") or "",
        url=_address(line("url"), url),
        publisher=publisher_of(url, name) if url else name,
        author=line("author"),
        published=_day(stated.get("date"), data),
    )


def _address(stated: str | None, url: str | None) -> str | None:
    """Return the address that a page states, or the one that it was fetched from if that is of another site.

    Some sites state their front page on every page, which would make one article of all.
    """
    if url is None:
        return stated if stated and is_web_address(stated) else None
    try:
        if stated and _site(stated) == _site(url) and _is_page(stated) >= _is_page(url):
            return stated
    except ValueError:  # no address at all
        pass
    return url


def _site(url: str) -> str:
    return _SITE_VARIANT.sub("", urlsplit(url).hostname or "")


def _is_page(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _day(text: str | None, data: bytes) -> date | None:
    """Return the local day of a moment that the page states on a day, or that day if it states no moment."""
    if not text:
        return None
    stamps = (match[0].decode() for match in _STAMP.finditer(data))
    try:
        return stated_day(next((stamp for stamp in stamps if stamp.startswith(text)), text))
    except ValueError:
        return None
