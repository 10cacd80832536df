"""Recognise the same page at different addresses, so that an article replaces its earlier version."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from index.model.web_address import without_login
from index.store.identity.tracking_fields import says_nothing

# The mobile and the AMP page of a site, which show the same article; a language may come first ("id.m.").
_OTHER_HOST = re.compile(r"^([a-z]{2,3}\.)?(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp$|\.amp(?=\.html?$|$)", flags=re.IGNORECASE)
# Copies of AMP pages that others keep; an "s" stands before the host of an https page.
_AMP_COPY = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,7}/amp|[^/?#]+\.cdn\.ampproject\.org/[a-z])/(?:s/)?(?=[^/?#]+\.[a-z])",
    flags=re.IGNORECASE,
)
_USUAL_PORTS = frozenset({None, 80, 443})
_MOST_FIELDS = 100


def page_identity(url: str) -> str:
    """Return what all addresses of a page have in common, to be compared and never to be opened.

    They may differ in scheme, tracking fields, fragment, the slash at the end, the spelling of letters beyond
    ASCII, and the mobile or AMP variant.
    """
    try:
        parts = urlsplit(_AMP_COPY.sub("https://", url.strip(), count=1))
        port = parts.port
        given = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # no such host or port can be reached either
        return url
    path = _AMP_PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    named = [
        (name.removeprefix("amp;"), value) for name, value in given
    ]  # "&amp;" is copied from sources of pages
    fields = sorted((name, value) for name, value in named if name and not says_nothing(name.lower(), value, path))
    query = f"?{urlencode(fields)}" if fields else ""
    # The fragment is the page itself where scripts draw it.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{_host(parts.hostname)}{'' if port in _USUAL_PORTS else f':{port}'}{_spelled(path)}{query}{fragment}"


def without_tracking(url: str) -> str:
    """Return an address as it is shown: without a login, a fragment that points into its page, and tracking."""
    try:
        parts = urlsplit(without_login(url))
    except ValueError:
        return url
    fields = [field for field in parts.query.split("&") if not says_nothing(*_name_and_value(field), parts.path)]
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit(parts._replace(query="&".join(fields), fragment=fragment))


def _name_and_value(field: str) -> tuple[str, str]:
    name, _, value = field.partition("=")
    return name.lower(), unquote(value)


def _host(name: str | None) -> str:
    host = _OTHER_HOST.sub(r"\1", (name or "").rstrip("."))
    try:
        return host.encode("idna").decode()
    except UnicodeError:  # a part is empty or too long
        return host


def _spelled(path: str) -> str:
    """Return a path with one spelling of each letter; a "%2F" is no slash."""
    return "%2F".join(quote(unquote(part), safe="/") for part in re.split("%2f", path, flags=re.IGNORECASE))
