"""Find the words of a text, and make the spellings of a word equal.

Numbers stay whole as people write them ("19,5").
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from index.analysis import numbers, unspaced
from index.model.records import Span

# regex instead of re: its \p{M} keeps vowel signs and combining accents inside a word, while re's \w splits there.
_LETTER = rf"[[\p{{L}}\p{{M}}]--{unspaced.SCRIPTS}--{unspaced.HANGUL}]"
# In 1990an, 350km, 19th and 1.5m the number is a word of its own; 5G and 3D are one word.
_UNIT = (
    rf"(?:\p{{Nd}}++(?:[{numbers.SEPARATORS}]\p{{Nd}}++)++|(?=\p{{Nd}}{{3}}|\p{{Nd}}+{_LETTER}{{2}})\p{{Nd}}++)"
    rf"(?={_LETTER})"
)
# In Rp500 and v1.2 the letters are a word of their own; G20 is one word.
_CURRENCY = (
    r"(?i:aed|aud|bnd|brl|chf|cny|eur|gbp|hkd|idr|inr|jpy|krw|myr|nok|nzd|php|rm|rp|rs|rub|sar|sek|sgd|thb|try|usd|vnd)"
    rf"(?=\p{{Nd}})|{_LETTER}{{1,4}}+(?=\p{{Nd}}+[.,]\p{{Nd}})"
)
# U.S. and Ph.D. are one word each.
_DOTTED = rf"(?<![\p{{L}}\p{{N}}.]){_LETTER}{{1,2}}(?:\.{_LETTER})++(?!{_LETTER}|\p{{N}})"
# Characters that shape letters or show nothing stand inside a word. Persian writes one where a word ends.
_JOINERS = r"\u00ad\u034f\u180e\u200b\u200d-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0001\U000e0020-\U000e007f"
_INSIDE = rf"(?:['\u2019\u02bc]|[{_JOINERS}]+|(?<!\p{{Arabic}})\u200c)"
_WORD = regex.compile(
    rf"(?<run>{unspaced.SCRIPTS}+|{unspaced.HANGUL}+)"
    rf"|\p{{Nd}}++(?:[{numbers.SEPARATORS}]\p{{Nd}}++)*+(?!{_LETTER}|\p{{N}})|{_UNIT}|{_DOTTED}|{_CURRENCY}"
    rf"|[{_LETTER}\p{{N}}]+(?:{_INSIDE}{_LETTER}+)*",
    flags=regex.VERSION1,
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ACCENT_CARRIERS = ("LATIN", "GREEK")
_AROUND_WORDS = '.,:;!?()[]"“”«»…'
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})
# Vowel points and the stroke that stretches a word, which writers use or leave out as they like.
_POINTS = regex.compile(
    rf"[{_JOINERS}\u200c\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
# Letters that people type for one another, and letters that do not decompose into a letter and an accent.
# In Hindi the dot below a letter is often left out, and a nasal is written as a dot, a moon or half a letter.
_HALF_NASAL = regex.compile(r"[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])")
_NASAL = "\u0902"
_ALIKE = str.maketrans(
    {"\u093c": "", "\u0901": _NASAL}
    | {"ё": "е", "'": "", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe"}
    | dict(zip("أإآٱىیکەۀةھہ", "ااااييكههههه", strict=True))
)


class Words(NamedTuple):
    """The words of a short text, as ``undivided_words`` and as ``find_words`` find them."""

    undivided: tuple[str, ...]
    divided: tuple[str, ...]
    places: tuple[Span, ...]


def find_words(text: str) -> Iterator[Span]:
    """Yield the places of the words, in order. In scripts without spaces, they overlap."""
    for start, word, is_run in find_undivided(text):
        if not is_run:
            yield Span(start, start + len(word))
            continue
        characters = unspaced.characters(word)
        for character, pair in zip(characters, unspaced.pairs(characters), strict=False):
            yield Span(start, start + len(pair))
            start += len(character)


def find_undivided(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the offset of each word, the word, and whether it is a run in a script without spaces."""
    for match in _WORD.finditer(text):
        yield match.start(), match[0], match.lastgroup is not None


