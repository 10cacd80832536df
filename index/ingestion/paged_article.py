"""Read the article at a web address, from all of its pages."""

import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from index.ingestion.fetching.web import Page
from index.ingestion.layout.page_encoding import decode_page, decode_plain
from index.ingestion.readers import Parse, html, parse, parse_text
from index.ingestion.readers.base import ReadResult
from index.ingestion.readers.web_page.page_links import (
    WHOLE,
    PageLinks,
    find_further_pages,
    find_pages,
    is_page_of,
)
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle

MOST_PAGES = 20
"""Each is a request to its site."""
# Of the processor, of which a reading process has 10. Twenty pages of 180 KB take 2.
_MOST_SECONDS = 5.0
Fetch = Callable[[str], Page]
# Readers choose the format by the name, and an address need not end in one.
_DOCUMENT = "document.pdf"


def read_article(
    fetch: Fetch, url: str, spent: Callable[[], float] = time.process_time, parse_file: Parse = parse
) -> Iterator[ReadResult]:
    """Yield the article at an address, and a note if it lacks some of its pages. Raises ReadError.

    Args:
        fetch: returns the page at an address, or raises a ReadError.
        spent: returns the seconds of the processor that this process has used.
        parse_file: reads an address of a document.
    """
    end = spent() + _MOST_SECONDS
    fetch = cache(fetch)
    page = fetch(url)
    if page.is_pdf:
        yield from _in_document(page, url, parse_file)
        return
    if not page.is_html:
        text, guesses = decode_plain(page.data, url, page.charset)
        yield from parse_text(text, url, Credits(title="", url=page.url), len(page.data))
        yield from guesses
        return
    text, guesses = decode_page(page.data, url, page.charset)
    article = html.parse_page(text, url, page.url)
    links = _settled(fetch, find_pages(html.load_tree(text), page.url), article)
    if article.url == page.url:  # the page states no address, such as that of the first one
        article = replace(article, url=links.first)
    try:
        whole = _whole(fetch, links, article)
        parts, missing = (
            ([article, whole], []) if whole else _numbered(fetch, links, article, lambda: spent() < end)
        )
    except ReadError:  # of the page that has the whole article
        parts, missing = _numbered(fetch, links, article, lambda: spent() < end)
        if len(parts) == 1 and not missing:
            missing = [links.number + 1]
    yield replace(_joined(parts), lacks_pages=bool(missing))
    if missing:
        yield ReadError(Fault.PAGES_MISSING, source=url, pages=missing)
    yield from guesses


def _in_document(page: Page, url: str, parse_file: Parse) -> Iterator[ReadResult]:
    """Yield the article of a PDF file at an address, and what cannot be read of it."""
    file: io.BufferedReader = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(page.data)))
    for result in parse_file(file, _DOCUMENT, DEFAULT_ARTICLE_BYTES):
        if isinstance(result, ReadError):
            yield ReadError(result.fault, **{**result.details, "source": url})
        else:
            yield replace(result, url=page.url)


def _settled(fetch: Fetch, links: PageLinks, article: ParsedArticle) -> PageLinks:
    """Return the pages of an article, or those of a page that only looks like a further one of another article."""
    if links.alone is None:
        return links
    try:
        first, _ = _further(fetch, links.first, links.article, 1)
    except ReadError:
        return links.alone
    return links if _is_of_same(first, article) else links.alone


def _is_of_same(first: ParsedArticle, article: ParsedArticle) -> bool:
    """Return whether two pages have one title, or one that only a number is added to, but another text."""
    shorter, longer = sorted((_squeezed(first.title), _squeezed(article.title)), key=len)
    return longer.startswith(shorter) and first.texts != article.texts


def _squeezed(title: str) -> str:
    return "".join(filter(str.isalnum, title)).casefold()


def _whole(fetch: Fetch, links: PageLinks, article: ParsedArticle) -> ParsedArticle | None:
    """Return the article of the page that has all of it, or None if there is no such page. Raises ReadError."""
    if WHOLE not in links.others:
        return None
    page = fetch(links.others[WHOLE])
    if not page.is_html or not is_page_of(links.article, page.url):
        return None
    whole = html.parse_page(_text(page), page.url, page.url)
    shared = len(set(whole.texts) & set(article.texts))
    has_more = len(whole.paragraphs) > len(article.paragraphs)
    return whole if has_more and shared * 2 >= len(article.paragraphs) else None


def _numbered(
    fetch: Fetch, links: PageLinks, article: ParsedArticle, in_time: Callable[[], bool]
) -> tuple[list[ParsedArticle], list[int]]:
    """Return the article on each of its pages, in order, and the numbers of the pages that are not read."""
    known = {1: links.first} if links.number > 1 else {}
    known |= {number: url for number, url in links.others.items() if number != WHOLE}
    read, failed = {links.number: article}, list[int]()
    number = min([*known, links.number])
    while number <= MOST_PAGES and (number in read or number in known) and in_time():
        if number not in read:
            try:
                found, further = _further(fetch, known[number], links.article, number)
            except ReadError:
                failed.append(number)
            else:
                if any(found.texts == other.texts for other in read.values()):
                    known.clear()  # the site shows the same page at every number
                    break
                read[number] = found
                known = {**further.others, **known}
        number += 1
    unread = sorted(other for other in known if other >= number and other != WHOLE)
    return [read[one] for one in sorted(read)], [*failed, *unread]


def _further(fetch: Fetch, url: str, article: str, number: int) -> tuple[ParsedArticle, PageLinks]:
    """Return the article on a further page, and the pages that it names. Raises ReadError."""
    page = fetch(url)
    if not page.is_html:
        raise ReadError(Fault.NO_PARAGRAPHS, source=url)
    text = _text(page)
    found = html.parse_page(text, url, page.url)
    links = find_further_pages(html.load_tree(text), page.url, article, number)
    if links is None:
        raise ReadError(Fault.NO_PARAGRAPHS, source=url)
    return found, links


def _text(page: Page) -> str:
    return decode_page(page.data, page.url, page.charset).text


def _joined(parts: Sequence[ParsedArticle]) -> ParsedArticle:
    """Return the first of these with what the others add: paragraphs, and credits such as those below a text."""
    first, *others = parts
    if not others:
        return first
    paragraphs, known = list(first.paragraphs), set(first.texts)
    for part in others:  # many sites repeat the lead on each page
        paragraphs += [paragraph for paragraph in part.paragraphs if paragraph.text not in known]
        known.update(part.texts)
    return replace(
        first,
        paragraphs=tuple(paragraphs),
        author=next((part.author for part in parts if part.author), None),
        original_source=next((part.original_source for part in parts if part.original_source), None),
    )
