"""Give a word that was typed without its marks the terms of all words that it may stand for.

In Vietnamese, ma, má, mà, mả, mã and mạ are six words, and people often type "ma" for each of them. The terms of
these languages keep their marks; a question without any mark is searched with all marks that the library has. In
Hindi, people leave out the dot or moon of a nasal.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Sequence

from index import analysis
from index.analysis import stems, unspaced

# The tones of each language, as combining marks, and the letters that each letter may stand for.
_TONES = {
    stems.VIETNAMESE: ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"),
    stems.YORUBA: ("", "\u0300", "\u0301"),
}
_LETTERS = {
    stems.VIETNAMESE: {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"},
    stems.YORUBA: {"e": "eẹ", "o": "oọ", "s": "sṣ"},
}
_VOWELS = frozenset("aeiouy")
_THAI_TONES = ("", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b")
_THAI = ("\u0e00", "\u0e7f")
_AM = "\u0e33"
_NASALS = ("\u0901", "\u0902")
_DEVANAGARI = ("\u0900", "\u097f")
# More than a long word of four vowels has.
_MOST_VARIANTS = 1500


def has_marks(question: str) -> bool:
    """Return whether a question has a letter with a mark that some typists leave out."""
    if question.isascii():
        return False
    decomposed = unicodedata.normalize("NFD", question.casefold())
    return "đ" in decomposed or any(
        character in _THAI_TONES or character in _NASALS or "\u0300" <= character <= "\u0323"
        for character in decomposed
    )


def may_lack_marks(question: str, language: str) -> bool:
    """Return whether a question in this language was typed without the marks that make most of its words."""
    return stems.algorithm_of(language) in _TONES and not has_marks(question)


def with_marks(word: str, language: str) -> list[str]:
    """Return the terms that differ from a word without marks by their marks alone, or none."""
    if unspaced.is_run(word):
        return list(_thai(word)) if _THAI[0] < word[0] < _THAI[1] else []
    if language == "hi" and word and _DEVANAGARI[0] < word[0] < _DEVANAGARI[1]:
        return [analysis.term_of(one, language) for one in _with_nasal(word)]
    algorithm = stems.algorithm_of(language)
    if algorithm not in _TONES or not word.isascii() or not word.isalpha():
        return []
    each = [_LETTERS[algorithm].get(letter, letter) for letter in word.lower()]
    found = _with_one_tone(each) if algorithm == stems.VIETNAMESE else _with_tones(each)
    return list(itertools.islice(found, _MOST_VARIANTS))


def _with_one_tone(each: Sequence[str]) -> Iterator[str]:
    """Yield a Vietnamese syllable with each tone, which is the last character of its term."""
    for letters in itertools.product(*each):
        for tone in _TONES[stems.VIETNAMESE]:
            yield "".join(letters) + tone


def _with_nasal(word: str) -> Iterator[str]:
    """Yield a Hindi word with one of its vowels as a nasal."""
    yield from (word[:place] + _NASALS[1] + word[place:] for place in range(1, len(word) + 1))


def _with_tones(each: Sequence[str]) -> Iterator[str]:
    """Yield a Yoruba word with a tone on each vowel."""
    marked = [
        [letter + tone for letter in some for tone in (_TONES[stems.YORUBA] if some[0] in _VOWELS else ("",))]
        for some in each
    ]
    for letters in itertools.product(*marked):
        yield unicodedata.normalize("NFC", "".join(letters))


def _thai(pair: str) -> Iterator[str]:
    """Yield a pair of characters with every combination of tone marks."""
    for tones in itertools.product(_THAI_TONES, repeat=len(unspaced.characters(pair))):
        yield unicodedata.normalize("NFKC", "".join(map(_with_tone, unspaced.characters(pair), tones)))


def _with_tone(character: str, tone: str) -> str:
    """Return a Thai character with a tone mark, which stands before its am."""
    before, am, after = character.partition(_AM)
    return before + tone + am + after
