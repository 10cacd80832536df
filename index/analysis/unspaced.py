"""Scripts that put no spaces between words, and Korean, which glues particles to them: characters in pairs.

A pair of neighbours stands for a word, as in Lucene's CJKAnalyzer: it needs no dictionary, and a name that no
dictionary has is found as well as any other word. A letter and the vowel signs on it are one character here.
"""

from collections.abc import Iterator

import regex

from index.model.records import Span

# Marks of sound and repetition belong to several scripts, the zero (〇) is a number.
SCRIPTS = (
    r"[[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー\uff70\uff9e\uff9f\u3099\u309a\u3005\u3007]"
    r"&&[\p{L}\p{M}\u3007]]"
)
HANGUL = r"[\p{Hangul}&&[\p{L}\p{M}]]"
LANGUAGES = ("zh", "ja", "th", "lo", "km", "my")
_HANGUL = regex.compile(HANGUL, flags=regex.VERSION1)
_ANY = regex.compile(rf"[{SCRIPTS}{HANGUL}]", flags=regex.VERSION1)
_CHARACTER = regex.compile(r"\X")


def has_unspaced(word: str) -> bool:
    """Return whether a word has characters of these scripts, and so may be more than one word."""
    return not word.isascii() and _ANY.search(word) is not None


def is_run(word: str) -> bool:
    """Return whether an undivided word is of these scripts."""
    return not word.isascii() and _ANY.match(word) is not None


def is_hangul(run: str) -> bool:
    return _HANGUL.match(run) is not None


def character_pairs(run: str) -> Iterator[Span]:
    """Yield each pair of neighbours in a run of such characters; of a single one, that one."""
    starts = [match.start() for match in _CHARACTER.finditer(run)]
    if len(starts) < 2:
        yield Span(0, len(run))
        return
    for first, end in zip(starts, [*starts[2:], len(run)], strict=False):
        yield Span(first, end)
