"""Split scripts without spaces into pairs of characters, and also Korean, which attaches particles to words.

Each pair of neighbours counts as a word, as in Lucene's CJKAnalyzer. That needs no dictionary, and finds a name
that is in no dictionary as well as any other word. A letter and its vowel signs are one character here.
"""

from collections.abc import Iterator

import regex

from index.model.records import Span

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


def has_unspaced(word: str) -> bool:
    """Return whether a word has characters of these scripts, so that it may be more than one word."""
    return not word.isascii() and _ANY.search(word) is not None


def is_run(word: str) -> bool:
    """Return whether an undivided word is in one of these scripts."""
    return not word.isascii() and _ANY.match(word) is not None


def is_hangul(run: str) -> bool:
    """Return whether an undivided word is Korean."""
    return _HANGUL.match(run) is not None


def character_pairs(run: str) -> Iterator[Span]:
    """Yield each pair of neighbours in a run of such characters, or the only character of the run."""
    starts = [match.start() for match in _CHARACTER.finditer(run)]
    if len(starts) < 2:
        yield Span(0, len(run))
        return
    for first, end in zip(starts, [*starts[2:], len(run)], strict=False):
        yield Span(first, end)
