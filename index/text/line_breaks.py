"""Tell lines that belong apart, as in a list or a schedule, from those that a width broke, and join the latter."""

from collections import Counter
from collections.abc import Container, Sequence
from functools import cached_property

import regex

# A symbol, such as a picture of the weather, needs no space behind it.
_ITEM = regex.compile(
    r"(?:[-•*▪‣◦–—·]|\(?\d{1,3}[.)]|[a-z][.)])\s+\S|(?:\p{So}[\p{So}\p{Sk}\uFE0F\u200D]*|\d\uFE0F?\u20E3)\s*\w"
)
_FIELD = regex.compile(r"\p{Lu}[\p{L}\d /().-]{0,30}\s?:\s\S")
_TAB = regex.compile(r"[^\t]*\t")
_PIPE = regex.compile(r"\|")
_STARTS_ROW = regex.compile(r"[\p{Lu}\p{N}]")
_DELIMITERS = (";", ",")
_FEWEST_DELIMITERS = 2
_ENDS_WITH_FIGURE = regex.compile(r"(?r)\d(?:\s?%|\s?/?\p{L}{1,6}\.?)?")
_LONGEST_ROW = 40
_FEWEST_ITEMS, _FEWEST_ROWS = 2, 3
_STARTS_SENTENCE = regex.compile(r"[\p{Lu}\p{N}\"'“‘«„(]")
_MOST_WORDS_OF_HEADING, _SHORT, _FULL = 9, 0.6, 0.7
_BROKEN_WORD = regex.compile(r"([\p{L}\p{N}][\p{L}\p{N}'’]*)-$")
_SOFT_HYPHEN, _HYPHEN_AT_END = (
    regex.compile("\u00ad+(?:[^\\S\n]*\n[^\\S\n]*(?=\\p{Ll}))?"),
    regex.compile("\u2010(?=[^\\S\n]*\n)"),
)
_COMPOUND = regex.compile(r"\p{L}+-\p{L}+")
# In the middle of a line, because the end of a broken word begins the next line.
_WORD = regex.compile(r"(?<=[ (\"“])\p{L}{4,}+(?!['’-])")
_FEWEST_LETTERS = 4
# English words that stand before a hyphen ("well-known") far more often than at the beginning of a longer word.
_BEFORE_HYPHEN = frozenset({"well", "self"})
_ENDINGS = frozenset(
    {"able", "ally", "ance", "ants", "ation", "ement", "ence", "ents", "ered", "ering", "ible", "ings", "ized"}
    | {"less", "ment", "ments", "mental", "ness", "ship", "ships", "sion", "sions", "tion", "tions", "tional"}
    | {"head", "hood", "spring", "ward", "wards"}
)
_FIRST_WORD = regex.compile(r"[\p{L}\p{N}'’]+")
# In characters: the longest word that a line's end may break.
_LOOK_BACK = 50
_SENTENCE_ENDS = tuple(".!?:…。！？")


def ends_sentence(line: str) -> bool:
    """Return whether a line ends with the end of a sentence."""
    return line.rstrip("\"'”’»)]").endswith(_SENTENCE_ENDS)


def is_item(line: str) -> bool:
    """Return whether a line begins as an item of a list does."""
    return _ITEM.match(line) is not None


def row_starts(lines: Sequence[str]) -> frozenset[str]:
    """Return the lines of a block that begin a row of their own: a list item, a field, a row of a table."""
    for begins in (_ITEM, _FIELD, _TAB, _PIPE):
        if len(found := [line for line in lines if begins.match(line)]) >= _FEWEST_ITEMS:
            return frozenset(found)
    return frozenset(lines if _are_delimited(lines) or _are_rows(lines) else ())


def _are_delimited(lines: Sequence[str]) -> bool:
    """Return whether lines have cells as files of a spreadsheet do: "Persik;3;9"."""
    return len(lines) >= _FEWEST_ITEMS and any(
        lines[0].count(mark) >= _FEWEST_DELIMITERS
        and all(line.count(mark) == lines[0].count(mark) and f"{mark} " not in line for line in lines)
        for mark in _DELIMITERS
    )


