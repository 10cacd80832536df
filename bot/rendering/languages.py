"""The languages of the bot: which ones there are, their translations, and how they write dates and numbers.

The words of the templates are English; each other language is a catalogue, templates/languages/<code>.po.
Babel takes about 50 ms to load and English does without it, so Babel is imported where it is used.
"""

import calendar
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent.parent / "templates" / "languages"
# The language of the templates.
SOURCE = "en"
# The language that people understand best if theirs has no catalogue; old devices call Indonesian "in".
_OLD_INDONESIAN = "in"
_NEXT_BEST = {_OLD_INDONESIAN: "id", "jv": "id", "ms": "id", "su": "id"}


def codes() -> list[str]:
    """Return the ISO 639 codes of the languages that the bot speaks."""
    return [SOURCE, *_files()]


def best(language_code: str | None) -> str:
    """Return which of codes() suits a reader of a language, such as "id-ID", best."""
    wanted = (language_code or SOURCE).lower().replace("_", "-").split("-")[0]
    return next((code for code in (wanted, _NEXT_BEST.get(wanted, SOURCE)) if code in codes()), SOURCE)


def readers() -> dict[str, str]:
    """Return each language that the bot answers in one of codes(), with that one.

    All others are answered in English.
    """
    alike = {code: best(code) for code in _NEXT_BEST if code != _OLD_INDONESIAN and best(code) != SOURCE}
    return {code: code for code in codes()} | alike


def translated(text: str, language: str) -> str:
    return text if language == SOURCE else _catalogue(language).gettext(text)


def translated_plural(one: str, many: str, count: int, language: str) -> str:
    if language == SOURCE:
        return one if count == 1 else many
    return _catalogue(language).ngettext(one, many, count)


def name_in(code: str, language: str) -> str | None:
    """Return what a language is called in another one, None for a code that no language has."""
    from babel import Locale

    return Locale.parse(language).languages.get(code.lower())


def code_named(typed: str) -> str | None:
    """Return the one of codes() that was typed as its code, or as its name in any of these languages."""
    for code in codes():
        names = (name_in(code, each) or code for each in codes())
        if typed.casefold() in (code, *map(str.casefold, names)):
            return code
    return None


@lru_cache(maxsize=1000)  # Babel takes 30 µs for a day or a number
def day(value: date, language: str) -> str:
    if language == SOURCE:
        return f"{value.day} {calendar.month_name[value.month]} {value.year}"
    from babel.dates import format_date

    return format_date(value, "long", language)


@lru_cache(maxsize=1000)
def number(value: float, language: str, decimals: int = 0) -> str:
    if language == SOURCE:
        return f"{Decimal(value):,.{decimals}f}"  # a detail of an error is a text
    from babel.numbers import format_decimal

    return format_decimal(value, f"#,##0.{'0' * decimals}" if decimals else "#,##0", language)


@lru_cache(maxsize=200)
def percent(value: float, language: str) -> str:
    """Return 0.25 as 25%."""
    if language == SOURCE:
        return f"{value:.0%}"
    from babel.numbers import format_percent

    return format_percent(value, locale=language)


@cache
def _files() -> Mapping[str, Path]:
    return {file.stem: file for file in sorted(CATALOGUES.glob("*.po"))}


@cache
def _catalogue(language: str) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    compiled = BytesIO()
    with _files()[language].open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
