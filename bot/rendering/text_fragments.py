"""Link to a sentence on a web page with a text fragment: https://wicg.github.io/scroll-to-text-fragment/."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

# Hosts whose links open in another program, and files that a browser does not show as a page of text.
_OTHER_HOSTS = ("t.me", "telegram.me")
_NO_PAGES = (".pdf", ".txt", ".json", ".xml", ".doc", ".docx")
# Stricter than is_web_address(): Telegram refuses a message with a button that leads nowhere.
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#][^\s\x00-\x20]*)?", re.IGNORECASE)
_MOST_WORDS, _WORDS_AT_AN_END = 10, 4
# For a sentence without spaces, or with very long words.
_MOST_CHARACTERS, _CHARACTERS_AT_AN_END = 100, 16
_LONGEST = 1000


def link_to(url: str | None, sentence: str) -> str | None:
    """Return a link to a sentence on a page, or to the page alone where no fragment helps.

    Return None if nobody could open the address.
    """
    if url is None or not _ADDRESS.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    has_text = parts.hostname not in _OTHER_HOSTS and PurePosixPath(parts.path).suffix.lower() not in _NO_PAGES
    if not has_text or not sentence.strip() or ":~:" in parts.fragment:
        return url
    link = f"{url}{'' if '#' in url else '#'}:~:text={_directive(sentence)}"
    return link if len(link) <= _LONGEST else url


def _directive(sentence: str) -> str:
    """Return a short sentence whole, and the two ends of a long one."""
    words = sentence.split()
    if len(words) > _MOST_WORDS:
        ends = " ".join(words[:_WORDS_AT_AN_END]), " ".join(words[-_WORDS_AT_AN_END:])
    else:
        ends = " ".join(words), ""
    if max(map(len, ends)) > _MOST_CHARACTERS:
        whole = " ".join(words)
        ends = whole[:_CHARACTERS_AT_AN_END].strip(), whole[-_CHARACTERS_AT_AN_END:].strip()
    return ",".join(_encoded(end) for end in ends if end)


def _encoded(text: str) -> str:
    # A dash separates a prefix or suffix from the text in a directive, and quote() leaves it as it is.
    return quote(text, safe="").replace("-", "%2D")
