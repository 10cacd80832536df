"""Where the words of a text are, and how spellings of one word are made equal.

Numbers stay whole as people write them ("19,5", "3/3/2022"). Languages that put no spaces between words come to
be split in ``find``; whatever it yields, the rest of the analysis takes.
"""

import unicodedata
from collections.abc import Iterator

import regex

from index.models import Span

# regex, not re: its \p{M} keeps vowel signs and combining accents inside a word, where re's \w cuts at them.
_WORD = regex.compile(
    r"\p{N}+(?:[.,/:]\p{N}+)*(?![\p{L}\p{M}])|[\p{L}\p{M}\p{N}]+(?:['\u2019\u02bc][\p{L}\p{M}]+)*"
)
_ACCENT_CARRIERS = ("LATIN", "GREEK")
_AROUND_WORDS = '.,:;!?()[]"“”«»…'
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})


def find(text: str) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        yield Span(*match.span())


def split(text: str) -> list[str]:
    """Returns the words that ``find`` finds."""
    bare = text.strip(_AROUND_WORDS)
    # Most text between spaces is one word, which needs no search: half the time.
    return [bare] if bare.isalpha() else _WORD.findall(text)


def fold(word: str) -> str:
    """Returns the word in compatible characters (NFKC) and without case, accents still on, as stemmers want it."""
    if word.isascii():  # nothing to compose: a fifth of the time
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    return unicodedata.normalize("NFC", folded).translate(_APOSTROPHES)


def without_accents(word: str) -> str:
    """Returns the word as people type it in haste: accents of Latin and Greek off, Russian ё as е.

    Other scripts keep their marks: й is no accented и, and Indic vowel signs are letters.
    """
    if word.isascii():
        return word.replace("'", "")
    decomposed = unicodedata.normalize("NFD", word)
    if not decomposed.isalnum():  # else it has no marks, as most words of any script
        decomposed = "".join(_without_carried(decomposed))
    return unicodedata.normalize("NFC", decomposed).replace("ё", "е").replace("'", "")


def _without_carried(decomposed: str) -> Iterator[str]:
    """Yield each character but the marks on a Latin or Greek letter."""
    letter = " "
    for character in decomposed:
        if unicodedata.category(character) != "Mn":
            letter = character
        elif unicodedata.name(letter, "").startswith(_ACCENT_CARRIERS):
            continue
        yield character
