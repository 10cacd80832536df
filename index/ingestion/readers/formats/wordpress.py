"""Read the posts of a WordPress export (WXR), one after the other, whatever its size."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from index.ingestion.layout.credits import read_credits
from index.ingestion.readers.formats.content import Part
from index.model.errors import Fault, ReadError

_POSTS = frozenset({"post", "page", ""})
_OF_CHANNEL = ("title", "language")
_SHORTCODE = re.compile(
    r"\[(caption|audio|video|playlist|gallery|embed)\b[^\[\]]{0,2000}\](?:[^\[\]]{0,2000}\[/\1\])?"
    r"|\[/?(?:vc|et_pb|su|fusion|av)_\w{1,60}[^\[\]]{0,2000}\]"
)
_BLOCK = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|figure)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")


def posts(file: BinaryIO, source: str, limit: int) -> Iterator[Part | ReadError]:
    """Yield the text of each published post and page. Raises ReadError for a file that is no such export.

    Entities that a file declares are never expanded: one kilobyte of them can stand for gigabytes.
    """
    site = dict.fromkeys(_OF_CHANNEL, "")
    is_export = False
    try:
        for element in _elements(file):
            name = etree.QName(element).localname
            if name == "wxr_version":
                is_export = True
            elif name != "item":
                site[name] = element.text or ""
            elif not is_export:
                break
            elif part := _post(element, site, source, limit):
                yield part
        if not is_export:
            raise ReadError(Fault.NOT_A_DOCUMENT, source=source, format="WordPress")
    except (etree.XMLSyntaxError, ValueError):
        fault = Fault.DOCUMENT_CUT_OFF if is_export else Fault.NOT_A_DOCUMENT
        raise ReadError(fault, source=source, format="WordPress") from None


def _elements(file: BinaryIO) -> Iterator[etree._Element]:
    """Yield each item and what is said of the site, and forget what is before it."""
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, element in etree.iterparse(file, events=("end",), remove_comments=True, remove_pis=True, **safe):
        parent = element.getparent()
        if parent is None or parent.tag != "channel":
            if parent is not None and parent.tag == "rss":
                return
            continue
        if element.tag in ("item", *_OF_CHANNEL) or element.tag.endswith("}wxr_version"):
            yield element
        element.clear(keep_tail=False)
        while element.getprevious() is not None:
            del parent[0]


def _post(item: etree._Element, site: dict[str, str], source: str, limit: int) -> Part | ReadError | None:
    """Return the text of an item, or None for a draft, an attachment, or what has a password."""
    fields: dict[str, str] = {}
    for child in item:
        name = etree.QName(child)
        if name.localname == "encoded" and "excerpt" in (name.namespace or ""):
            continue
        fields.setdefault(name.localname, child.text or "")
    is_post = fields.get("post_type", "") in _POSTS and fields.get("status", "publish") == "publish"
    if not is_post or fields.get("post_password"):
        return None
    text = fields.get("encoded", "")
    if len(text.encode()) > limit:
        return ReadError(Fault.TOO_LARGE, source=source, limit=limit)
    day = fields.get("post_date", "")
    stated = {
        "title": fields.get("title"),
        "url": fields.get("link"),
        "author": fields.get("creator"),
        "published": fields.get("pubDate") if day.startswith("0000") else day or fields.get("pubDate"),
        "publisher": site["title"],
        "language": site["language"],
    }
    found, notes = read_credits({name: value for name, value in stated.items() if value}, source)
    return Part(found, _as_html(text), is_html=True, notes=notes)


def _as_html(text: str) -> str:
    """Return a post with tags around its paragraphs, which WordPress keeps as blank lines."""
    text = _SHORTCODE.sub("", text.replace("\r\n", "\n"))
    blocks = filter(str.strip, _BLANK_LINES.split(text))
    return "\n".join(block if _BLOCK.match(block.lstrip()) else f"<p>{block}</p>" for block in blocks)
