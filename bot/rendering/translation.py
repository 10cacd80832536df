"""Give templates _() and ngettext(), and write dates and numbers as a language does."""

from collections.abc import Callable, Mapping
from datetime import date

from jinja2 import Environment

from bot.rendering import languages

Language = Callable[[], str]
Fill = Callable[[str, Mapping[str, object]], str]


def translate(environment: Environment, language: Language, fill: Fill) -> None:
    """Translate into the language that ``language`` returns at the moment of rendering.

    Args:
        fill: puts values into a sentence, escaped as the front end needs it; sentences may contain markup.
    """

    # Jinja2's own functions would escape the values for HTML alone.
    def gettext(text: str, /, **values: object) -> str:
        return fill(languages.translated(text, language()), values)

    def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
        text = languages.translated_plural(one, many, count, language())
        return fill(text, {"num": languages.number(count, language()), **values})

    def day(value: date) -> str:
        return languages.day(value, language())

    def number(value: float, decimals: int = 0) -> str:
        return languages.number(value, language(), decimals)

    def percent(value: float) -> str:
        return languages.percent(value, language())

    environment.add_extension("jinja2.ext.i18n")
    environment.extend(newstyle_gettext=True)
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals |= {"gettext": gettext, "ngettext": ngettext}
    environment.filters |= {"day": day, "number": number, "percent": percent}
