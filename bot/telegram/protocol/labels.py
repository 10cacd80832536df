"""Short labels, such as those of buttons."""

from bot.rendering import languages
from bot.rendering.render import words
from bot.telegram.protocol.current_update import current_language


def label(section: str, name: str, language: str | None = None) -> str:
    """Return a word of templates/telegram/words.toml as text, not as HTML.

    Without a ``language`` it is in the one of the current update.
    """
    return languages.translated(words("telegram/words")[section][name], language or current_language())


def name_of_language(code: str) -> str:
    """Return the name of a language in its own words."""
    return label("language", "name", code)
