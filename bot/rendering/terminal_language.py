"""The language of the person at the terminal."""

import os

from bot.rendering.languages import best, codes
from index.library import Library

SYSTEM = "system"
AUTO = "auto"
"""Typed in place of a code, to go back to the language of the setting or the system."""
KEPT_AS = "console"
"""The name under which the language chosen in the console is kept, beside those of chats."""
# In the order in which they count, https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html.
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def chosen_language(setting: str) -> str:
    """Return the language that the setting names, or that of the system."""
    return best(_of_system() if setting == SYSTEM else setting)


def kept_language(library: Library) -> str | None:
    """Return the language that was chosen in the console, if Kutip still has words in it. Raises StoreError."""
    chosen = library.chats.language(KEPT_AS)
    return chosen if chosen in codes() else None


def _of_system() -> str | None:
    locale = next((found for name in _VARIABLES if (found := os.environ.get(name))), "")
    return locale.partition(".")[0].partition("@")[0] or None
