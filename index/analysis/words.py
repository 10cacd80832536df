"""Where the words of a text are, and how spellings of one word are made equal.

Numbers stay whole as people write them ("19,5", "3/3/2022"). Languages that put no spaces between words come to
be split in ``find``; whatever it yields, the rest of the analysis takes.
"""

import unicodedata
from collections.abc import Iterator

import regex

from index.analysis import unspaced
from index.models import Span

# regex, not re: its \p{M} keeps vowel signs and combining accents inside a word, where re's \w cuts at them.
_LETTER = rf"[[\p{{L}}\p{{M}}]--{unspaced.SCRIPTS}--{unspaced.HANGUL}]"
_WORD = regex.compile(
    rf"{unspaced.SCRIPTS}+|{unspaced.HANGUL}+"
    rf"|\p{{N}}+(?:[.,/:]\p{{N}}+)*+(?!{_LETTER})"
    rf"|[{_LETTER}\p{{N}}]+(?:['\u2019\u02bc]{_LETTER}+)*",
    flags=regex.VERSION1,
)
_ACCENT_CARRIERS = ("LATIN", "GREEK")
_AROUND_WORDS = '.,:;!?()[]"“”«»…'
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})


def find(text: str) -> Iterator[Span]:
    """Yield where the words are, in order; those of scripts without spaces overlap."""
    for match in _WORD.finditer(text):
        if unspaced.is_run(match[0]):
            start = match.start()
            for span in unspaced.pairs(match[0]):
                yield Span(start + span.start, start + span.end)
        else:
            yield Span(*match.span())


def split(text: str) -> list[str]:
    """Returns the words that ``find`` finds."""
    bare = text.strip(_AROUND_WORDS)
    # Most text between spaces is one word, which needs no search: half the time.
    if bare.isalpha() and not unspaced.has(bare):
        return [bare]
    return [text[span.start : span.end] for span in find(text)]


def undivided(text: str) -> list[str]:
    """Returns the words, with all that stands together in a script without spaces as one."""
    bare = text.strip(_AROUND_WORDS)
    return [bare] if bare.isalpha() and not unspaced.has(bare) else _WORD.findall(text)


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
