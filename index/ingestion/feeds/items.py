"""Make the items of feeds, whatever their format: their text, its digest, and whether it is only a teaser."""

import hashlib
import html
import re
from datetime import date
from urllib.parse import urljoin

from index.ingestion.layout.stated_day import stated_day
from index.model.feeds import FeedItem
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

# Some feeds give it as the page of each item.
_FRONT_PAGE = re.compile(r"https?://[^/?#]*/*\??", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_CUT_OFF = re.compile(
    r"(?:\.\.\.|…|\[\W*\]|(?:read\s+more|continue\s+reading|selengkapnya|baca\s+(?:lebih\s+lanjut|selanjutnya))\W*)$",
    re.IGNORECASE,
)
# A summary of more letters is an article: teasers have a few sentences.
_LONGEST_TEASER, _SHORTEST_WHOLE = 1_200, 400
# Looking for such an end in 5 MB of brackets would take the square of them.
_LONGEST_END = 100
_LONGEST_NAME = 2_000


def make_item(
    *,
    guid: object,
    url: object,
    base: str,
    title: object,
    contents: list[str],
    summary: str,
    author: object = None,
    published: object = None,
    updated: object = None,
    language: object = None,
) -> FeedItem | None:
    """Return an item, or None if it has neither a text nor a page.

    Args:
        base: the address of the feed, for one that is relative.
        contents: the texts that the feed states to be whole.
    """
    address = _address(url, base)
    text = max([*contents, summary], key=len, default="")
    words, name = _words(text), _words(_text(title))
    if not (words or address):
        return None
    return FeedItem(
        guid=_text(guid) or None,
        url=address,
        title=name,
        html=text,
        is_teaser=address is not None and _is_teaser(words, is_stated_whole=text in contents),
        digest=hashlib.sha256(f"{name}\n{words}".encode(errors="replace")).hexdigest(),
        author=clean(_text(author)) or None,
        published=_day(published),
        updated=_text(updated) or None,
        language=_language(language),
    )


def _is_teaser(words: str, *, is_stated_whole: bool) -> bool:
    if len(words) < _SHORTEST_WHOLE or _CUT_OFF.search(words[-_LONGEST_END:]):
        return True
    return not is_stated_whole and len(words) <= _LONGEST_TEASER


def _words(text: str) -> str:
    """Return the words of a text in HTML, so that a changed picture or script is no new version."""
    return clean(html.unescape(_TAG.sub(" ", text)))


def _address(url: object, base: str) -> str | None:
    try:
        found = urljoin(base, _text(url).strip()) if _text(url).strip() else ""
    except ValueError:
        return None
    found = found.partition("#")[0] if "#!" not in found else found
    is_page = is_web_address(found) and len(found) <= _LONGEST_NAME and not _FRONT_PAGE.fullmatch(found)
    return found if is_page else None


def _day(value: object) -> date | None:
    try:
        return stated_day(value)
    except ValueError:
        return None


def _language(value: object) -> str | None:
    code = _text(value).strip().lower().partition("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _text(value: object) -> str:
    return value[: 10 * _LONGEST_NAME] if isinstance(value, str) else str(value) if isinstance(value, int) else ""
