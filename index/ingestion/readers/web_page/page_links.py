"""Find the pages of one article among the links of one of them.

A page has the address of its article and its own number, such as "?page=2" or "/2". Any other address is that of
another article, whatever the link to it says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import regex
from lxml.html import HtmlElement

from index.store.identity.pages import page_identity
from index.text.paragraphs import clean

WHOLE = 0
"""The number of a page that has the whole article."""
_MOST_NUMBER = 99
_FIELDS = frozenset(
    (
        *("page", "page_num", "pagenum", "pageno", "pagenumber", "paged", "pg"),
        *("hal", "halaman", "part", "showpage", "view"),
    )
)
_WHOLE_VALUES = frozenset({"all", "semua", "full"})
_PATHS = (
    regex.compile(r"(?P<article>.+?)(?:/(?P<word>page|hal|halaman))?/(?P<page>\d{1,2}|all|full|semua)/?"),
    regex.compile(r"(?P<article>.+?)[-_](?:page|hal|halaman)[-_]?(?P<page>\d{1,2})(?P<end>\.html?)?/?"),
)
# No article has as many links to its pages, and each takes 50 µs.
_MOST_LINKS = 1_000
_LONGEST_LABEL = 60
_NUMBERED = regex.compile(r"(?:(?:halaman|hal\.?|page|bagian|part)\s*)?(\d{1,2})\b.*", flags=regex.IGNORECASE)
_NEXT = regex.compile(
    r"(?:(?:baca|lihat|ke|buka|go\s+to|read|the)\s+)*(?:(?:halaman|hal|page)\s+)?"
    r"(?:selanjutnya|berikutnya|lanjut\w*|next|continue\w*)(?:\W.*)?|\W*",
    flags=regex.IGNORECASE,
)
_PREVIOUS = regex.compile(
    r"(?:[\W\d]*(?:(?:baca|lihat|ke|buka|go\s+to|the)\s+)*(?:(?:halaman|hal|page)\s+)?(?:sebelumnya|prev(?:ious)?)\b.*)",
    flags=regex.IGNORECASE,
)
_NEIGHBOURS = frozenset({"next", "prev", "previous"})
_WHOLE_LABEL = regex.compile(
    r".*\b(?:semua|all|full|single\s+page|selengkapnya|satu\s+halaman)\b.*", flags=regex.IGNORECASE
)
_OF_COMMENTS = regex.compile(r"comment|komentar", flags=regex.IGNORECASE)


@dataclass(frozen=True)
class PageLinks:
    """The pages of an article that one of them names.

    Args:
        article: what the addresses of all of them have in common.
        first: the address of the first page.
        number: that of the page itself.
        others: the addresses of other pages by their numbers.
        alone: set if the page may not be a further one but an article of its own, with a number in its address, as
            the next article may have the next number.
    """

    article: str
    first: str
    number: int
    others: Mapping[int, str] = field(default_factory=dict)
    alone: "PageLinks | None" = None


class _Place(NamedTuple):
    """An address as that of a page of an article.

    Args:
        first: the address of its first page.
        is_named: a word says that the number is that of a page; "/2" may also be the number of an article.
    """

    first: str
    number: int
    is_named: bool = True

    @property
    def article(self) -> str:
        return page_identity(self.first)


class _Link(NamedTuple):
    address: str
    label: str
    rel: tuple[str, ...]
    places: tuple[_Place, ...]

    def leads_to(self, number: int, current: int) -> bool:
        """Return whether its label says so, on the page with the current number."""
        if stated := _NUMBERED.fullmatch(self.label):
            return int(stated[1]) == number
        says_next = "next" in self.rel or _NEXT.fullmatch(self.label) is not None
        if number == WHOLE:
            return says_next or _WHOLE_LABEL.fullmatch(self.label) is not None
        if "prev" in self.rel or _PREVIOUS.fullmatch(self.label):
            return number == current - 1
        return says_next and number == current + 1


def find_pages(tree: HtmlElement, url: str) -> PageLinks:
    """Return the pages of the article at an address, as far as its page names them."""
    links = list(_links(tree, url))
    itself, *numbered = _places(url)
    own = _own_place(itself, numbered, _stated(tree, url), links)
    if own is not None:
        return PageLinks(own.article, own.first, WHOLE) if own.number == WHOLE else _named(own, links)
    alone = _named(itself, links)
    for place in numbered:
        further = _named(place, links)
        if place.number > 1 and (place.is_named or further.others):
            return replace(further, alone=alone)
    return alone


def find_further_pages(tree: HtmlElement, url: str, article: str, number: int) -> PageLinks | None:
    """Return the pages that a further page of an article names, or None if it is not a page of that article."""
    stated = _stated(tree, url)
    if not is_page_of(article, url) or (stated and not is_page_of(article, stated)):
        return None
    place = next(place for place in _places(url) if place.article == article)
    return _named(place._replace(number=number), list(_links(tree, url)))


def is_page_of(article: str, url: str) -> bool:
    """Return whether an address can be that of a page of an article."""
    return any(place.article == article for place in _places(url))


def _named(own: _Place, links: list[_Link]) -> PageLinks:
    others: dict[int, str] = {}
    for link in links:
        for place in link.places:
            is_other = place.number != own.number and place.article == own.article
            if is_other and link.leads_to(place.number, own.number):
                others.setdefault(place.number, link.address)
    return PageLinks(own.article, own.first, own.number, others)


def _own_place(itself: _Place, numbered: list[_Place], stated: str | None, links: list[_Link]) -> _Place | None:
    """Return the place of a page itself, or None if the number in its address may also be that of an article.

    It is the number of a page if the page states the address without it, or has links with other numbers.
    """
    with_numbers = [link for link in links if _NUMBERED.fullmatch(link.label)]
    for own in numbered:
        is_stated = stated is not None and page_identity(stated) == own.article
        if own.number == WHOLE or is_stated or _named(own, with_numbers).others:
            return own
    return None if numbered else itself


def _stated(tree: HtmlElement, url: str) -> str | None:
    """Return the address that a page states, if it is one of the same site and not its front page."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (href := link.get("href")):
            address = _absolute(href, url)
            is_here = address is not None and _host(address) == _host(url) and urlsplit(address).path.strip("/")
            return address if is_here else None
    return None


