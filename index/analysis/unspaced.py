"""Split scripts without spaces into pairs of characters, and also Korean, which attaches particles to words.

Each pair of neighbours counts as a word, as in Lucene's CJKAnalyzer. That needs no dictionary, and finds a name
that is in no dictionary as well as any other word. A letter and its vowel signs are one character here.
"""

import operator
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

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
_HAN = regex.compile(r"\p{Han}")
_LAST = regex.compile(rf"(?<=\p{{Han}})\p{{Han}}(?!{SCRIPTS})", flags=regex.VERSION1)
_CHARACTER = regex.compile(r"\X")
_THAI = re.compile(r"[\u0e01-\u0e5b]+")
# In Thai, this finds what \X does, in a third of the time.
_THAI_SIGN = re.compile(r"[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
_THAI_CHARACTER = re.compile(rf".{_THAI_SIGN.pattern}*")
_THAI_PAIR = re.compile(_THAI_CHARACTER.pattern * 2)
# The letters of nearly all Chinese and Japanese runs. Python's own patterns find these four times as fast.
_USUAL_RUN = re.compile(r"([\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]+)")
# The same for three kinds of runs, whose pairs are terms as they stand. Only Korean ones may touch others.
_REGULAR_RUN = re.compile(rf"({_USUAL_RUN.pattern[1:-1]}|[\uac00-\ud7a3]+|[\u0e01-\u0e3a\u0e40-\u0e4e]+)")
SIGNS = frozenset(filter(_THAI_SIGN.match, map(chr, range(0x0E01, 0x0E5C))))
"""The vowel signs and tone marks of Thai, which belong to the character before them."""
# The vowel am has another form in terms.
_AM, _AM_IN_TERMS = "\u0e33", "\u0e4d\u0e32"
# Only beside these, a character consists of several code points.
_COMBINING = regex.compile(r"[\p{M}\u0e33\u0eb3\uff9e\uff9f\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


def has_unspaced(word: str) -> bool:
    """Return whether a word has characters of these scripts, so that it may be more than one word."""
    return not word.isascii() and _ANY.search(word) is not None


def is_run(word: str) -> bool:
    """Return whether an undivided word is in one of these scripts."""
    return not word.isascii() and _ANY.match(word) is not None


def split_usual(text: str) -> list[str] | None:
    """Return what stands before, between and after the runs of a text, with the runs in between.

    None says that the text has other letters of these scripts, or what is read in another way beside a run.
    """
    parts = _USUAL_RUN.split(text)
    return parts if all(map(_is_apart, parts[::2])) and all(parts[2:-2:2]) else None


def split_regular(text: str) -> list[str] | None:
    """Return what stands before, between and after the runs of a text, with the runs in between.

    None says that the pairs of some run are no terms as they stand, or that two runs touch and share a pair.
    """
    parts = _REGULAR_RUN.split(text)
    for before, between, after in zip(parts[1::2], parts[2::2], parts[3::2], strict=False):
        if not between and is_hangul(before) == is_hangul(after):
            return None
    if any(map(has_unspaced, parts[::2])) or not all(map(_is_regular_thai, filter(is_thai, parts[1::2]))):
        return None
    return parts


def regular_pairs(run: str) -> tuple[list[str], str]:
    """Return the terms of a run of ``split_regular``, and for each letter "1" if one begins there, else "0"."""
    if len(run) == 1:
        return [run], "1"
    if not is_thai(run):
        return pairs(run), "1" * (len(run) - 1) + "0"
    found = _THAI_CHARACTER.findall(run)
    terms = pairs(found)
    if _AM in run:
        terms = [term.replace(_AM, _AM_IN_TERMS) for term in terms]
    begins = ["1" + "0" * (len(character) - 1) for character in found]
    return terms, "".join([*begins[:-1], "0" * len(found[-1])] if len(found) > 1 else begins)


def as_written(term: str) -> str:
    """Return how a run of ``split_regular`` has a term."""
    return term.replace(_AM_IN_TERMS, _AM)


def are_beside(before: str, after: str) -> bool:
    """Return whether a run of ``split_regular`` goes on from one of these characters to the other."""
    return _REGULAR_RUN.fullmatch(before + after) is not None and bool(after)


def is_one_term(term: str) -> bool:
    """Return whether a term of a run of ``split_regular`` is one character, and no pair."""
    return len(term) == 1 or (is_thai(term) and _THAI_CHARACTER.fullmatch(as_written(term)) is not None)


def is_thai(run: str) -> bool:
    """Return whether a run is Thai."""
    return "\u0e00" < run < "\u0e80"


def _is_regular_thai(run: str) -> bool:
    return _AM_IN_TERMS not in run and unicodedata.is_normalized("NFC", run)


@lru_cache(maxsize=4096)  # most are punctuation or numbers
def _is_apart(text: str) -> bool:
    """Return whether a text has the same words alone as beside a run, before which U.S. is no abbreviation."""
    return not (has_unspaced(text) or ("." in text and text[0].isalpha()))


def is_hangul(run: str) -> bool:
    """Return whether an undivided word is Korean."""
    return _HANGUL.match(run) is not None


def characters(run: str) -> Sequence[str]:
    """Return the characters of a run, each with its vowel signs."""
    return _CHARACTER.findall(run) if _COMBINING.search(run) else run


def find_pairs(run: str, wanted: frozenset[str]) -> tuple[list[tuple[int, int, int]], int] | None:
    """Return the wanted pairs in a run, each by its number, start and end, and the number of all pairs.

    That takes a fifth of the time of dividing the run, but works only where most pairs are terms as they stand, in
    Chinese, Japanese and Thai; None for other runs.
    """
    if not _COMBINING.search(run):
        return _in_plain(run, wanted) if unicodedata.is_normalized("NFKC", run) else None
    return _in_thai(run, wanted) if _THAI.fullmatch(run) else None


def find_first(text: str, wanted: frozenset[str]) -> list[int]:
    """Return where a wanted pair or character begins in a text, in order."""
    return [match.start() for match in _beginnings(wanted).finditer(text)]


def usual_pairs(run: str, wanted: frozenset[str]) -> list[tuple[int, int, int]]:
    """Return the wanted pairs in a run of ``split_usual``, as ``find_pairs`` does."""
    return _in_plain(run, wanted)[0]


def _in_plain(run: str, wanted: frozenset[str]) -> tuple[list[tuple[int, int, int]], int]:
    if len(run) == 1:
        return [(0, 0, 1)] if run in wanted else [], 1
    starts = find_first(run, wanted)
    pairs = len(run) - 1
    found = [(start, start, start + 2) for start in starts if start < pairs and run[start : start + 2] in wanted]
    # A character by itself is wanted beside all pairs that it begins, and it may end a run.
    if starts and starts[-1] == pairs and run[-1] in wanted:
        found.append((pairs - 1, pairs, pairs + 1))
    return found, pairs


def _in_thai(run: str, wanted: frozenset[str]) -> tuple[list[tuple[int, int, int]], int]:
    if _THAI_CHARACTER.fullmatch(run):
        return [(0, 0, len(run))] if run.replace(_AM, _AM_IN_TERMS) in wanted else [], 1
    found, number, counted = [], 0, 0
    for start in find_first(run, wanted):
        pair = _THAI_PAIR.match(run, start)
        if pair and _is_in(wanted, pair[0]) and (start == 0 or not _THAI_SIGN.match(run, start)):
            number += len(_THAI_CHARACTER.findall(run, counted, start))
            counted = start
            found.append((number, start, pair.end()))
    return found, number + len(_THAI_CHARACTER.findall(run, counted)) - 1


def _is_in(wanted: frozenset[str], pair: str) -> bool:
    return pair in wanted or (_AM in pair and pair.replace(_AM, _AM_IN_TERMS) in wanted)


@lru_cache(maxsize=64)
def _beginnings(wanted: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of the first letter of a wanted pair before its second one: all else is skipped in C."""
    following: dict[str, set[str]] = {}
    for term in wanted:
        if not term[0].isascii():
            following.setdefault(term[0], set()).add(term[1:2].replace(_AM_IN_TERMS[0], _AM_IN_TERMS[0] + _AM))
    letters = sorted(following.items())
    return re.compile("|".join(_beginning(first, seconds) for first, seconds in letters) or r"(?!)")


def _beginning(first: str, seconds: set[str]) -> str:
    # One character by itself may be wanted, too.
    return re.escape(first) + ("" if "" in seconds else f"(?=[{''.join(map(re.escape, sorted(seconds)))}])")


def pairs(of_run: Sequence[str]) -> list[str]:
    """Return each pair of neighbours among the characters of a run, or its only character."""
    return list(map(operator.add, of_run, of_run[1:])) or list(of_run)


def last_characters(text: str) -> list[str]:
    """Return the last character of each run of two or more Chinese characters."""
    return [] if text.isascii() else _LAST.findall(text)


def is_one_character(word: str) -> bool:
    """Return whether a word is one Chinese character."""
    return len(word) == 1 and _HAN.match(word) is not None
