"""Remove the words that ask: whole words, words inside text without spaces, and particles attached to a word."""

from functools import cache

import regex

from index.analysis import stopwords, unspaced
from index.analysis.words import fold

_SHORTEST_STEM = 2


def without_interrogatives(word: str, language: str) -> list[str]:
    """Return the parts of an undivided word that remain without the words that ask.

    The language of text without spaces follows from its script.
    """
    if not unspaced.is_run(word):
        return [] if fold(word) in stopwords.question_words(language) else [word]
    if unspaced.is_hangul(word):
        bare = _without_particle(word)
        return [bare] if bare not in stopwords.question_words("ko") else []
    parts = [part for part in _interrogative_pattern().split(word) if part]
    # A single character beside a word that asks is hardly ever a word, and only pairs are searched for.
    return [part for part in parts if len(part) > 1] or parts


def is_stop_word(word: str, language: str) -> bool:
    """Return whether a word is a stop word of its script, if that has no spaces, or of this language."""
    if not unspaced.is_run(word):
        return fold(word) in stopwords.stop_words(language)
    codes = ("ko",) if unspaced.is_hangul(word) else unspaced.LANGUAGES
    return any(word in stopwords.stop_words(code) for code in codes)


@cache
def _interrogative_pattern() -> "regex.Pattern[str]":
    asking = {word for code in unspaced.LANGUAGES for word in stopwords.question_words(code)}
    longest_first = sorted(filter(unspaced.is_run, asking), key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, longest_first)))


def _without_particle(word: str) -> str:
    if word in stopwords.question_words("ko"):
        return word
    attached = (p for p in stopwords.particles("ko") if word.endswith(p) and len(word) - len(p) >= _SHORTEST_STEM)
    longest = max(attached, key=len, default="")
    return word.removesuffix(longest)