def _are_rows(lines: Sequence[str]) -> bool:
    """Return whether no line goes on in the next one: each begins as a row does, or ends with a figure.

    The first one may introduce the others with a colon.
    """
    is_introduced = len(lines) > _FEWEST_ITEMS and lines[0].endswith(":")
    rows = lines[1:] if is_introduced else lines
    if any(map(ends_sentence, rows)):
        return False
    if len(rows) >= (_FEWEST_ITEMS if is_introduced else _FEWEST_ROWS) and all(map(_STARTS_ROW.match, rows)):
        return True
    return len(rows) >= _FEWEST_ITEMS and all(map(_has_last_figure, rows))


def _has_last_figure(line: str) -> bool:
    return len(line) <= _LONGEST_ROW and _ENDS_WITH_FIGURE.match(line) is not None


def heads_block(lines: Sequence[str]) -> bool:
    """Return whether the first line of a block stands above the text in it, and not within a sentence.

    It is in capitals, or it ends far before the width to which the other lines were broken.
    """
    if len(lines) < 2 or not _STARTS_SENTENCE.match(lines[1]) or len(lines[0].split()) > _MOST_WORDS_OF_HEADING:
        return False
    first, second = lines[:2]
    if not first[:1].isupper() or ends_sentence(first) or first.endswith((",", "-", "–", "—", ";")):
        return False
    if first.isupper() and not second.isupper():
        return " " in first
    lengths = [len(line) for line in lines[1:-1]]
    width = max(lengths, default=0)
    return (
        len(lengths) > 1
        and len(first) < _SHORT * width
        and min(lengths) > max(_FULL * width, len(first) + len(second.split()[0]))
        and ends_sentence(lines[-1])
    )


def compounds_in(text: str) -> Container[str]:
    """Return the words that keep their hyphen where a line of this text broke them."""
    return _Compounds(text)


class _Compounds:
    """The words that have a hyphen in the middle of a line, and those that two other words of the text make.

    "Rumah-sakit" is one if the text has "rumah" and "sakit", and not "rumahsakit".
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._written = frozenset(_COMPOUND.findall(text))

    def __contains__(self, word: object) -> bool:
        return word in self._written or (isinstance(word, str) and self._is_made_of_words(*word.split("-", 1)))

    def _is_made_of_words(self, left: str, right: str) -> bool:
        left, right = left.casefold(), right.casefold()
        is_too_short = min(len(left), len(right)) < _FEWEST_LETTERS
        if is_too_short or right in _ENDINGS or left + right in self._counts:
            return False
        # The end of a broken word may stand alone, too: at the beginning of a column beside another one.
        return left in _BEFORE_HYPHEN or (self._counts[left] > 0 and self._counts[right] > 1)

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(_WORD.findall(self._text.casefold()))


def mend_hyphens(text: str) -> str:
    """Return a text without soft hyphens, also at the end of a line within a word, and with one kind of hyphen."""
    if "\u00ad" in text:
        text = _SOFT_HYPHEN.sub("", text)
    return _HYPHEN_AT_END.sub("-", text) if "\u2010" in text else text


def is_broken(before: str, after: str) -> bool:
    """Return whether a line ends within a word that the next one continues."""
    return before.endswith("-") and after[:1].islower() and _BROKEN_WORD.search(before[-_LOOK_BACK:]) is not None


def join_broken(before: str, after: str, compounds: Container[str]) -> str:
    """Return two lines as one, with a word that the line's end broke put together again.

    Args:
        compounds: words that keep their hyphen, as "anak-anak" does.
    """
    left, right = _BROKEN_WORD.search(before[-_LOOK_BACK:]), _FIRST_WORD.match(after)
    if left is None or right is None:
        return f"{before} {after}"
    is_compound = (
        not right[0].islower()
        or left[1].casefold() == right[0].casefold()
        or len(left[1]) < 2
        or f"{left[1]}-{right[0]}" in compounds
    )
    return before + after if is_compound else before[:-1] + after


class GrowingParagraph:
    """A paragraph to which lines are joined; as one text, it would be copied for each of them."""

    def __init__(self, line: str) -> None:
        self._parts: list[str] = []
        self.end = line
        """The last line, and what a broken word at its beginning needs."""
        self.is_one_line = True

    def join(self, line: str, compounds: Container[str]) -> None:
        joined = join_broken(self.end, line, compounds)
        cut = max(0, len(joined) - len(line) - _LOOK_BACK)
        self._parts.append(joined[:cut])
        self.end, self.is_one_line = joined[cut:], False

    def text(self) -> str:
        return "".join([*self._parts, self.end])
