"""Check the credits that a source states about itself, in front matter or JSON."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import regex

from index.ingestion.layout.stated_day import stated_day
from index.model.errors import Fault, ReadError
from index.model.records import Credits
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

_FLAGS = frozenset({"true", "false", "yes", "no", "on", "off"})
_LANGUAGE = regex.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", flags=regex.IGNORECASE)
_CODES = {
    name: code
    for code, names in {
        "ar": ("arab", "arabic"),
        "de": ("jerman", "german", "deutsch"),
        "en": ("inggris", "english"),
        "es": ("spanyol", "spanish", "español"),
        "fr": ("prancis", "french", "français"),
        "id": ("indonesia", "indonesian"),
        "jv": ("jawa", "javanese"),
        "ms": ("melayu", "malay", "malaysia"),
        "nl": ("belanda", "dutch", "nederlands"),
        "pt": ("portugis", "portuguese", "português"),
        "ru": ("rusia", "russian"),
        "su": ("sunda", "sundanese"),
        "zh": ("tionghoa", "mandarin", "chinese"),
    }.items()
    for name in names
}
_NAMES = ("title", "url", "publisher", "original_source", "author", "language")
# The names that Jekyll, Hugo, Obsidian and feeds in JSON give to these fields.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "author": ("authors", "byline"),
    "language": ("lang",),
    "publisher": ("site_name", "sitename"),
    "url": ("link", "canonical_url", "canonicalurl", "canonical", "permalink"),
    "published": ("date", "publishdate", "pubdate", "date_published", "datepublished", "published_at", "lastmod"),
}
USELESS_FIELDS = frozenset(
    {"tags", "tag", "category", "categories", "draft", "layout", "slug", "description", "keywords", "aliases"}
)
"""The names of fields that say nothing about an article here, in small letters."""
KNOWN_FIELDS = frozenset({*_NAMES, "published", *sum(_OTHER_NAMES.values(), ())}) | USELESS_FIELDS
"""The names, in small letters, by which a block of text is known to be front matter."""


class StatedCredits(NamedTuple):
    """The credits that a source states, and the errors that cost no more than a field."""

    credits: Credits
    notes: tuple[ReadError, ...]


def read_credits(fields: Mapping[str, object], source: str, line: int | None = None) -> StatedCredits:
    """Return the credits among ``fields``, with an empty title if there is none. Other fields are ignored.

    A field with a value that it cannot have is as one that is not there, and a note says so.
    """
    folded = {name.casefold(): value for name, value in fields.items()}
    notes: list[ReadError] = []

    def note(fault: Fault, field: str, value: object, wanted: str) -> None:
        notes.append(ReadError(fault, source=source, line=line, field=field, value=value, wanted=wanted))

    texts: dict[str, str | None] = {}
    for name in _NAMES:
        value = _joined(_value(folded, name)) if name == "author" else _value(folded, name)
        if isinstance(value, list | dict):
            note(Fault.BAD_FIELD, name, value, "text")
            value = None
        texts[name] = clean(str(value)) or None if value is not None else None
    if (url := texts["url"]) and not is_web_address(url):
        note(Fault.BAD_FIELD, "url", url, "url")
        texts["url"] = None
    if language := texts["language"]:
        texts["language"] = _language_code(language)
        if not texts["language"]:
            note(Fault.BAD_FIELD, "language", language, "language")
    published = None
    try:
        published = stated_day(_value(folded, "published"), texts["language"])
    except (ValueError, OverflowError):
        note(Fault.DATE_UNREADABLE, "published", _value(folded, "published"), "date")
    title = texts.pop("title") or ""
    return StatedCredits(Credits(title=title, published=published, **texts), tuple(notes))


def _value(fields: Mapping[str, object], name: str) -> object:
    """Return the value of a field, or that of one with another name which can be its value."""
    own = fields.get(name)
    if own is not None and not _means_something_else(name, str(own)):
        return own
    others = (fields.get(other) for other in _OTHER_NAMES.get(name, ()))
    return next((value for value in others if value and (name != "url" or is_web_address(str(value)))), None)


def _means_something_else(name: str, value: str) -> bool:
    """Return whether a value is a path in the site, as Hugo's ``url`` is, or a flag, as Jekyll's ``published``."""
    if name == "url":
        return value.startswith("/") and not value.startswith("//")
    return name == "published" and value.casefold() in _FLAGS


def _language_code(language: str) -> str | None:
    """Return the code in "id-ID", or that of "Bahasa Indonesia" or "English", or None."""
    if code := _LANGUAGE.fullmatch(language):
        return str(code[1]).lower()
    return _CODES.get(language.casefold().removeprefix("bahasa").strip())


def _joined(value: object) -> object:
    """Return several authors as one text, each a name or an object with a name."""
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return value
    names: Iterable[object] = (one.get("name") if isinstance(one, dict) else one for one in value)
    return ", ".join(clean(str(name)) for name in names if name and not isinstance(name, list | dict))
