"""Find the abbreviations that a text defines, as in "Kebun Raya Cibodas (KRC)", and index them as terms.

The long form ends where the abbreviation is given, and begins at a word whose first letter is that of the
abbreviation, as in the algorithm of Schwartz and Hearst (2003).
"""

from collections.abc import Iterator

import regex

from index import analysis
from index.analysis import words

# No word has this character.
MARK = "="
BETWEEN_WORDS = "_"
_ABBREVIATION = r"(?<short>\p{Lu}[\p{L}\p{Nd}-]{1,9})"
_AFTER_LONG_FORM = regex.compile(rf"(?:\(|\b(?:atau|or|disingkat) ){_ABBREVIATION}(?=[),.;]|\s|$)")
_BEFORE_LONG_FORM = regex.compile(rf"(?<![\p{{L}}\p{{N}}-]){_ABBREVIATION} \((?<long>[^()]{{5,80}})\)")
_GIVING = ("(", " atau ", " or ", " disingkat ")
_END = regex.compile(r"[.!?;:()\"“”,]\s")
_LONGEST = 90
_MOST_WORDS = 8


def definition_terms(text: str, language: str) -> list[str]:
    """Return two terms for each definition in a text, so that both forms lead to the other one."""
    if not any(sign in text for sign in _GIVING):
        return []
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
    for match in _AFTER_LONG_FORM.finditer(text):
        before = text[max(0, match.start() - _LONGEST) : match.start()].rstrip(" (")
        before = before[max((end.end() for end in _END.finditer(before)), default=0) :]
        if long := _long_form(match["short"], before):
            yield match["short"], long
    for match in _BEFORE_LONG_FORM.finditer(text):
        if _long_form(match["short"], match["long"]) == match["long"]:
            yield match["short"], match["long"]


def _long_form(short: str, before: str) -> str | None:
    """Return the end of a text for which an abbreviation stands, if there is one."""
    if sum(map(str.isupper, short)) < 2 and not (len(short) > 3 and short[0].isupper()):
        return None
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
