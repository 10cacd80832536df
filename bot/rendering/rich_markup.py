"""Between templates and the screen: a value keeps each of its characters, whatever they mean in rich's markup.

rich's own ``escape`` loses a backslash before a bracket, which a quote must not.
"""

import re

from rich.text import Text

# Characters that Unicode keeps for a program's own use, and which no stored paragraph holds, stand in for those
# with a meaning.
_STAND_INS = "\ufdd0\ufdd1"
_HIDE = str.maketrans("[\\", _STAND_INS)
_SHOW = str.maketrans(_STAND_INS, "[\\")
# A file name or a question may hold what a terminal would obey; a stored paragraph never does.
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_STAND_INS}]")


def hide(value: object) -> str:
    """Return a value as it goes into a template: as text, with nothing in it that is markup."""
    return _CONTROL.sub("", str(value)).translate(_HIDE)


def to_text(rendered: str) -> Text:
    """Return what a template rendered as styled text, with the hidden characters back."""
    text = Text.from_markup(rendered, emoji=False)
    text.plain = text.plain.translate(_SHOW)  # as long as before, so the styles stay where they are
    return text
