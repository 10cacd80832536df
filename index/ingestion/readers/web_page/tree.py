"""Prepare the tree of a web page: remove what is not the article, and bound the work of what follows."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from index.text.paragraphs import clean

INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark"}
    | {
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
"""The elements that are part of a line."""
# The time of trafilatura grows with the square of the inline elements of one parent: 100 KB of spans took 5 s.
_MOST_INLINE = 200
# More than a menu has, which is still to be recognised by its links.
_MOST_INLINE_OF_PAGE = 2_000
_MOST_SIBLINGS = 300
_GROUPED = ("article", "blockquote", "body", "center", "div", "main", "p", "section", "td")
# More than any article has: 2 MB of line breaks have 250,000 elements and took 10 s. trafilatura's time grows with
# the square of the paragraphs, too: 50,000 took 7 s, and 30,000 take 2.
_MOST_ELEMENTS = 30_000
# A tree of 2 MB of spans takes 55 MB, so pages with more tags get none. Scripts and comments may have some of
# these.
_MOST_TAGS = 75_000
_TAG = re.compile("<[a-z]", flags=re.IGNORECASE)
_CODE = frozenset({"script", "style"})
_SOFT_HYPHEN = re.compile("\u00ad|&(?:shy|#173|#x0*ad);", flags=re.IGNORECASE)
# Characters that no XML has, and references to them. lxml reads them, and refuses them where a text is set.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[1-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[1-8bcef]|1[0-9a-f]|fff[ef])(?![0-9a-f]));?",
    flags=re.IGNORECASE,
)
_NO_TEXT = ("noscript", "nav", "form", "template", "dialog", "iframe", "svg", "button", "select")
_BLOCKS_OF_LINKS = frozenset({"ul", "ol", "div", "p", "td", "tr", "table", "section", "menu"})
_FEWEST_LINKS, _FEWEST_IN_LIST = 3, 2
_MARKS_BETWEEN_LINKS = " \t\r\n|/·•>»-–—,"


def without_unfit(text: str) -> str:
    """Return a page without the characters that no tree can hold, and without soft hyphens.

    These say where a line may end, and a word that has one is not found.
    """
    return _UNFIT.sub(" ", _SOFT_HYPHEN.sub("", text))


def has_huge_tree(text: str) -> bool:
    """Return whether the tree of a page would take much memory."""
    return sum(1 for _ in zip(range(_MOST_TAGS + 1), _TAG.finditer(text), strict=False)) > _MOST_TAGS


def is_huge(tree: HtmlElement) -> bool:
    """Return whether a page has more elements than any article."""
    return sum(1 for _ in zip(range(_MOST_ELEMENTS + 1), tree.iter(), strict=False)) > _MOST_ELEMENTS


def visible_text(tree: HtmlElement) -> str:
    """Return the text of a page without its scripts and styles."""
    return clean(" ".join(text for body in tree.iter("body") for text in _texts(body)))


def _texts(body: HtmlElement) -> Iterator[str]:
    # Not by XPath: its time grows with the square of the line breaks of one parent.
    for event, element in iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            text = None if element.tag in _CODE else element.text
        else:
            text = None if element is body else element.tail
        if text:
            yield text


def bound_siblings(tree: HtmlElement) -> None:
    """Bound the children of each element, before anything looks for what a page states."""
    flatten_lines(tree, _MOST_INLINE_OF_PAGE)
    group_siblings(tree)


def group_siblings(tree: HtmlElement) -> None:
    """Put the children of elements with very many into blocks, each of which ends at a break.

    libxml2 compares the places of two elements by a walk over their siblings, in each XPath of trafilatura: 16,000
    line breaks took 9 s.
    """
    for parent in [each for each in tree.iter(*_GROUPED) if len(each) > _MOST_SIBLINGS]:
        _group(parent)


def _group(parent: HtmlElement) -> None:
    groups, group = list[HtmlElement](), parent.makeelement("div")
    for child in list(parent):
        is_end = len(group) >= _MOST_SIBLINGS and child.tag not in INLINE and isinstance(child.tag, str)
        tail, child.tail = child.tail, None
        group.append(child)
        if not is_end:
            child.tail = tail
            continue
        groups.append(group)
        group = parent.makeelement("div")
        group.text = tail
    parent.extend([*groups, group])


def short_text(element: HtmlElement, most: int) -> str | None:
    """Return the text of an element on one line, or None if it has more letters than ``most``."""
    pieces, length = list[str](), 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > most:
            return None
    return clean("".join(pieces))


def drop(element: HtmlElement) -> None:
    """Take an element out of its tree, but not the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def drop_menus(tree: HtmlElement) -> None:
    """Take out forms and menus: what has no text of an article, and blocks that hold nothing but links."""
    for element in list(tree.iter(*_NO_TEXT)):
        drop(element)
    for element in list(_blocks_of_links(tree)):
        drop(element)


def flatten_lines(tree: HtmlElement, most: int = _MOST_INLINE) -> None:
    """Take the inline elements out of parents with more than ``most``."""
    for parent in list(tree.iter()):
        if len(parent) > most and sum(child.tag in INLINE for child in parent) > most:
            _flatten(parent)


def _flatten(parent: HtmlElement) -> None:
    """Replace the inline children of an element by their text."""
    texts = defaultdict[HtmlElement | None, list[str]](list)
    before: HtmlElement | None = None
    texts[None].append(parent.text or "")
    for child in list(parent):
        if child.tag in INLINE:
            texts[before] += ["".join(child.itertext()), child.tail or ""]
            parent.remove(child)
        else:
            before = child
            texts[before].append(child.tail or "")
    for element, pieces in texts.items():
        if element is None:
            parent.text = "".join(pieces)
        else:
            element.tail = "".join(pieces)


@dataclass
class _Letters:
    """The letters in an element, those in its links, and the number of its links."""

    all: int = 0
    linked: int = 0
    links: int = 0


def _blocks_of_links(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the lists and blocks that hold nothing but several links: menus, tags, related articles."""
    counts = defaultdict[HtmlElement, _Letters](_Letters)
    for element in _children_first(tree):
        own = counts.pop(element, _Letters())
        own.all += _letters(element.text)
        if element.tag == "a":
            own = _Letters(own.all, own.all, 1)
        fewest = _FEWEST_IN_LIST if element.tag in ("ul", "ol") else _FEWEST_LINKS
        if element.tag in _BLOCKS_OF_LINKS and own.links >= fewest and own.linked == own.all:
            yield element
        parent = element.getparent()
        if parent is not None:
            above = counts[parent]
            above.all += own.all + _letters(element.tail)
            above.linked += own.linked
            above.links += own.links


def _children_first(tree: HtmlElement) -> Iterator[HtmlElement]:
    yield from reversed([element for element in tree.iter() if isinstance(element.tag, str)])


def _letters(text: str | None) -> int:
    return len((text or "").strip(_MARKS_BETWEEN_LINKS))
