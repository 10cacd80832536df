"""Render data as text. Every word that people see is in templates/, none in here."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.rendering import languages
from bot.rendering.excerpt import shortened
from bot.rendering.rich_markup import Styled, filled, hide
from bot.rendering.text_fragments import at_page
from bot.rendering.translation import Language, translate
from index.model.errors import KutipError

# Beside this package in a checkout and in an installed wheel alike.
TEMPLATES = Path(__file__).parent.parent.parent / "templates"
# Telegram turns these into links anywhere but within <code>, and notifies a user who is mentioned.
_TELEGRAM_LINKS = re.compile(r"((?<!\w)[@#]\w+|(?<![\w/])/\w+)")
_IN_LINKS = "@#/"

# Control characters, halves of surrogate pairs, and marks that reverse the order of the letters after them.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Renderer:
    """The templates of one front end. Values are always escaped for it; only templates contain markup.

    They are rendered in the language that ``language`` returns at that moment.
    """

    def __init__(self, folder: str, language: Language = lambda: languages.SOURCE) -> None:
        self._language = language
        self._in_chat = telegram = folder == "telegram"
        self._suffix = "html" if telegram else "txt"
        self._environment = Environment(
            loader=FileSystemLoader(TEMPLATES / folder),
            autoescape=telegram,  # noqa: S701 - the console hides markup in finalize
            finalize=_for_telegram if telegram else hide,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # templates do not change while the program runs: no stat of each file
        )
        self._environment.filters |= {
            "short": shortened,
            "short_each": _each_shortened,
            "fault": self._fault,
            "at_page": at_page,
        }
        self._longest_detail = 150 if telegram else 1000
        translate(self._environment, language, _filled if telegram else filled)

    def render(self, name: str, /, **values: object) -> str:
        return self._environment.get_template(f"{name}.{self._suffix}").render(values).strip("\n")

    def day(self, value: date) -> str:
        return languages.day(value, self._language())

    def error(self, error: KutipError) -> str:
        """Return one line for a person: what went wrong, and what to do next."""
        template = self._environment.from_string(self._words_for(error))
        # A detail may be what a person wrote, of any length; lists are always ours.
        details = {
            name: value if value is None or isinstance(value, list | tuple) else self._short(value)
            for name, value in error.details.items()
        }
        return template.render({"line": None, **details})

    def _fault(self, error: KutipError) -> str:
        """Return the line of an error for a place within a template, its values escaped already."""
        return Markup(self.error(error)) if self._in_chat else Styled(self.error(error))  # noqa: S704

    def _words_for(self, error: KutipError) -> str:
        texts = words("errors")
        shared = {**texts["at_terminal"], **texts["faults"]}
        if self._in_chat:
            shared |= texts["in_chat"]
        return languages.translated(shared[error.fault], self._language())

    def _short(self, value: object) -> str:
        return shortened(" ".join(str(value).split()), self._longest_detail)


@cache
def words(name: str) -> Mapping[str, Any]:
    """Return the words of a .toml file of the templates folder."""
    return tomllib.loads((TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"))


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    return Markup(text) % {name: _for_telegram(value) for name, value in values.items()}  # noqa: S704 - a template


def _for_telegram(value: object) -> Markup:
    if isinstance(value, Markup):
        return value
    text = str(value)
    if not text.isprintable():
        text = _NO_TEXT.sub("", text)
    # Most texts have none, and to look for a whole link takes 30 µs in a paragraph.
    if not any(mark in text for mark in _IN_LINKS):
        return escape(text)
    parts = _TELEGRAM_LINKS.split(text)
    parts[1::2] = [Markup("<code>{}</code>").format(link) for link in parts[1::2]]
    return Markup().join(parts)  # escapes all that is not Markup yet


def _each_shortened(texts: Iterable[str], limit: int) -> list[str]:
    return [shortened(text, limit) for text in texts]
