"""Cut a paragraph that is too long to be quoted at the ends of its sentences."""

from collections.abc import Iterator

from index.text.sentences import split_sentences

MOST_CHARACTERS = 4_000
"""About as many as one message of a chat can show."""
_ANY_LANGUAGE = "en"


def cut(paragraph: str, language: str | None = None) -> Iterator[str]:
    """Yield the pieces of a paragraph, each of at most so many characters.

    They end with sentences, or with words where a sentence is longer, or anywhere where a word is. The work is the
    same for each character: only what one piece could hold is looked at.
    """
    start = 0
    while len(paragraph) - start > MOST_CHARACTERS:
        end = start + _length_of_piece(paragraph[start : start + MOST_CHARACTERS], language or _ANY_LANGUAGE)
        yield paragraph[start:end].rstrip()
        start = end + (paragraph[end : end + 1] == " ")
    yield paragraph[start:]


def _length_of_piece(window: str, language: str) -> int:
    sentences = split_sentences(window, language)
    if len(sentences) > 1:
        return sentences[-2].end  # the last one may go on behind the window
    return window.rfind(" ") if " " in window.strip() else len(window)
