"""The address of an article: the one that its page states, or the one that the page was fetched from."""

import re
from urllib.parse import urlsplit

from index.model.web_address import is_web_address
from index.store.identity.pages import page_identity

# The mobile and the AMP page of a site state its page for large screens.
_SITE_VARIANT = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# The end of a path that names an article itself: several words, or a number such as a day.
_ARTICLE_PATH = re.compile(r"[^/-]+-[^/-]+-[^/]+/?$|\d{4}[^/]*/?$")


def article_address(stated: str | None, url: str | None) -> str | None:
    """Return the address that a page states, or the one that it was fetched from if that is of another site.

    Some sites state their front page on every page, or an address without the field that names the article. Either
    would make one article of all.
    """
    if url is None:
        return stated if stated and is_web_address(stated) else None
    try:
        is_here = stated and _site(stated) == _site(url) and _is_page(stated) >= _is_page(url)
        if stated and is_here and not _lacks_article(stated, url):
            return stated
    except ValueError:  # no address at all
        pass
    return url


def _site(url: str) -> str:
    return _SITE_VARIANT.sub("", urlsplit(url).hostname or "")


def _is_page(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _lacks_article(stated: str, url: str) -> bool:
    """Return whether an address is another one without the fields that name an article."""
    page, _, fields = page_identity(url).partition("?")
    path = urlsplit(url).path
    return bool(fields) and page_identity(stated) == page and not _ARTICLE_PATH.search(path)
