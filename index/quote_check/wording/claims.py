"""Split what is checked into the sentences that claim something, and find the quotations in a draft."""

from collections.abc import Iterator

import regex

from index.analysis import words
from index.model.records import Span
from index.quote_check.wording.trimming import is_furniture, trimmed
from index.quote_check.wording.word_kinds import asks_to_share
from index.text.sentences import split_sentences

MOST_CHARACTERS = 10_000
"""What is read of a text. A long article has half of it, a message in Telegram at most 4,096."""
MOST_SENTENCES = 100
"""The sentences of a text that are checked, the first ones."""
# In words: shorter ones in quotation marks are names and terms.
_SHORTEST_QUOTATION = 4
# In words.
_LONGEST_SOURCE, _LONGEST_EXCLAMATION = 8, 2
_LINE = regex.compile(r"[^\n]+")
# A line that is broken within a sentence is as long as it can be, and the next one begins with a small letter.
_INSIDE = regex.compile(r".{30}[\p{L}\p{N},;)]\s*$")
_STARTS_INSIDE = regex.compile(r"\s*\p{Ll}")
_ADDRESS = regex.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w+", regex.IGNORECASE)
_SOURCE = regex.compile(r"\s*(?:sumber|source|baca juga|read also|kilde|link|foto|photo)\s*:", regex.IGNORECASE)
_QUOTATION = regex.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"\n]+)\"|‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")


def claimed_sentences(text: str, language: str) -> list[Span]:
    """Return the places of the sentences of a text that claim something: not addresses, sources or furniture."""
    found = list[Span]()
    for start, end in _lines(text):
        line = text[start:end].replace("\n", " ")
        if _SOURCE.match(line) and len(line.split()) <= _LONGEST_SOURCE:
            continue
        masked = _ADDRESS.sub(lambda match: " " * len(match[0]), line)
        for sentence in split_sentences(masked, language):
            piece = trimmed(masked, sentence)
            if piece and not is_furniture(masked[slice(*piece)]):
                found.append(Span(start + piece.start, start + piece.end))
    return found


def _lines(text: str) -> list[Span]:
    """Return the places of the lines; those that a mail program breaks within a sentence are one."""
    found = list[Span]()
    for match in _LINE.finditer(text):
        start, end = match.span()
        if found and found[-1].end + 1 == start and _goes_on(text[slice(*found[-1])], match[0]):
            start = found.pop().start
        found.append(Span(start, end))
    return found


def _goes_on(line: str, behind: str) -> bool:
    is_inside = _INSIDE.search(line) and _STARTS_INSIDE.match(behind)
    return bool(is_inside) and not is_furniture(line) and not is_furniture(behind)


def quotations(text: str) -> list[Span]:
    """Return the places of the quotations in a text, without their marks."""
    return list(_quotations(text))


def _quotations(text: str) -> Iterator[Span]:
    for match in _QUOTATION.finditer(text):
        number = match.lastindex or 0
        if len(words.undivided_words(match[number])) >= _SHORTEST_QUOTATION:
            yield Span(*match.span(number))


def is_remark(sentence: str) -> bool:
    """Return whether a sentence that no article has is a remark beside what is passed on, such as "VIRAL!!".

    "Sebarkan ke semua grup!" is one, too.
    """
    said = words.folded_words(sentence)
    is_loud = "!" in sentence or sentence.isupper()
    is_exclamation = is_loud and len(said) <= _LONGEST_EXCLAMATION and not any(map(str.isdigit, sentence))
    return is_exclamation or asks_to_share(said)
