"""Decide whether the name that a page gives its site is believed: anybody can write "BBC News" on a page.

A host name is what nobody can forge. A name is believed if the host's own name is made of its words or of their
beginnings: "bbc" of "BBC News", "nytimes" of "The New York Times", "bmkg" of the agency's full name.

A name in another script has no letter in common with its host. Nothing shows whether it is the site's, so the host
stands beside it: "新华网 (xinhuanet.com)".
"""

import unicodedata
from urllib.parse import urlsplit

import courlan
import regex

_WORD = regex.compile(r"[\p{L}\p{N}]+")
_LETTER, _LATIN = regex.compile(r"\p{L}"), regex.compile(r"\p{Latin}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
# What many hosts add to a name: antaranews.com is "ANTARA". None of them names anybody.
_ADDED = ("the", "news", "online")
_LONGEST_NAME = 200
# Longer ones would push the host out of sight.
_LONGEST_IN_ANOTHER_SCRIPT = 40


def publisher_of(url: str, stated: str | None) -> str | None:
    """Return the name that the page at an address states for its site if its host agrees, or the host.

    A name without Latin letters stands before its host.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    if stated and _LETTER.search(stated) and not _LATIN.search(_folded(stated)):
        return f"{stated[:_LONGEST_IN_ANOTHER_SCRIPT]} ({host})" if host else None
    return stated if stated and agrees(stated, url) else host or None


def agrees(name: str, url: str) -> bool:
    """Return whether the host of an address can be that of a site with this name."""
    label = _own_label(url)
    if len(label) < 2 or label in _ADDED:
        return False
    spellings = {_folded(name), _folded(name.casefold().translate(_UMLAUTS))}
    return any(_is_made_of(label, _WORD.findall(spelling[:_LONGEST_NAME])) for spelling in spellings)


def _own_label(url: str) -> str:
    """Return the part of a host name that its owner registered, or "" if that is one of many users of a host.

    "bbcnews.blogspot.com" was as easy to have as any other name there.
    """
    registered, last_labels = courlan.extract_domain(url), courlan.extract_domain(url, fast=True)
    if registered and last_labels and registered.endswith(f".{last_labels}"):
        return ""
    return "".join(_WORD.findall((registered or last_labels or "").partition(".")[0]))


def _folded(text: str) -> str:
    """Return a text in small letters without their marks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_made_of(label: str, words: list[str]) -> bool:
    """Return whether a label is the beginnings of some of these words, in order, and words that anybody adds."""
    ends = _with_added({0}, label)
    for word in words:
        ends |= {end + length for end in ends for length in range(1, _shared(label[end:], word) + 1)}
        ends = _with_added(ends, label)
    return len(label) in ends


def _with_added(ends: set[int], label: str) -> set[int]:
    return ends | {end + len(added) for end in ends for added in _ADDED if label.startswith(added, end)}


def _shared(label: str, word: str) -> int:
    """Return the number of letters with which both begin."""
    return next(
        (n for n, (one, other) in enumerate(zip(label, word, strict=False)) if one != other),
        min(len(label), len(word)),
    )
