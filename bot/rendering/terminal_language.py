"""The language of the person at the terminal."""

import os

from bot.rendering.languages import best

SYSTEM = "system"
# In the order in which they count, https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(setting: str) -> str:
    """Return the language that the setting names, or that of the system."""
    return best(_of_system() if setting == SYSTEM else setting)


def _of_system() -> str | None:
    locale = next((found for name in _VARIABLES if (found := os.environ.get(name))), "")
    return locale.partition(".")[0].partition("@")[0] or None