def word_at(text: str, start: int) -> str:
    """Return the word that begins at this place; "" if none does."""
    match = _WORD.match(text, start)
    return match[0] if match else ""


def split_words(text: str) -> list[str]:
    """Return the words that ``find_words`` finds."""
    bare = text.strip(_AROUND_WORDS)
    # Most text between spaces is one word. Not searching in it saves half of the time.
    if bare.isalpha() and not unspaced.has_unspaced(bare):
        return [bare]
    found: list[str] = []
    for _, word, is_run in find_undivided(text):
        found += unspaced.pairs(unspaced.characters(word)) if is_run else [word]
    return found


def bare(piece: str) -> str | None:
    """Return a piece between spaces without the marks around it if it is one word of letters a to z; or None."""
    word = piece.strip(_AROUND_WORDS)
    return word if word.isascii() and word.isalpha() else None


def undivided_words(text: str) -> list[str]:
    """Return the words; characters that stand together in a script without spaces are one word here."""
    bare = text.strip(_AROUND_WORDS)
    return (
        [bare]
        if bare.isalpha() and not unspaced.has_unspaced(bare)
        else [match[0] for match in _WORD.finditer(text)]
    )


def fold(word: str) -> str:
    """Return the word normalised (NFKC) and case-folded, with its accents, as stemmers expect it."""
    if word.isascii():  # nothing to normalise; this takes a fifth of the time
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    # Folding İ, the dotted I of Turkish, leaves a combining dot.
    composed = unicodedata.normalize("NFC", folded).replace("i\u0307", "i")
    return _POINTS.sub("", composed.translate(_APOSTROPHES))


@lru_cache(maxsize=256)  # what understands a question looks at its words again and again
def words_of_question(text: str) -> Words:
    """Return the words of a question, or of a part of one."""
    found = list(find_undivided(text))
    undivided = tuple([word for _, word, _ in found])
    if any(is_run for _, _, is_run in found):
        places = tuple(find_words(text))
        return Words(undivided, tuple(text[start:end] for start, end in places), places)
    return Words(undivided, undivided, tuple([Span(start, start + len(word)) for start, word, _ in found]))


@lru_cache(maxsize=256)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the undivided words of a question, folded."""
    return tuple(map(fold, words_of_question(text).undivided))


def without_turkish_ending(word: str) -> str:
    """Return a Turkish word without the ending behind its apostrophe, and with I as the capital of ı: IĞDIR'DA."""
    return word.translate(_APOSTROPHES).partition("'")[0].replace("I", "ı") or word


def with_tone_last(word: str) -> str:
    """Return a Vietnamese word with its tone at the end: hoà and hòa are one word, hoa is another."""
    decomposed = unicodedata.normalize("NFD", word.replace("'", ""))
    tones = "".join(character for character in decomposed if character in _TONES)
    letters = "".join(character for character in decomposed if character not in _TONES)
    return unicodedata.normalize("NFC", letters) + tones[:1]


def strip_accents(word: str) -> str:
    """Return the word as people type it in haste: Latin and Greek without accents, Russian ё as е, Arabic أ as ا.

    Other scripts keep their marks: й is not an accented и, and Indic vowel signs are letters.
    """
    if word.isascii():
        return word.replace("'", "")
    decomposed = unicodedata.normalize("NFD", word)
    if not decomposed.isalnum():  # most words of any script have no marks
        decomposed = "".join(_without_marks(decomposed))
    plain = unicodedata.normalize("NFC", decomposed).translate(_ALIKE)
    return _HALF_NASAL.sub(_NASAL, plain) if "\u094d" in plain else plain


def _without_marks(decomposed: str) -> Iterator[str]:
    """Yield each character except the marks on Latin and Greek letters."""
    letter = " "
    for character in decomposed:
        if unicodedata.category(character) != "Mn":
            letter = character
        elif unicodedata.name(letter, "").startswith(_ACCENT_CARRIERS):
            continue
        yield character
