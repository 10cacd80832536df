"""Link to a sentence on a web page with a text fragment: https://wicg.github.io/scroll-to-text-fragment/."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from index.ingestion.layout.table_rows import EMPTY, SEPARATOR

# Hosts whose links open in another program, and files that a browser does not show as a page of text.
_OTHER_HOSTS = ("t.me", "telegram.me")
_NO_PAGES = (".pdf", ".txt", ".json", ".xml", ".doc", ".docx")
# The parameter of an address that PDF readers, and browsers as such, open a page by: RFC 8118.
_PAGE = "page="
# Stricter than is_web_address(): Telegram refuses a message with a button that leads nowhere.
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#][^\s\x00-\x20]*)?", re.IGNORECASE)
_MOST_WORDS, _WORDS_AT_AN_END = 10, 4
# For a sentence without spaces, or with very long words.
_MOST_CHARACTERS, _CHARACTERS_AT_AN_END = 100, 16
_LONGEST = 1000
# The sign or number of an item of a list, which browsers draw and the text of a page lacks.
_MARKER = re.compile(r"(?:[-–—*+•·‣⁃▪■□◦●○►➢✓]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)])(?=\s)\s+")
# Browsers find a word also where the page has these in it, but not where only the link has them.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# In characters. A shorter cell, such as a number, may stand anywhere on the page.
_SHORTEST_CELL = 12


def at_page(url: str, page: int | None) -> str:
    """Return the address of a page of a document, or its own without a page or where it names a place itself."""
    return url if page is None or "#" in url else f"{url}#{_PAGE}{page}"


def link_to(url: str | None, sentence: str, page: int | None = None) -> str | None:
    """Return a link to a sentence on a web page, or to the page alone where no fragment helps.

    Return None if nobody could open the address.

    Args:
        page: the page of a document that the sentence is on.
    """
    if url is None or not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if page is not None:
        return at_page(url, page)
    has_text = parts.hostname not in _OTHER_HOSTS and PurePosixPath(parts.path).suffix.lower() not in _NO_PAGES
    directive = _directive(sentence.translate(_INVISIBLE))
    if not has_text or not directive or ":~:" in parts.fragment:
        return url
    link = f"{url}{'' if '#' in url else '#'}:~:text={directive}"
    return link if len(link) <= _LONGEST else url


def _directive(sentence: str) -> str:
    """Return what finds a sentence, or a row of a table, on its page; nothing where there are no words to find.

    The cells of a row are blocks of their own, and no text is found across blocks.
    """
    blocks = [block for cell in sentence.split(SEPARATOR) if (block := _found(cell))]
    if not blocks:
        return ""
    longest = max(blocks, key=len)
    if len(blocks) == 1 or len(longest) >= _SHORTEST_CELL:
        return _of_block(longest)
    # The text before or after the quoted one may be in another block.
    place = blocks.index(longest)
    before = f"{_encoded(blocks[place - 1])}-," if place else ""
    after = "" if place else f",-{_encoded(blocks[1])}"
    return f"{before}{_encoded(longest)}{after}"


def _found(block: str) -> str:
    """Return the words of a sentence or a cell that stand on its page: all but the signs before an item."""
    text = " ".join(block.split())
    while marker := _MARKER.match(text):
        text = text[marker.end() :]
    return "" if text == EMPTY or not any(map(str.isalnum, text)) else text


def _of_block(text: str) -> str:
    """Return a short text whole, and the two ends of a long one."""
    words = text.split()
    if len(words) > _MOST_WORDS:
        ends = " ".join(words[:_WORDS_AT_AN_END]), " ".join(words[-_WORDS_AT_AN_END:])
    else:
        ends = text, ""
    if max(map(len, ends)) > _MOST_CHARACTERS:
        ends = text[:_CHARACTERS_AT_AN_END].strip(), text[-_CHARACTERS_AT_AN_END:].strip()
    return ",".join(_encoded(end) for end in ends if end)


def _encoded(text: str) -> str:
    # A dash separates a prefix or suffix from the text in a directive, and quote() leaves it as it is.
    return quote(text, safe="").replace("-", "%2D")
