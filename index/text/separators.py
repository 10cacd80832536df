"""Recognise lines of dashes, stars or other marks, which stand between two texts as a blank line does."""

from collections.abc import Callable

import regex

# What ends or encloses a sentence may be the rest of one that a width broke; pipes draw tables.
_MARK = r"""[^\p{L}\p{N}\p{C}\s"'“”‘’„«»()\[\]{},!?！？。，|]"""
# One class for all that follows the second mark: to repeat a group took 256 MB on a line of 2 MB.
_SEPARATOR = regex.compile(
    rf"[\s\p{{Cf}}]*+(?:\u2042[\s\p{{Cf}}]*+|{_MARK}[\s\p{{Cf}}]*+{_MARK}[{_MARK}\s\p{{Cf}}]*+)",
    flags=regex.VERSION1,
)
_FEWEST_MARKS = regex.compile(rf"^(?:[^\S\n]|\p{{Cf}})*+{_MARK}[^\p{{L}}\p{{N}}\n]*+$", flags=regex.MULTILINE)


def is_separator(line: str) -> bool:
    """Return whether a line, without spaces around it, is "-----", "* * *", "➖➖➖" or the like."""
    return _SEPARATOR.fullmatch(line) is not None


def part_at_separators(
    text: str, is_kept: Callable[[list[str], int], bool] = lambda _lines, _number: False
) -> str:
    """Return a text with a blank line above and below each separator.

    Args:
        is_kept: says of the lines, and of the number of a separator among them, whether it stays where it is, as
            the line below a heading does.
    """
    if _FEWEST_MARKS.search(text) is None:  # 20 times as fast as looking at each line
        return text
    lines = text.split("\n")
    parted = list[str]()
    for number, line in enumerate(lines):
        is_parted = is_separator(line.strip()) and not is_kept(lines, number)
        parted += ("", line, "") if is_parted else (line,)
    return "\n".join(parted)
