"""Words of a claim and of a paragraph, as they are compared: one by one, with their offsets."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from index.analysis import unspaced, words
from index.model.records import Span

# Signs that change a number. A minus sign stands before a number and behind no other character of a word.
_SIGN = regex.compile(r"[%‰°$€£¥]|(?<![\w%.,)])[-−–](?=\p{Nd})")
_MINUS = "-"
_INVISIBLE = regex.compile(r"[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# Inside a word these are folded away; a number they would split.
_INSIDE_NUMBER = regex.compile(rf"(?<=[\p{{Nd}}.,]){_INVISIBLE.pattern}+(?=[\p{{Nd}}.,])")
_QUOTES = regex.compile(r"[\"'`´«»‹›\u2018-\u201f\u02bc\u2032\u2033\u300c-\u300f\uff02\uff07]+")
_DASHES = regex.compile(r"\s*[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+\s*")
_SPACES = regex.compile(r"[\s\p{Z}]+")
# An apostrophe is part of a word; all other quotation marks may come and go.
_APOSTROPHE = regex.compile(r"(?<=[\p{L}\p{N}])[\u2019\u02bc'](?=\p{L})")
# "*bold*" and "_italic_", as messengers write them.
_EMPHASIS = regex.compile(r"(?<![\p{L}\p{N}])[*_]+|[*_]+(?![\p{L}\p{N}])")
_DASH, _ELLIPSIS, _KEPT = "-", "…", "\ue000"


class Token(NamedTuple):
    """A word or a sign. ``key`` is the same for all spellings that differ in case or typography alone."""

    key: str
    span: Span


@lru_cache(maxsize=1000)  # one sentence of a claim after another finds the same paragraphs
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text, and the signs that belong to numbers, in order."""
    if not _INSIDE_NUMBER.search(text):
        return _tokens(text)
    shown = _shown_places(text)
    found = _tokens("".join(text[place] for place in shown))
    return tuple(Token(key, Span(shown[start], shown[end - 1] + 1)) for key, (start, end) in found)


def _shown_places(text: str) -> list[int]:
    """Return the places of the characters, but of those that show nothing inside a number."""
    hidden = {place for match in _INSIDE_NUMBER.finditer(text) for place in range(*match.span())}
    return [place for place in range(len(text)) if place not in hidden]


def _tokens(text: str) -> tuple[Token, ...]:
    found = [Token(_MINUS if sign[0] in "−–" else sign[0], Span(*sign.span())) for sign in _SIGN.finditer(text)]
    for start, word, is_run in words.find_undivided(text):
        if is_run:
            for character in unspaced.characters(word):
                found.append(Token(words.fold(character), Span(start, start + len(character))))
                start += len(character)
        else:
            found.append(Token(words.fold(word), Span(start, start + len(word))))
    return tuple(sorted(found, key=lambda token: token.span))


def plain(text: str) -> str:
    """Return a text without its typography: no quotation marks, spaces or emphasis, and one form of each dash.

    Invisible characters are left out. Letters keep their case and their accents. It serves to compare texts of the
    same words: "Rp17.020" and "Rp 17.020".
    """
    composed = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("...", _ELLIPSIS)
    unquoted = _QUOTES.sub("", _APOSTROPHE.sub(_KEPT, _EMPHASIS.sub("", composed)))
    return _SPACES.sub("", _DASHES.sub(_DASH, unquoted))


def are_same(one: str, other: str) -> bool:
    """Return whether two stretches, from their first word to their last, differ in typography alone.

    The case of the first letter does not count.
    """
    first, second = plain(one), plain(other)
    return first == second or (first[1:] == second[1:] and first[:1].casefold() == second[:1].casefold())
