"""The address of a server and the secrets for it, which nothing shows."""

import base64
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit


@dataclass(frozen=True)
class ServerAddress:
    """An http or https address, which may state a user and a password, and a key.

    Args:
        key: sent as a bearer token, in place of the user and the password; "" for none.
    """

    url: str = field(repr=False)
    key: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Return the address without the user, the password and the query, which may hold a key."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", "")).rstrip("/")

    def endpoint(self, name: str, version: str) -> str:
        """Return the address to post to, without user and password.

        A host alone gets the version and the name as its path ("/v1/embeddings"), a path gets the name, and a path
        that ends with the name is kept.
        """
        parts = urlsplit(self.url)
        path = parts.path.rstrip("/")
        if path.rpartition("/")[2] != name:
            path = f"{path or version}/{name}"
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], path, parts.query, ""))

    def at(self, path: str) -> str:
        """Return the address of a path below this one, without user and password. The path may have a query."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path.rstrip('/')}{path}"

    def authorization(self) -> str:
        """Return the header that lets us in, or ""."""
        if self.key:
            return f"Bearer {self.key}"
        parts = urlsplit(self.url)
        if parts.username is None:
            return ""
        named = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return "Basic " + base64.b64encode(named.encode()).decode("ascii")


def is_server_address(text: str) -> bool:
    """Return whether a text is an http or https address that can be connected to."""
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname and parts.hostname.encode("idna")) and parts.port != 0
    except ValueError:  # brackets or a port that no address has
        return False
    return has_host and parts.scheme in ("http", "https") and text.isprintable() and " " not in text
