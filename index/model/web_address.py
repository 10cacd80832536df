"""What counts as the address of a web page, and as a text of nothing but addresses."""

import re
from urllib.parse import urlsplit, urlunsplit

_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
# "ftp://kabar.example/1", or the beginning of an address alone, "https://".
_OTHER = re.compile(r"[a-z][a-z0-9+-]{1,10}://\S*", re.IGNORECASE)
# As people type it: without https://, or only the host.
_TYPED = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/:?#]\S*)?", re.IGNORECASE)
# Before the last "@" of the host: a password may have one, too.
_LOGIN = re.compile(r"^(\s*[a-z][a-z0-9+.-]*:/{0,3})[^/?#\\]*@", re.IGNORECASE)
_USUAL_PORTS = {"http": 80, "https": 443}
_WORD = re.compile(r"\S+")
_AROUND = ".,;:!?()[]{}<>\"'“”‘’…"


def is_web_address(text: str) -> bool:
    """Return whether the whole text is an http or https address with a host; it may still lead nowhere."""
    if _ADDRESS.fullmatch(text) is None:
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:  # a bracket that none closes, or a host with signs that stand for others
        return False


def without_login(url: str) -> str:
    """Return an address without the name and the password in it, which are neither sent nor shown to anybody."""
    return _LOGIN.sub(r"\1", url, count=1) if "@" in url else url


def without_logins(details: dict[str, object]) -> dict[str, object]:
    """Return the details of an error, whose ``source`` may be an address, without the login in that."""
    source = details.get("source")
    is_address = isinstance(source, str) and "://" in source
    return details | {"source": without_login(str(source))} if is_address else details


def feed_address(url: str) -> str:
    """Return the one spelling of an address that is requested again and again.

    What is never sent is left out: a login, a fragment and the usual port. Case counts in the path alone.
    """
    url = without_login(url.strip())
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return url
    if not host or parts.scheme not in _USUAL_PORTS:
        return url
    name = f"[{host}]" if ":" in host else host
    shown = "" if port in (None, _USUAL_PORTS[parts.scheme]) else f":{port}"
    return urlunsplit((parts.scheme, name + shown, parts.path or "/", parts.query, ""))


def is_bad_address(text: str) -> bool:
    """Return whether the whole text is an address of no web page: of another scheme, or without a host."""
    return _OTHER.fullmatch(text) is not None and not is_web_address(text)


def is_only_addresses(text: str) -> bool:
    """Return whether all words of a text are addresses, as typed: "kabar.example www.kabar.example/1"."""
    if "." not in text and "://" not in text:  # no address is without, and most words are
        return False
    any_address = False
    for found in _WORD.finditer(text):  # of a long text, no more than the first word
        if any(map(str.isalnum, found[0])):
            if not _TYPED.fullmatch(found[0].strip(_AROUND)):
                return False
            any_address = True
    return any_address
