"""Find the words of a text, and make the spellings of a word equal.

Numbers stay whole as people write them ("19,5").
"""

import unicodedata
from collections.abc import Iterator

import regex

from index.analysis import numbers, unspaced
from index.model.records import Span

# regex instead of re: its \p{M} keeps vowel signs and combining accents inside a word, while re's \w splits there.
_LETTER = rf"[[\p{{L}}\p{{M}}]--{unspaced.SCRIPTS}--{unspaced.HANGUL}]"
# In 1990an, 350km and 19th the number is a word of its own; 5G and 3D are one word.
_UNIT = rf"(?=\p{{Nd}}{{3}}|\p{{Nd}}+{_LETTER}{{2}})\p{{Nd}}++(?={_LETTER})"
# Joiners shape letters and are invisible inside a word. Persian writes one where a word ends.
_JOINERS = r"\u00ad\u200d\u2060"
_INSIDE = rf"(?:['\u2019\u02bc]|[{_JOINERS}]+|(?<!\p{{Arabic}})\u200c)"
_WORD = regex.compile(
    rf"{unspaced.SCRIPTS}+|{unspaced.HANGUL}+"
    rf"|\p{{Nd}}++(?:[{numbers.SEPARATORS}]\p{{Nd}}++)*+(?!{_LETTER}|\p{{N}})|{_UNIT}"
    rf"|[{_LETTER}\p{{N}}]+(?:{_INSIDE}{_LETTER}+)*",
    flags=regex.VERSION1,
)
_ACCENT_CARRIERS = ("LATIN", "GREEK")
_AROUND_WORDS = '.,:;!?()[]"“”«»…'
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
# Vowel points and the stroke that stretches a word, which writers use or leave out as they like.
_POINTS = regex.compile(
    rf"[{_JOINERS}\u200c\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
# Letters that people type for one another, and letters that do not decompose into a letter and an accent.
_ALIKE = str.maketrans(
    {"ё": "е", "'": "", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"}
    | dict(zip("أإآٱىیکەۀةھہ", "ااااييكههههه", strict=True))
)


def find_words(text: str) -> Iterator[Span]:
    """Yield the places of the words, in order. In scripts without spaces, they overlap."""
    for match in _WORD.finditer(text):
        if unspaced.is_run(match[0]):
            start = match.start()
            for span in unspaced.character_pairs(match[0]):
                yield Span(start + span.start, start + span.end)
        else:
            yield Span(*match.span())


def split_words(text: str) -> list[str]:
    """Return the words that ``find_words`` finds."""
    bare = text.strip(_AROUND_WORDS)
    # Most text between spaces is one word. Not searching in it saves half of the time.
    if bare.isalpha() and not unspaced.has_unspaced(bare):
        return [bare]
    return [text[span.start : span.end] for span in find_words(text)]


def undivided_words(text: str) -> list[str]:
    """Return the words; characters that stand together in a script without spaces are one word here."""
    bare = text.strip(_AROUND_WORDS)
    return [bare] if bare.isalpha() and not unspaced.has_unspaced(bare) else _WORD.findall(text)


def fold(word: str) -> str:
    """Return the word normalised (NFKC) and case-folded, with its accents, as stemmers expect it."""
    if word.isascii():  # nothing to normalise; this takes a fifth of the time
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    # Folding İ, the dotted I of Turkish, leaves a combining dot.
    composed = unicodedata.normalize("NFC", folded).replace("i\u0307", "i")
    return _POINTS.sub("", composed.translate(_APOSTROPHES))


def strip_accents(word: str) -> str:
    """Return the word as people type it in haste: Latin and Greek without accents, Russian ё as е, Arabic أ as ا.

    Other scripts keep their marks: й is not an accented и, and Indic vowel signs are letters.
    """
    if word.isascii():
        return word.replace("'", "")
    decomposed = unicodedata.normalize("NFD", word)
    if not decomposed.isalnum():  # most words of any script have no marks
        decomposed = "".join(_without_marks(decomposed))
    return unicodedata.normalize("NFC", decomposed).translate(_ALIKE)


def _without_marks(decomposed: str) -> Iterator[str]:
    """Yield each character except the marks on Latin and Greek letters."""
    letter = " "
    for character in decomposed:
        if unicodedata.category(character) != "Mn":
            letter = character
        elif unicodedata.name(letter, "").startswith(_ACCENT_CARRIERS):
            continue
        yield character
