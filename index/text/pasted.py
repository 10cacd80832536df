"""Recognise an article among the messages that people write: nobody asks a question so long."""

import re
from collections.abc import Callable
from typing import NamedTuple

from index.text.line_breaks import ends_sentence

# In characters: of the article, of each of its paragraphs, of an article of one paragraph, and of a question.
_SHORTEST, _SHORTEST_PARAGRAPH, _SHORTEST_ALONE, _LONGEST_QUESTION = 300, 100, 600, 200
_FEWEST_PARAGRAPHS, _FEWEST_SENTENCES = 2, 4
_SENTENCE_END = re.compile(r"[.!…][\"”’)]*(?:\s|$)")


class Pasted(NamedTuple):
    """An article, and the question about it that stands below."""

    article: str
    question: str | None = None


def pasted_article(text: str, is_question: Callable[[str], bool]) -> Pasted | None:
    """Return the article in a text, None where there is none. What asks above it may be its headline."""
    text = text.strip()
    above, _, last = text.rpartition("\n")
    if _is_article(above, is_question) and len(last) <= _LONGEST_QUESTION and is_question(last):
        return Pasted(above.rstrip(), last.strip())
    return Pasted(text) if _is_article(text, is_question) else None


def _is_article(text: str, is_question: Callable[[str], bool]) -> bool:
    """Return whether a text has a few long paragraphs, or is a long one of several sentences that asks nothing."""
    if len(text) < _SHORTEST:
        return False
    lines = [line.strip() for line in text.split("\n")]
    paragraphs = [line for line in lines if len(line) >= _SHORTEST_PARAGRAPH and ends_sentence(line)]
    if len(paragraphs) >= _FEWEST_PARAGRAPHS:
        return True
    is_long = any(len(line) >= _SHORTEST_ALONE for line in paragraphs)
    return is_long and len(_SENTENCE_END.findall(text)) >= _FEWEST_SENTENCES and not is_question(text)
