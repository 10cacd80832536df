"""Which links Telegram accepts, in a text and on a button."""

from urllib.parse import urlsplit

SCHEMES = ("http", "https", "tg", "ton", "tonsite")


def checked_url(url: str) -> str:
    """Return the URL as Telegram writes it, "" if it takes it for no link.

    A link to a person (tg://user?id=...) gives "": Telegram drops it for people it does not know,
    and the fake knows no one by such a link.
    """
    url = url.strip()
    if any(character.isspace() for character in url):
        return ""
    if "://" not in url:
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in SCHEMES or not parts.netloc:
        return ""
    if parts.scheme not in ("http", "https"):
        return "" if parts.netloc == "user" else url
    if "." not in parts.netloc.strip("."):
        return ""
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()
