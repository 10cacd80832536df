"""Find the article body that a page states in JSON-LD, from which a script draws what people see."""

import json
from html import unescape

import regex
from lxml.html import HtmlElement

_DEEPEST = 20
_MARKUP = regex.compile(r"<(?:/p|br\s*/?|/h[1-6]|/li|/div|/tr)\s*>", flags=regex.IGNORECASE)
_ESCAPED_MARKUP = regex.compile(r"&lt;(?:/p|br\s*/?|/h[1-6]|/li|/div|/tr)\s*&gt;", flags=regex.IGNORECASE)
_TAG = regex.compile(r"<[^<>]*>")
# A page that is drawn by a script shows less than this share of the letters of its article.
_SHOWN = 0.5
_SHORTEST = 80
_LONGEST_BROKEN = 30_000


def drop_broken_data(tree: HtmlElement) -> None:
    """Drop what is long and not valid JSON from the JSON-LD of a page.

    trafilatura looks through it with patterns, which took 26 s for 475 KB; in a short one they repair much.
    """
    for script in tree.iter("script"):
        is_long = "json" in (script.get("type") or "") and len(script.text or "") > _LONGEST_BROKEN
        if is_long and _loaded(script.text) is None:
            script.text = None


def find_stated_body(tree: HtmlElement) -> str:
    """Return the article body in the JSON-LD of a page, as text or as HTML, or ""."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (body := _find_body(_loaded(script.text))):
            return unescape(body) if _ESCAPED_MARKUP.search(body) else body
    return ""


def is_html(body: str) -> bool:
    """Return whether an article body has the blocks of HTML."""
    return _MARKUP.search(body) is not None


def is_drawn_by_script(visible: str, body: str) -> bool:
    """Return whether a page shows much less than the article that it states."""
    stated = len(_squeezed(body))
    return stated >= _SHORTEST and len(_squeezed(visible)) < stated * _SHOWN


def says(body: str, text: str) -> bool:
    """Return whether a text is in an article body, but for spaces and marks."""
    return _squeezed(text) in _squeezed(body)


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, _TAG.sub("", text)))


def _loaded(text: str | None) -> object:
    try:
        return json.loads(text or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _find_body(value: object, depth: int = 0) -> str | None:
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return None
    if isinstance(value, dict) and isinstance(body := value.get("articleBody"), str):
        return body
    inner = value.values() if isinstance(value, dict) else value
    return next((body for one in inner if (body := _find_body(one, depth + 1))), None)
