"""Check the credits that a source states about itself, in front matter or JSON."""

from collections.abc import Mapping
from datetime import date, datetime

import regex

from index.model.errors import Fault, ReadError
from index.model.records import Credits
from index.model.web_address import is_web_address
from index.text.paragraphs import clean

_LANGUAGE = regex.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", flags=regex.IGNORECASE)
_NAMES = ("title", "url", "publisher", "original_source", "author", "language")


def read_credits(fields: Mapping[str, object], source: str, line: int | None = None) -> Credits:
    """Return the credits among ``fields``, with an empty title if there is none. Other fields are ignored.

    Raises:
        ReadError: a field has a value that it cannot have.
    """

    def bad(field: str, value: object, wanted: str) -> ReadError:
        return ReadError(Fault.BAD_FIELD, source=source, line=line, field=field, value=value, wanted=wanted)

    texts: dict[str, str | None] = {}
    for name in _NAMES:
        value = fields.get(name)
        if isinstance(value, list | dict):
            raise bad(name, value, "text")
        texts[name] = clean(str(value)) or None if value is not None else None
    if (url := texts["url"]) and not is_web_address(url):
        raise bad("url", url, "url")
    if language := texts["language"]:
        if not (code := _LANGUAGE.fullmatch(language)):
            raise bad("language", language, "language")
        texts["language"] = code[1].lower()
    try:
        published = _date(fields.get("published"))
    except ValueError:
        raise bad("published", fields["published"], "date") from None
    return Credits(**{**texts, "title": texts["title"] or ""}, published=published)  # type: ignore[arg-type]


def _date(value: object) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return datetime.fromisoformat(value.strip()).date()
    raise ValueError(value)
