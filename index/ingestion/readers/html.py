"""Parse web pages into their article and its credits, with trafilatura."""

import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import BinaryIO

import trafilatura
from lxml.html import HtmlElement, document_fromstring

from index.ingestion.layout import assemble
from index.ingestion.layout.headings import under_headings
from index.ingestion.layout.page_encoding import decode_page
from index.ingestion.layout.stated_day import stated_day
from index.ingestion.readers.base import ReadResult, read_all
from index.ingestion.readers.page_address import article_address
from index.ingestion.readers.web_page import body, refusals
from index.ingestion.readers.web_page.preparation import prepare
from index.ingestion.readers.web_page.site_name import publisher_of
from index.ingestion.readers.web_page.stated_body import (
    drop_broken_data,
    find_stated_body,
    is_drawn_by_script,
    is_html,
    says,
)
from index.ingestion.readers.web_page.tree import (
    bound_siblings,
    has_huge_tree,
    is_huge,
    visible_text,
    without_unfit,
)
from index.model.errors import Fault, ReadError
from index.model.records import Credits, ParsedArticle, ParsedParagraph
from index.text.paragraphs import clean, split_paragraphs

# The day counts only if the page states it: one guessed from the text could be wrong, and is shown in every quote.
_DATES = {"original_date": True, "extensive_search": False}

_FEWEST_WORDS = 3
_PAGE_NUMBER = re.compile(r"\d{1,3}(?:\s*(?:/|dari|of)\s*\d{1,3})?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)")


@dataclass(frozen=True)
class Extraction:
    """The settings of trafilatura; the defaults are the best that `make pages` measures (docs/pages.md).

    On 153 made-up pages, these read 100 % of the paragraphs and no others. Those of trafilatura itself (balanced,
    not fast, 250) read 95 %, and 4 % of what they read is wrong: they drop lists, and read teasers on short pages.
    Its ``deduplicate`` remembers paragraphs from page to page, and drops those that it has seen.

    Args:
        fast: compare the result with no other algorithm.
        shortest: an article with fewer letters is looked for in other ways.
    """

    fast: bool = True
    favor_precision: bool = False
    favor_recall: bool = True
    shortest: int = 50

    def config(self) -> ConfigParser:
        return _config(self.shortest)


@cache
def _config(shortest: int) -> ConfigParser:
    config = deepcopy(trafilatura.settings.DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(shortest)
    return config


EXTRACTION = Extraction()


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ReadResult]:
    """Yield the article of a web page, as a ``Reader``."""
    try:
        text, guesses = decode_page(read_all(file, source, limit), source)
        yield parse_page(text, source)
        yield from guesses
    except ReadError as error:
        yield error


def load_tree(text: str) -> HtmlElement:
    """Return the tree of a page, which is empty for a text that is no page."""
    if text.lstrip().lower().startswith("<noscript"):
        text = f"<html><body>{text}</body></html>"
    tree = trafilatura.load_html(without_unfit(text))
    return document_fromstring("<html></html>") if tree is None else tree


def parse_page(
    text: str, source: str, url: str | None = None, extraction: Extraction = EXTRACTION
) -> ParsedArticle:
    """Return the article of a page. Raises ReadError when it has none.

    Args:
        url: the address that the page was fetched from. A page may state another one on the same host only.
    """
    if has_huge_tree(text) or is_huge(tree := load_tree(text)):
        raise ReadError(Fault.NO_ARTICLE, source=source, found="huge")
    bound_siblings(tree)
    visible, stated_body = visible_text(tree), find_stated_body(tree)
    is_drawn = is_drawn_by_script(visible, stated_body)
    headline = refusals.find_headline(tree)
    if not is_drawn and (why := refusals.why_notice(visible, headline)):
        raise ReadError(Fault.NO_ARTICLE, source=source, found=why)
    teasers, is_list = refusals.count_teasers(tree), refusals.lists_articles(tree)
    needs_script = refusals.needs_script(tree, visible)
    drop_broken_data(tree)
    stated = trafilatura.extract_metadata(tree, url, _DATES).as_dict()
    page_title = clean(tree.findtext(".//title") or "")
    paragraphs = [] if is_drawn else _shown_paragraphs(tree, url, extraction)
    if stated_body and len(paragraphs) <= 1 and all(says(stated_body, one.text) for one in paragraphs):
        paragraphs = _stated_paragraphs(stated_body, extraction) or paragraphs
    if is_list and sum(len(one.text) > refusals.LONGEST_TEASER for one in paragraphs) < 2:
        raise ReadError(Fault.NO_ARTICLE, source=source, found="front")
    if not paragraphs:
        _refuse(teasers, headline, [], source)
        if needs_script:
            raise ReadError(Fault.NO_ARTICLE, source=source, found="script")
        raise ReadError(Fault.NO_PARAGRAPHS, source=source)
    _refuse(teasers, headline, [paragraph.text for paragraph in paragraphs], source)
    names = _names(stated)
    own = [one for one in paragraphs if one.text.casefold() not in names and not _PAGE_NUMBER.fullmatch(one.text)]
    if len(own) > 1 and _is_headline(own[0].text, page_title):
        stated["title"] = own.pop(0).text
    whole_text = "\n".join(paragraph.text for paragraph in paragraphs)
    return assemble.from_paragraphs(own, whole_text, _credits(stated, url, text), source)


