"""Parse messages.html of Telegram Desktop, messages2.html and so on: web pages of a thousand posts each."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from lxml.etree import LxmlError, iterparse
from lxml.html import HtmlElement

from index.ingestion.layout.stated_day import stated_day
from index.ingestion.readers.telegram_export.bounded_file import BoundedFile
from index.ingestion.readers.telegram_export.posts import Post, article_of
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from index.store.identity.posts import titled
from index.text.paragraphs import clean

_NUMBER = re.compile(r"message(\d{1,18})")
_WRITTEN_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?)?")
_END = b"</html>"
_OPTION = re.compile(r"^\s*-\s*")


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ParsedArticle | ReadError]:
    """Yield the article of each post, as a ``Reader``; not that of the post in which a file is cut off."""
    export, any_post = _Export(), False
    last: ParsedArticle | None = None
    bounded = BoundedFile(file, source, limit)
    try:
        for _, element in iterparse(bounded, events=("end",), tag="div", html=True):
            if _has(element, "page_header"):
                export.title = _line(element, "text")
            elif _has(element, "message"):
                if last is not None:
                    yield last
                last = export.article(element)
                any_post = any_post or last is not None
                _forget(element)
                bounded.forget()
    except (LxmlError, ValueError):
        yield ReadError(Fault.EXPORT_BROKEN, source=source, number=export.last)
        return
    except ReadError as error:
        yield error
        return
    if _END not in bounded.end:
        yield ReadError(Fault.EXPORT_BROKEN, source=source, number=export.last)
        return
    if last is not None:
        yield last
    if not any_post:
        yield ReadError(Fault.NO_POSTS, source=source)


class _Export:
    """What has been read so far."""

    def __init__(self) -> None:
        self.last = 0
        self.title = ""
        self._writer = ""

    def article(self, element: HtmlElement) -> ParsedArticle | None:
        """Return the article of a message, if it is one."""
        match = _NUMBER.fullmatch(element.get("id") or "")
        body = _first(element, "body")
        if match is None or body is None or _has(element, "service"):
            return None
        self.last = int(match[1])
        named, forwarded = _child(body, "from_name"), _child(body, "forwarded")
        self._writer = self._writer if named is None else clean(named.text or "")
        poll = _first(element, "media_poll")
        writer = _line(body, "signature") or (self._writer if self._writer != self.title else "")
        return article_of(
            Post(
                chat=titled(self.title),
                number=self.last,
                text=_text(_first(body if forwarded is None else forwarded, "text")),
                publisher=self.title,
                published=_day(_first(body, "date")),
                author=writer or None,
                forwarded_from=_name(forwarded) or None,
                question=_line(poll, "question") if poll is not None else "",
                options=_options(poll) if poll is not None else (),
            )
        )


def _forget(element: HtmlElement) -> None:
    """Free what has been read, so that the tree does not grow."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _has(element: HtmlElement, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _child(element: HtmlElement, name: str) -> HtmlElement | None:
    return next((one for one in element.iterchildren("div") if _has(one, name)), None)


def _first(element: HtmlElement, name: str) -> HtmlElement | None:
    """Return the first element of a class in another one."""
    return next((one for one in element.iter("div", "span") if one is not element and _has(one, name)), None)


def _line(element: HtmlElement, name: str) -> str:
    found = _first(element, name)
    return "" if found is None else clean("".join(found.itertext()))


def _name(forwarded: HtmlElement | None) -> str:
    """Return who wrote a forwarded post; its day stands behind the name."""
    found = None if forwarded is None else _first(forwarded, "from_name")
    return "" if found is None else clean(found.text or "")


def _text(element: HtmlElement | None) -> str:
    """Return the text of a post with its line breaks; those of the file are only spaces."""
    if element is None:
        return ""
    for one in element.iter():
        one.text, one.tail = _spaced(one.text), _spaced(one.tail)
    for one in element.iter("br"):
        one.tail = f"\n{one.tail}"
    for one in element.iter("blockquote", "pre"):
        one.text, one.tail = f"\n{one.text}", f"\n{one.tail}"
    return "".join(element.itertext())


def _spaced(text: str | None) -> str:
    return " ".join((text or "").split("\n"))


def _options(poll: HtmlElement) -> tuple[str, ...]:
    found = (one for one in poll.iter("div") if _has(one, "answer"))
    return tuple(_OPTION.sub("", clean(one.text or "")) for one in found)


def _day(element: HtmlElement | None) -> date | None:
    match = _WRITTEN_DAY.fullmatch((element.get("title") or "") if element is not None else "")
    if match is None:
        return None
    day, month, year, time, zone = match.groups()
    try:
        return stated_day(f"{year}-{month}-{day}" + (f" {time}{zone or ''}" if time else ""))
    except ValueError:
        return None
