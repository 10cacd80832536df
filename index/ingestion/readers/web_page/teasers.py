"""Take out lines that are links, or a label and a headline that is a link: they lead to other articles."""

from itertools import islice

import regex
from lxml.html import HtmlElement

from index.ingestion.layout.conventions import stands_alone
from index.ingestion.readers.web_page.bare_text import is_break, is_text
from index.ingestion.readers.web_page.tree import drop, short_text

_INSIDE_LINES = ("b", "strong", "i", "em", "u", "span", "font", "big")
_BLOCKS_OF_TEXT = frozenset({"p", "div", "article", "section", "body"})
_TIME = regex.compile(
    r"\W*(?:(?:\d+|se|satu|an?|one)\s*(?:detik|menit|jam|hari|minggu|bulan|seconds?|min(?:ute)?s?|hours?|days?|weeks?)"
    r"\s+(?:yang\s+)?(?:lalu|ago)|(?:\p{L}+,\s*)?\d{1,2}(?:[/-]\d{1,2}[/-]|\s+\p{L}{3,9}\s+)\d{2,4}"
    r"(?:\W+\d{1,2}[.:]\d\d(?:\s*\p{L}{2,4})?)?|\d{1,2}[.:]\d\d(?:\s*\p{L}{2,4})?)\W*",
    flags=regex.IGNORECASE,
)
_LONGEST_TEASER, _LONGEST_LABEL, _FEWEST_WORDS = 120, 40, 4
_LINES = ("p", "div", "td")


def drop_teasers(tree: HtmlElement) -> None:
    """Take out the lines that are links, and the lists that describe things by nothing else."""
    lists: dict[HtmlElement, None] = {}
    for link in list(tree.iter("a")):
        if _is_labelled(link):
            drop(next(link.iterancestors(*_LINES)))
        elif _is_teaser(link):
            description = next(link.iterancestors("dd"), None)
            drop(link if description is None else description)
            lists |= dict.fromkeys(link.iterancestors("dl"))
    for item in list(tree.iter("li")):
        if dated_teaser(item):
            drop(item)
    for described in lists:
        if described.find("dd") is None:
            drop(described)


def dated_teaser(item: HtmlElement) -> bool:
    """Return whether an item of a list is a link of at least four words, and the time of what it leads to."""
    text = short_text(item, _LONGEST_TEASER + _LONGEST_LABEL)
    links = list(islice(item.iter("a"), 2)) if text else []
    headline = short_text(links[0], _LONGEST_TEASER) if len(links) == 1 else None
    if not text or not headline or len(headline.split()) < _FEWEST_WORDS:
        return False
    return _TIME.fullmatch(text.replace(headline, " ", 1)) is not None


def _is_teaser(link: HtmlElement) -> bool:
    """Return whether a link stands alone; a long sentence may be a paragraph in spite of that."""
    text = short_text(link, _LONGEST_TEASER)
    return text is not None and _stands_alone(link, _BLOCKS_OF_TEXT | {"dd"})


def _is_labelled(link: HtmlElement) -> bool:
    """Return whether a line is a label, such as "Menarik dibaca:", and a link of at least four words behind it."""
    line = next(link.iterancestors(*_LINES), None)
    headline = short_text(link, _LONGEST_TEASER)
    if line is None or not headline or len(headline.split()) < _FEWEST_WORDS:
        return False
    text = short_text(line, _LONGEST_TEASER + _LONGEST_LABEL) or ""
    label = text.removesuffix(headline).rstrip()
    return (
        text.endswith(headline) and label.endswith(":") and len(label) <= _LONGEST_LABEL and not stands_alone(text)
    )


def _stands_alone(element: HtmlElement, blocks: frozenset[str]) -> bool:
    """Return whether nothing but breaks is beside an element in its block."""
    parent = element.getparent()
    if parent is None or is_text(element.tail):
        return False
    before, after = element.getprevious(), element.getnext()
    begins = not is_text(parent.text) if before is None else is_break(before) and not is_text(before.tail)
    ends = after is None or is_break(after)
    if not (begins and ends):
        return False
    return _stands_alone(parent, blocks) if parent.tag in _INSIDE_LINES else parent.tag in blocks
