"""Split what is checked into the sentences that claim something, and find the quotations in a draft."""

from collections.abc import Iterator, Sequence

import regex

from index.analysis import words
from index.model.records import Span
from index.quote_check.wording.word_kinds import asks_to_share, furniture
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
# "BREAKING: ..."
_PREFIX = regex.compile(r"\s*([^:!\n]{3,40})[:!]+\s+(?=\S)")
_ADDRESS = regex.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w+", regex.IGNORECASE)
_SOURCE = regex.compile(r"\s*(?:sumber|source|baca juga|read also|kilde|link|foto|photo)\s*:", regex.IGNORECASE)
_QUOTATION = regex.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"\n]+)\"|‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)")


def claimed_sentences(text: str, language: str) -> list[Span]:
    """Return the places of the sentences of a text that claim something: not addresses, sources or furniture."""
    found = list[Span]()
    for line in _LINE.finditer(text):
        if _SOURCE.match(line[0]) and len(line[0].split()) <= _LONGEST_SOURCE:
            continue
        start = line.start()
        masked = _ADDRESS.sub(lambda match: " " * len(match[0]), line[0])
        for sentence in split_sentences(masked, language):
            piece = _trimmed(masked, sentence)
            if piece and not _is_furniture(masked[slice(*piece)]):
                found.append(Span(start + piece.start, start + piece.end))
    return found


def quotations(text: str) -> list[Span]:
    """Return the places of the quotations in a text, without their marks."""
    return list(_quotations(text))


def _quotations(text: str) -> Iterator[Span]:
    for match in _QUOTATION.finditer(text):
        number = match.lastindex or 0
        if len(words.undivided_words(match[number])) >= _SHORTEST_QUOTATION:
            yield Span(*match.span(number))


def _trimmed(text: str, sentence: Span) -> Span | None:
    """Return a sentence without spaces around it; None if it has no word."""
    piece = text[slice(*sentence)]
    if not any(map(str.isalnum, piece)):
        return None
    left = len(piece) - len(piece.lstrip())
    prefix = _PREFIX.match(piece)
    if prefix and _is_furniture(prefix[1]):
        left = prefix.end()
    return Span(sentence.start + left, sentence.start + len(piece.rstrip()))


def is_remark(sentence: str) -> bool:
    """Return whether a sentence that no article has is a remark beside what is passed on, such as "VIRAL!!".

    "Sebarkan ke semua grup!" is one, too.
    """
    said = words.folded_words(sentence)
    is_loud = "!" in sentence or sentence.isupper()
    is_exclamation = is_loud and len(said) <= _LONGEST_EXCLAMATION and not any(map(str.isdigit, sentence))
    return is_exclamation or asks_to_share(said)


def _is_furniture(piece: str) -> bool:
    said: Sequence[str] = words.folded_words(piece)
    return " ".join(said) in furniture()
