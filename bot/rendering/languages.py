"""The languages of the bot: which ones there are, their translations, and how they write dates and numbers.

The words of the templates are English; each other language is a catalogue, templates/languages/<code>.po.
Babel takes about 50 ms to load and the command line is only in English, so Babel is imported where it is used.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

CATALOGUES = Path(__file__).parent.parent.parent / "templates" / "languages"
# The language of the templates.
SOURCE = "en"
# The language that people understand best if theirs has no catalogue; old devices call Indonesian "in".
_OLD_INDONESIAN = "in"
_NEXT_BEST = {_OLD_INDONESIAN: "id", "jv": "id", "ms": "id", "su": "id"}
# In CLDR, plain English is American, with the month before the day.
_LOCALES = {"en": "en_GB"}


def codes() -> list[str]:
    """Return the ISO 639 codes of the languages that the bot speaks."""
    return list(_catalogues())


def best(language_code: str | None) -> str:
    """Return which of codes() suits a reader of a language, such as "id-ID", best."""
    wanted = (language_code or SOURCE).lower().replace("_", "-").split("-")[0]
    return next((code for code in (wanted, _NEXT_BEST.get(wanted, SOURCE)) if code in _catalogues()), SOURCE)


def readers() -> dict[str, str]:
    """Return each language that the bot answers in one of codes(), with that one.

    All others are answered in English.
    """
    alike = {code: best(code) for code in _NEXT_BEST if code != _OLD_INDONESIAN and best(code) != SOURCE}
    return {code: code for code in codes()} | alike


def translated(text: str, language: str) -> str:
    return _catalogues()[language].gettext(text)


def translated_plural(one: str, many: str, count: int, language: str) -> str:
    return _catalogues()[language].ngettext(one, many, count)


def name_in(code: str, language: str) -> str | None:
    """Return what a language is called in another one, None for a code that no language has."""
    from babel import Locale

    return Locale.parse(_locale(language)).languages.get(code.lower())


def day(value: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(value, "long", _locale(language))


def number(value: float, language: str, decimals: int = 0) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, f"#,##0.{'0' * decimals}" if decimals else "#,##0", _locale(language))


def percent(value: float, language: str) -> str:
    """Return 0.25 as 25%."""
    from babel.numbers import format_percent

    return format_percent(value, locale=_locale(language))


def _locale(language: str) -> str:
    return _LOCALES.get(language, language)


@cache
def _catalogues() -> Mapping[str, NullTranslations]:
    return {SOURCE: NullTranslations(), **{file.stem: _compiled(file) for file in sorted(CATALOGUES.glob("*.po"))}}


def _compiled(file: Path) -> NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=file.stem, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
