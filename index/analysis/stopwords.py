"""Words that ask, and words that any text has.

A question word ("siapa", "what") says what kind of answer is wanted and is never looked for. A stop word ("hari",
"first") is looked for but counts little: general stop lists hold words that carry meaning in news, and dropping
them cost 1 to 3 questions of 100 on judged sets.
"""

from functools import cache

import stopwordsiso

from index.analysis import word_lists
from index.analysis.words import fold


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return lower-case stop words; none for a language without a list."""
    code = "no" if language in ("nb", "nn") else language
    return frozenset(stopwordsiso.stopwords(code))


@cache
def question_words(language: str) -> frozenset[str]:
    """Return folded question words; none for a language without a list."""
    code = {"nb": "no", "nn": "no", "ms": "id"}.get(language, language)
    return frozenset(fold(word) for word in word_lists.read_list("question_words").get(code, "").split())


@cache
def particles(language: str) -> frozenset[str]:
    """Return what is glued to the end of words; none for a language that has no such list."""
    return frozenset(word_lists.read_list("particles").get(language, "").split())


@cache
def languages() -> tuple[str, ...]:
    """Return every language that has a list of either kind."""
    return tuple(sorted({*stopwordsiso.langs(), *word_lists.read_list("question_words")}))
