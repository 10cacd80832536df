"""Take out lines that are links: they lead to other articles."""

from lxml.html import HtmlElement

from index.ingestion.readers.web_page.bare_text import is_break, is_text
from index.ingestion.readers.web_page.tree import drop, short_text

_INSIDE_LINES = ("b", "strong", "i", "em", "u", "span", "font", "big")
_BLOCKS_OF_TEXT = frozenset({"p", "div", "article", "section", "body"})
_LONGEST_TEASER = 120


def drop_teasers(tree: HtmlElement) -> None:
    """Take out the lines that are links, and the lists that describe things by nothing else."""
    lists: dict[HtmlElement, None] = {}
    for link in list(tree.iter("a")):
        if _is_teaser(link):
            description = next(link.iterancestors("dd"), None)
            drop(link if description is None else description)
            lists |= dict.fromkeys(link.iterancestors("dl"))
    for described in lists:
        if described.find("dd") is None:
            drop(described)


def _is_teaser(link: HtmlElement) -> bool:
    """Return whether a link stands alone; a long sentence may be a paragraph in spite of that."""
    text = short_text(link, _LONGEST_TEASER)
    return text is not None and _stands_alone(link, _BLOCKS_OF_TEXT | {"dd"})


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
