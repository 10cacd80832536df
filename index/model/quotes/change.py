"""A change of a paragraph that was made after it was quoted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class QuoteChange:
    """A change of a quoted paragraph.

    Args:
        day: when it was made.
        present: the text that stands there now; None if the paragraph was removed.
        keeps_sentence: whether the sentence that answers is still there, word for word.
        page: the page of a document on which that text stands now, counted from 1.
    """

    day: date
    present: str | None
    keeps_sentence: bool
    page: int | None = None