def parse_fragment(text: str) -> list[ParsedParagraph]:
    """Return the paragraphs of a text that is an article and nothing else, in HTML or plain."""
    if "<" not in text and "&" not in text:
        return under_headings(split_paragraphs(text))
    text = without_unfit(text)
    tree = _tree_of_article(text if is_html(text) else f"<p>{text}</p>")
    if tree is None:
        return []
    plain = tree.text_content()  # before what is no text is taken out of the tree
    return _shown_paragraphs(tree, None, EXTRACTION) or under_headings(split_paragraphs(plain))


def _shown_paragraphs(tree: HtmlElement, url: str | None, extraction: Extraction) -> list[ParsedParagraph]:
    """Return the paragraphs of the article that trafilatura finds in a page, if any."""
    prepare(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=True,
        fast=extraction.fast,
        favor_precision=extraction.favor_precision,
        favor_recall=extraction.favor_recall,
        config=extraction.config(),
    )
    if not isinstance(found, trafilatura.settings.Document) or found.body is None or not found.text:
        return []
    return list(body.paragraphs_of(found.body))


def _stated_paragraphs(text: str, extraction: Extraction) -> list[ParsedParagraph]:
    """Return the paragraphs of an article body that a page states."""
    if not is_html(text):
        return under_headings(split_paragraphs(text))
    tree = _tree_of_article(without_unfit(text))
    return [] if tree is None else _shown_paragraphs(tree, None, extraction)


def _tree_of_article(text: str) -> HtmlElement | None:
    """Return the tree of a text in HTML that is an article and nothing else, or None if it is huge."""
    if has_huge_tree(text):
        return None
    tree = document_fromstring(f"<html><body><article>{text}</article></body></html>")
    if is_huge(tree):
        return None
    bound_siblings(tree)
    return tree


def _names(stated: dict[str, str | None]) -> frozenset[str]:
    """Return what a page states beside its text, in small letters: a line that repeats it says nothing."""
    return frozenset(clean(stated.get(name) or "").casefold() for name in ("title", "sitename", "author"))


def _is_headline(line: str, title: str) -> bool:
    """Return whether a line is a part of the page's title: another part of that may be the name of the site."""
    return len(line.split()) >= _FEWEST_WORDS and line.casefold() in title.casefold()


def _refuse(teasers: int, headline: str, paragraphs: list[str], source: str) -> None:
    """Raise ReadError where the paragraphs are a notice or teasers."""
    if why := refusals.why_notice(" ".join(paragraphs), headline):
        raise ReadError(Fault.NO_ARTICLE, source=source, found=why)
    if refusals.is_front_page(teasers, paragraphs):
        raise ReadError(Fault.NO_ARTICLE, source=source, found="front")


def _credits(stated: dict[str, str | None], url: str | None, page: str) -> Credits:
    def line(name: str) -> str | None:
        return clean(stated.get(name) or "") or None

    name = line("sitename")
    return Credits(
        title=line("title") or "",
        url=article_address(line("url"), url),
        publisher=publisher_of(url, name) if url else name,
        author=line("author"),
        published=_day(stated.get("date"), page),
    )


def _day(text: str | None, page: str) -> date | None:
    """Return the local day of a moment that the page states on a day, or that day if it states no moment."""
    if not text:
        return None
    stamps = (match[0] for match in _STAMP.finditer(page))
    try:
        return stated_day(next((stamp for stamp in stamps if stamp.startswith(text)), text))
    except ValueError:
        return None
