"""Links to the very sentence on a web page, by a text fragment: https://wicg.github.io/scroll-to-text-fragment/."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

# Where a browser shows something else than a page of text, or another program opens the link.
_OTHER_HOSTS = ("t.me", "telegram.me")
_NO_PAGES = (".pdf", ".txt", ".json", ".xml", ".doc", ".docx")
_ADDRESS = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?([/?#][^\s\x00-\x20]*)?", re.IGNORECASE)
_MOST_WORDS, _WORDS_AT_AN_END = 10, 4
# Of a sentence without spaces, or of very long words.
_MOST_CHARACTERS, _CHARACTERS_AT_AN_END = 100, 16
_LONGEST = 1000


def link_to(url: str | None, sentence: str) -> str | None:
    """Return a link to a sentence on a page, or to the page alone where no fragment helps.

    None for what is no address that anybody can open; Telegram refuses a message with a button that leads there.
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
    """Return a short sentence whole, and of a long one its two ends."""
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
    # A dash parts a prefix or suffix from the text, and is left alone in an address otherwise.
    return quote(text, safe="").replace("-", "%2D")