def _host(address: str) -> str:
    return page_identity(address).partition("/")[0]


def _places(address: str) -> tuple[_Place, ...]:
    """Return what an address can be: the first page of an article, and perhaps a further page of another one."""
    parts = urlsplit(address)
    found = [_Place(address, 1)]
    fields = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in fields:
        number = _field_number(name.lower(), value)
        if number is not None:
            others = urlencode([each for each in fields if each[0] != name])
            found.append(_Place(parts._replace(query=others).geturl(), number))
    for pattern in _PATHS:
        if match := pattern.fullmatch(parts.path):
            number = _number(match["page"])
            path = match["article"] + (match.groupdict().get("end") or "")
            if number is not None:
                is_named = match.groupdict().get("word", "page") is not None
                found.append(_Place(parts._replace(path=path).geturl(), number, is_named))
    return tuple(found)


def _field_number(name: str, value: str) -> int | None:
    if name == "single":
        return WHOLE
    return _number(value) if name in _FIELDS else None


def _number(value: str) -> int | None:
    """Return the number of a page that a value states, or None."""
    if value.lower() in _WHOLE_VALUES:
        return WHOLE
    is_number = value.isascii() and value.isdecimal() and 0 < int(value[:4]) <= _MOST_NUMBER
    return int(value) if is_number else None


def _links(tree: HtmlElement, url: str) -> Iterator[_Link]:
    """Yield the links whose labels may lead to other pages."""
    base = next((href for each in tree.iter("base") if (href := each.get("href"))), "")
    labelled = (
        (element, label)
        for element in tree.iter("a", "link")
        if element.get("href") and (label := _label(element)) is not None and not _is_of_comments(element)
    )
    for element, label in islice(labelled, _MOST_LINKS):
        address = _absolute(element.get("href"), _absolute(base, url) or url)
        if address:
            yield _Link(address, label, _rel(element), _places(address))


def _label(element: HtmlElement) -> str | None:
    """Return the label of a link that may lead to another page, or None."""
    if element.tag == "link":
        return "" if _NEIGHBOURS.intersection(_rel(element)) else None
    label = (
        clean("".join(islice(element.itertext(), 20))) or element.get("aria-label") or element.get("title") or ""
    )
    label = label[:_LONGEST_LABEL]  # the beginning of the next page may stand behind the label
    may_lead = any(pattern.fullmatch(label) for pattern in (_NUMBERED, _NEXT, _PREVIOUS, _WHOLE_LABEL))
    return label if may_lead or _NEIGHBOURS.intersection(_rel(element)) else None


def _rel(element: HtmlElement) -> tuple[str, ...]:
    return tuple((element.get("rel") or "").lower().replace("previous", "prev").split())


def _is_of_comments(element: HtmlElement) -> bool:
    above = islice(element.iterancestors(), 6)
    return any(_OF_COMMENTS.search(f"{each.get('id') or ''} {each.get('class') or ''}") for each in above)


def _absolute(href: str, base: str) -> str | None:
    """Return the web address of a link without its fragment, or None."""
    try:
        address = urljoin(base, href.strip()).partition("#")[0]
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
