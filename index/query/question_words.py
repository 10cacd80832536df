"""Questions without what asks: as words of their own, inside a text without spaces, and glued to a word."""

from functools import cache

import regex

from index.analysis import stopwords, unspaced
from index.analysis.words import fold

_SHORTEST_STEM = 2


def without(word: str, language: str) -> list[str]:
    """Return what is left of an undivided word of a question in this language.

    What is written without spaces tells by its script in which words it asks.
    """
    if not unspaced.is_run(word):
        return [] if fold(word) in stopwords.question_words(language) else [word]
    if unspaced.is_hangul(word):
        bare = _without_particle(word)
        return [bare] if bare not in stopwords.question_words("ko") else []
    parts = [part for part in _inside().split(word) if part]
    # A single character next to a word that asks is hardly ever a word, and only pairs are looked for.
    return [part for part in parts if len(part) > 1] or parts


def is_common(word: str, language: str) -> bool:
    """Return whether this is a stop word, by its script where that has no spaces, else in this language."""
    if not unspaced.is_run(word):
        return fold(word) in stopwords.stop_words(language)
    codes = ("ko",) if unspaced.is_hangul(word) else unspaced.LANGUAGES
    return any(word in stopwords.stop_words(code) for code in codes)


@cache
def _inside() -> "regex.Pattern[str]":
    asking = {word for code in unspaced.LANGUAGES for word in stopwords.question_words(code)}
    longest_first = sorted(filter(unspaced.is_run, asking), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, longest_first)))


def _without_particle(word: str) -> str:
    if word in stopwords.question_words("ko"):
        return word
    glued = (p for p in stopwords.particles("ko") if word.endswith(p) and len(word) - len(p) >= _SHORTEST_STEM)
    longest = max(glued, key=len, default="")
    return word.removesuffix(longest)
