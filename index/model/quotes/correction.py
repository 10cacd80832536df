"""A word of a question that was corrected."""

from typing import NamedTuple


class Correction(NamedTuple):
    """A word that nobody has written, and the word of the library that was looked for in its place."""

    typed: str
    shown: str
