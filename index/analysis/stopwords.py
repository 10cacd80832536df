"""Know the question words, stop words and particles of each language.

A question word ("siapa", "what") says which kind of answer is expected, and is never searched for. A stop word
("hari", "first") is searched for but counts little: general stop lists contain words that carry meaning in news,
and dropping them lost 1 to 3 of 100 questions in judged sets.
"""

from functools import cache

import stopwordsiso

from index.analysis import word_lists
from index.analysis.words import fold


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the lower-case stop words of a language, or none if it has no list."""
    code = "no" if language in ("nb", "nn") else language
    return frozenset(stopwordsiso.stopwords(code))


@cache
def question_words(language: str) -> frozenset[str]:
    """Return the folded question words of a language, or none if it has no list."""
    code = {"nb": "no", "nn": "no", "ms": "id"}.get(language, language)
    return frozenset(fold(word) for word in word_lists.read_words("question_words").get(code, "").split())


@cache
def particles(language: str) -> frozenset[str]:
    """Return the particles that a language attaches to the end of words, or none if it has no list."""
    return frozenset(word_lists.read_words("particles").get(language, "").split())


@cache
def languages() -> tuple[str, ...]:
    """Return every language that has stop words or question words, in alphabetical order."""
    return tuple(sorted({*stopwordsiso.langs(), *word_lists.read_words("question_words")}))
