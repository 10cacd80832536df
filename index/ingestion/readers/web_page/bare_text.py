"""Put text that stands beside breaks and blocks into paragraphs: trafilatura drops some of it, and glues some."""

from itertools import islice

from lxml.html import HtmlElement

from index.ingestion.readers.web_page.tree import INLINE, short_text
from index.text.line_breaks import ends_sentence

_BLOCKS_IN_LINES = ("p", "div", "table", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6")
_STYLES = ("font", "b", "strong", "i", "em", "u", "big", "small", "span", "center")
_BLOCKS = ("div", "article", "section", "main", "body")
_LONGEST_PIECE, _LONGEST_ROW, _MOST_PIECES = 60, 150, 20


def wrap_bare_text(tree: HtmlElement) -> None:
    """Make paragraphs of the lines and pieces of each block, and of a block that has text alone."""
    for style in list(tree.iter(*_STYLES)):  # old pages put all of their text into one
        if next(style.iter("br", *_BLOCKS_IN_LINES), None) is not None:
            style.drop_tag()
    for paragraph in tree.iter("p"):
        if any(map(is_break, paragraph)):
            paragraph.tag = "div"
    for block in list(tree.iter(*_BLOCKS)):
        if any(map(is_break, block)):
            _wrap(block)
        elif block.tag == "div" and _is_row(block):
            _part(block)
        elif block.tag == "div" and any(map(is_text, block.itertext())):
            block.tag = "p"


def is_text(text: str | None) -> bool:
    """Return whether there is more than white space."""
    return bool(text and text.strip())


def is_break(element: HtmlElement) -> bool:
    """Return whether the text beside an element is on another line; an inline element may hold blocks."""
    if not isinstance(element.tag, str):
        return False
    return element.tag not in INLINE or next(element.iter(*_BLOCKS_IN_LINES), None) is not None


def _wrap(block: HtmlElement) -> None:
    """Put what stands between the breaks of a block into paragraphs."""
    children, run = list(block), _Run(block)
    run.add_text(block.text)
    block.text = None
    for child in children:
        tail, child.tail = child.tail, None
        block.remove(child)
        if child.tag == "br":
            run.end()
        elif is_break(child):
            run.end()
            block.append(child)
        else:
            run.add(child)
        run.add_text(tail)
    run.end()
    if block.tag == "div" and [child.tag for child in islice(block, 2)] == ["p"]:
        block[0].drop_tag()
        block.tag = "p"


class _Run:
    """Text and inline elements that become a paragraph at the end of a block."""

    def __init__(self, block: HtmlElement) -> None:
        self._block = block
        self._paragraph = block.makeelement("p")

    def add(self, element: HtmlElement) -> None:
        self._paragraph.append(element)

    def add_text(self, text: str | None) -> None:
        if not text:
            return
        if len(self._paragraph):
            last = self._paragraph[-1]
            last.tail = (last.tail or "") + text
        else:
            self._paragraph.text = (self._paragraph.text or "") + text

    def end(self) -> None:
        if len(self._paragraph) or is_text(self._paragraph.text):
            self._block.append(self._paragraph)
        self._paragraph = self._block.makeelement("p")


def _is_row(block: HtmlElement) -> bool:
    """Return whether a block holds short pieces side by side, such as an author, a day and a time to read."""
    if len(block) > _MOST_PIECES or any(map(is_text, (block.text, *(child.tail for child in block)))):
        return False
    pieces = [short_text(child, _LONGEST_PIECE) for child in block]
    return (
        sum(map(bool, pieces)) > 1
        and sum(len(piece or "") for piece in pieces) <= _LONGEST_ROW
        and not any(piece is None or ends_sentence(piece) for piece in pieces)
    )


def _part(row: HtmlElement) -> None:
    """Make a paragraph of each piece of a row."""
    for piece in list(row):
        paragraph = row.makeelement("p")
        row.replace(piece, paragraph)
        paragraph.append(piece)
