"""Find the hub that a feed names, and ask a hub for what is new in a feed: WebSub, https://www.w3.org/TR/websub/."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from index.ingestion.fetching.caching import retry_seconds
from index.ingestion.fetching.web import Session
from index.model.feeds import Hub, HubAnswer
from index.model.web_address import is_web_address

_LONGEST_ADDRESS = 1_000


def find_hub(links: Mapping[str, str], url: str) -> Hub | None:
    """Return the hub among the links of a feed, by their relation; None without one that can be asked.

    Args:
        url: the address of the feed, which is its topic if it names no other.
    """
    hub, topic = _address(links.get("hub"), url), _address(links.get("self"), url) or url
    secure = _secure(hub) if hub else None
    return Hub(secure, topic) if secure and len(topic) <= _LONGEST_ADDRESS else None


def ask_hub(session: Session, hub: str, fields: Mapping[str, str]) -> HubAnswer:
    """Return what a hub answers to a request, with any status. Raises ReadError."""
    found = session.post(hub, fields)
    return HubAnswer(found.status, retry_seconds(found.headers))


def _secure(hub: str) -> str | None:
    """Return the address of a hub with https, as a secret is sent to it: the hubs of many feeds have both."""
    parts = urlsplit(hub)
    if parts.scheme.lower() == "https":
        return hub
    return None if ":" in parts.netloc else parts._replace(scheme="https").geturl()


def _address(stated: str | None, url: str) -> str | None:
    """Return an address as it is written in the feed at another one, None for what is none."""
    if not stated or not stated.strip():
        return None
    try:
        found = urljoin(url, stated.strip())
        is_fit = is_web_address(found) and len(found) <= _LONGEST_ADDRESS and urlsplit(found).port != 0
    except ValueError:
        return None
    return found if is_fit else None
