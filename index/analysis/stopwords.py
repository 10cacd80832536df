"""Know the question words, stop words and particles of each language.

A question word ("siapa", "what") says which kind of answer is expected, and is never searched for. A stop word
("hari", "first") is searched for but counts little: general stop lists contain words that carry meaning in news,
and dropping them lost 1 to 3 of 100 questions in judged sets.
"""

from collections.abc import Iterable
from functools import cache

import stopwordsiso

from index.analysis import word_lists
from index.analysis.words import fold


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the lower-case stop words of a language, or none if it has no list."""
    code = "no" if language in ("nb", "nn") else language
    return _with_informal(stopwordsiso.stopwords(code), code)


@cache
def question_words(language: str) -> frozenset[str]:
    """Return the folded question words of a language, or none if it has no list."""
    code = {"nb": "no", "nn": "no", "ms": "id"}.get(language, language)
    listed = word_lists.read_words("question_words").get(code, "").split()
    return _with_informal((fold(word) for word in listed), code)


@cache
def particles(language: str) -> frozenset[str]:
    """Return the particles that a language attaches to the end of words, or none if it has no list."""
    return frozenset(word_lists.read_words("particles").get(language, "").split())


@cache
def languages() -> tuple[str, ...]:
    """Return every language that has stop words or question words, in alphabetical order."""
    return tuple(sorted({*stopwordsiso.langs(), *word_lists.read_words("question_words")}))


def _with_informal(standard: Iterable[str], language: str) -> frozenset[str]:
    """Return these words and their informal spellings."""
    listed = frozenset(standard)
    return listed.union(word for word, meant in word_lists.informal_words(language).items() if meant in listed)
