"""Keep every character of a value, whatever it means in rich's markup, from the template to the screen.

rich's own ``escape`` loses a backslash before a bracket, and a quote must not lose any.
"""

import re
from collections.abc import Mapping

from rich.text import Text

# Noncharacters, which Unicode reserves for a program's own use and no stored paragraph holds, stand in for the
# characters that have a meaning.
_STAND_INS = "\ufdd0\ufdd1"
_HIDE = str.maketrans("[\\", _STAND_INS)
_SHOW = str.maketrans(_STAND_INS, "[\\")
# A file name or a question may hold characters that control a terminal; a stored paragraph never does.
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_STAND_INS}]")


class Styled(str):
    """A text that contains markup, its values hidden already."""

    __slots__ = ()


def filled(text: str, values: Mapping[str, object]) -> Styled:
    """Return a sentence of a catalogue, which may contain markup, with its values hidden."""
    return Styled(text % {name: hide(value) for name, value in values.items()})


def hide(value: object) -> str:
    """Return the text of a value with nothing in it that rich takes for markup."""
    if isinstance(value, Styled):
        return value
    return _CONTROL.sub("", str(value)).translate(_HIDE)


def to_text(rendered: str) -> Text:
    """Return rendered markup as styled text, with the hidden characters restored."""
    text = Text.from_markup(rendered, emoji=False)
    text.plain = text.plain.translate(_SHOW)  # of the same length, so the styles stay in place
    return text
