"""The contract of rerankers, which read a question and a paragraph together."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from index.model.features import Reading

SECONDS = 0.15
"""How long a question may be read by default. Six paragraphs take half of it on one core."""


class Passage(NamedTuple):
    """A paragraph to read, with what stands above it.

    Args:
        titles: the title of its article and its heading, outermost first, as far as there are any.
        day: of its article; None if it is unknown.
        text: of the paragraph, as it is stored.
        words: the ranges of characters of the text that are words of the question. Of a text that is too long, the
            part with most of them is read.
    """

    titles: tuple[str, ...]
    day: date | None
    text: str
    words: Sequence[tuple[int, int]] = ()


class Reranker(Protocol):
    """Say for paragraphs of any language whether they answer a question, and with which words.

    Any text is read, also an empty one or one with control characters, and no text can pass for another part of
    the input than it is. Equal passages get equal readings, whatever they are read with. Any method may raise
    EngineError, and may be called from any thread.
    """

    name: str
    """The model and its version: readings of different names cannot be compared."""
    points_at_words: bool
    """Whether its readings may have words."""

    def load(self) -> None:
        """Load what the first reading would wait for; nothing if that was done. No deadline includes it."""

    def read(self, question: str, passages: Sequence[Passage], deadline: float) -> list[Reading] | None:
        """Return one reading for each passage, in their order; None once the deadline has passed.

        The words of each reading are a range of characters within the text of its passage.

        Args:
            deadline: on the clock of ``time.monotonic``. It is passed by the time of one passage at most.
        """
