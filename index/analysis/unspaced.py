"""Split scripts without spaces into pairs of characters, and also Korean, which attaches particles to words.

Each pair of neighbours counts as a word, as in Lucene's CJKAnalyzer. That needs no dictionary, and finds a name
that is in no dictionary as well as any other word. A letter and its vowel signs are one character here.
"""

import operator
from collections.abc import Sequence

import regex

# Sound marks and repetition marks belong to several scripts, and Unicode classes the zero (〇) as a number.
SCRIPTS = (
    r"[[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー\uff70\uff9e\uff9f\u3099\u309a\u3005\u3007]"
    r"&&[\p{L}\p{M}\u3007]]"
)
HANGUL = r"[\p{Hangul}&&[\p{L}\p{M}]]"
LANGUAGES = ("zh", "ja", "th", "lo", "km", "my")
_HANGUL = regex.compile(HANGUL, flags=regex.VERSION1)
_ANY = regex.compile(rf"[{SCRIPTS}{HANGUL}]", flags=regex.VERSION1)
_CHARACTER = regex.compile(r"\X")
# Only beside these, a character consists of several code points.
_COMBINING = regex.compile(r"[\p{M}\u0e33\u0eb3\uff9e\uff9f\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


def has_unspaced(word: str) -> bool:
    """Return whether a word has characters of these scripts, so that it may be more than one word."""
    return not word.isascii() and _ANY.search(word) is not None


def is_run(word: str) -> bool:
    """Return whether an undivided word is in one of these scripts."""
    return not word.isascii() and _ANY.match(word) is not None


def is_hangul(run: str) -> bool:
    """Return whether an undivided word is Korean."""
    return _HANGUL.match(run) is not None


def characters(run: str) -> Sequence[str]:
    """Return the characters of a run, each with its vowel signs."""
    return _CHARACTER.findall(run) if _COMBINING.search(run) else run


def pairs(of_run: Sequence[str]) -> list[str]:
    """Return each pair of neighbours among the characters of a run, or its only character."""
    return list(map(operator.add, of_run, of_run[1:])) or list(of_run)
