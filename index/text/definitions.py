"""Find the abbreviations that a text defines, as in "Kebun Raya Cibodas (KRC)", and index them as terms.

The long form ends where the abbreviation is given, and begins at a word whose first letter is that of the
abbreviation, as in the algorithm of Schwartz and Hearst (2003).
"""

import re
from collections.abc import Iterator

from index import analysis
from index.analysis import words

# No word has this character.
MARK = "="
BETWEEN_WORDS = "_"
_SHORT = r"\w[\w-]{1,9}"
# It begins with a bracket, which is looked for in C.
_BRACKETS = re.compile(r"\(([^\W\d_][^()]{1,80})\)")
_OR = {word: re.compile(rf" {word} ({_SHORT})(?![\w-])") for word in ("atau", "or", "disingkat")}
_END = re.compile(r"[.!?;:()\"“”,]\s")
_LONGEST, _LONGEST_SHORT = 90, 10
_MOST_WORDS = 8


def definition_terms(text: str, language: str) -> list[str]:
    """Return two terms for each definition in a text, so that both forms lead to the other one."""
    found = []
    for short, long in dict.fromkeys(definitions(text)):
        abbreviation = analysis.term_of(short, language)
        name = BETWEEN_WORDS.join(
            filter(None, (analysis.term_of(word, language) for word in words.split_words(long)))
        )
        if abbreviation and BETWEEN_WORDS in name:
            found += [f"{MARK}{abbreviation}{MARK}{name}", f"{MARK}{name}{MARK}{abbreviation}"]
    return found


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that a text defines, with its long form."""
    for match in _BRACKETS.finditer(text) if "(" in text else ():
        inside = match[1]
        if " " not in inside:
            yield from _defined(inside, text, match.start())
            continue
        before = text[max(0, match.start() - _LONGEST_SHORT - 2) : match.start()].split()
        if before and _is_abbreviation(before[-1]) and _long_form(before[-1], inside) == inside:
            yield before[-1], inside
    for word, pattern in _OR.items():
        for match in pattern.finditer(text) if f" {word} " in text else ():
            yield from _defined(match[1], text, match.start())


def _defined(short: str, text: str, end: int) -> Iterator[tuple[str, str]]:
    """Yield the abbreviation with the long form that ends there, if there is one."""
    if not _is_abbreviation(short):
        return
    before = text[max(0, end - _LONGEST) : end].rstrip()
    before = before[max((match.end() for match in _END.finditer(before)), default=0) :]
    if before and (long := _long_form(short, before)):
        yield short, long


def _is_abbreviation(word: str) -> bool:
    """Return whether a word is in capitals, as KRC, or begins with one, as Bulog."""
    return len(word) <= _LONGEST_SHORT and word[0].isupper() and (len(word) > 3 or sum(map(str.isupper, word)) > 1)


def _long_form(short: str, before: str) -> str | None:
    """Return the end of a text for which an abbreviation stands, if there is one."""
    at = len(before)
    for number, letter in reversed(list(enumerate(short.lower()))):
        if letter.isalnum():
            at = _last(letter, before, at, begins_word=number == 0 or short.isupper())
            if at < 0:
                return None
    long = before[at:]
    count = len(long.split())
    is_name = long[0].isupper() or short.isupper()
    return long if is_name and 2 <= count <= min(_MOST_WORDS, 2 * len(short)) else None


def _last(letter: str, text: str, end: int, begins_word: bool) -> int:
    """Return the place of the last such letter before the end, or -1."""
    for place in range(end - 1, -1, -1):
        if text[place].lower() == letter and (not begins_word or place == 0 or not text[place - 1].isalnum()):
            return place
    return -1
