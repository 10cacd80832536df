"""What the formats of documents and of archives give to the readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.model.errors import ReadError
from index.model.records import Credits, ParsedParagraph
from index.text.line_breaks import ends_sentence, is_item
from index.text.paragraphs import clean

TIMES_TEXT = 10
"""How many times larger than its text a file may be, by its pictures, fonts and attachments."""


@dataclass(frozen=True)
class Content:
    """A document that is one article; ``notes`` say what it lacks."""

    stated: Credits
    paragraphs: Sequence[ParsedParagraph]
    notes: tuple[ReadError, ...] = ()


def lines_of(text: str) -> list[str]:
    """Return the lines into which somebody has broken a paragraph, but none in the middle of a sentence."""
    lines: list[str] = []
    for line in filter(None, map(clean, text.split("\n"))):
        if lines and line[0].islower() and not (ends_sentence(lines[-1]) or is_item(line)):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


class Part(NamedTuple):
    """A text of an archive, with what is stated about it.

    Args:
        is_html: whether the text is a piece of HTML.
        line: where it begins, in a file of lines.
        notes: the errors that cost no more than a field.
        is_page: whether the text is a whole web page, of which only the article counts.
    """

    stated: Credits
    text: str
    is_html: bool = False
    line: int | None = None
    notes: tuple[ReadError, ...] = ()
    is_page: bool = False
