"""Subscriptions in OPML, as feed readers write and read them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, ParseError, SubElement, XMLParser, tostring

from index.model.errors import Fault, SourceError
from index.model.sources import FEED, NewSource, Source
from index.model.web_address import feed_address
from index.store.sources.source_rows import can_be_followed
from index.text.paragraphs import clean

_MOST_BYTES = 5_000_000
_MOST_SOURCES = 10_000


def read_opml(path: Path) -> list[NewSource]:
    """Return the feeds in a file, each once. Raises SourceError if it is no OPML, or has none."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise SourceError(Fault.BAD_OPML, source=str(path), problem="too large")
        if b"<!ENTITY" in data.replace(b"\0", b""):  # also in UTF-16
            raise SourceError(Fault.BAD_OPML, source=str(path), problem="it declares entities")
        parser = XMLParser()  # noqa: S314 - without entities, nothing grows
        parser.feed(data)
        root = ElementTree(parser.close()).getroot()
    except (OSError, ParseError, ValueError) as error:
        raise SourceError(Fault.BAD_OPML, source=str(path), problem=str(error)) from error
    if root is None or root.tag.lower() != "opml":
        raise SourceError(Fault.BAD_OPML, source=str(path), problem="no <opml>")
    found = {one.url: one for one in _feeds(root)}
    if not found:
        raise SourceError(Fault.BAD_OPML, source=str(path), problem="no feed")
    return list(found.values())[:_MOST_SOURCES]


def write_opml(sources: Iterable[Source]) -> str:
    """Return the sources as OPML."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = "Kutip"
    body = SubElement(root, "body")
    for source in sources:
        if source.kind != FEED:
            continue
        SubElement(body, "outline", type="rss", text=source.name, xmlUrl=source.address)
    return tostring(root, encoding="unicode", xml_declaration=True)


def _feeds(root: Element) -> Iterator[NewSource]:
    for outline in root.iter("outline"):
        attributes = {name.lower(): value for name, value in outline.attrib.items()}
        url = feed_address(attributes.get("xmlurl", ""))
        if can_be_followed(url):
            yield NewSource(url, clean(attributes.get("text") or attributes.get("title") or ""))
