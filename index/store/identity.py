"""Recognise the same page at different addresses, so that an article replaces its earlier version."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

# The mobile and the AMP page of a site, which show the same article.
_OTHER_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/)|/amp$|\.amp(?=\.html?$|$)", flags=re.IGNORECASE)
_AMP_FIELDS = frozenset({"amp", "outputtype", "mobile"})
_USUAL_PORTS = frozenset({None, 80, 443})


def page_identity(url: str) -> str:
    """Return what all addresses of a page have in common, to be compared and never to be opened.

    They may differ in scheme, tracking fields, fragment, the slash at the end, and the mobile or AMP variant.
    """
    try:
        parts = urlsplit(_without_trackers(url.strip()))
        port = parts.port
    except ValueError:  # no such host or port can be reached either
        return url
    host = _OTHER_HOST.sub("", (parts.hostname or "").rstrip("."))
    path = _AMP_PATH.sub("", parts.path.rstrip("/")).rstrip("/")
    # courlan reads "&amp=1" as an entity and leaves a field without a name.
    given = parse_qsl(parts.query, keep_blank_values=True)
    fields = [(name, value) for name, value in given if name and name.lower() not in _AMP_FIELDS]
    query = f"?{urlencode(fields)}" if fields else ""
    # The fragment is the page itself where scripts draw it.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{'' if port in _USUAL_PORTS else f':{port}'}{path}{query}{fragment}"


def _without_trackers(url: str) -> str:
    if "?" not in url:
        return url
    import courlan  # 110 ms, and few addresses have fields

    return courlan.normalize_url(url, strict=False)
