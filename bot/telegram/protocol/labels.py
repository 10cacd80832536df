"""Words that are not messages, such as those on buttons, in the language that is spoken."""

from bot.rendering import languages
from bot.rendering.render import words


def label(section: str, name: str) -> str:
    """Return a word of templates/telegram/words.toml as text, not as HTML."""
    return languages.translated(words("telegram/words")[section][name])


def name_of_language(code: str) -> str:
    """Return the name of a language in its own words."""
    with languages.speaking_in(code):
        return label("language", "name")
