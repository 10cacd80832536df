"""How often a text has the small words of each language: words that ask, and words that any text has.

An article has hundreds of words and some 60 languages want to know of each, so the votes of a word are one number:
its lowest digit, in base 2^32, counts the words, and each language has a digit of its own. Adding up the numbers
of all words adds up the votes for all languages at once: looking words up in 60 lists took 20 times as long.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import cache

from index.analysis import stopwords, words
from index.analysis.memo import Memo

ALL_WORDS = ""
"""What stands for all words, whatever their language, among the counts."""
_DIGIT = 4  # bytes: more votes than any text has words
# A question word says more about the language than a stop word, as the lists of these differ in length.
_ASKING, _COMMON = 2, 1
# Languages that share the list of another.
_SHARING = frozenset({"ms", "nb", "nn"})


def count_votes(votes: Iterable[int]) -> dict[str, int]:
    """Return the votes for each language, and the number of words, from the sum of these votes."""
    names = _names()
    digits = sum(votes).to_bytes(_DIGIT * len(names), "little")
    return dict(zip(names, struct.unpack(f"<{len(names)}I", digits), strict=True))


@cache
def votes_by_word() -> Mapping[str, int]:
    """Return the votes of every small word, folded; the word itself is not counted in it."""
    voted: dict[str, int] = {}
    for place, language in enumerate(_names()):
        if language == ALL_WORDS:
            continue
        asking = stopwords.question_words(language)
        for said, weight in ((asking, _ASKING), (stopwords.stop_words(language) - asking, _COMMON)):
            vote = weight << (8 * _DIGIT * place)
            for word in said:
                voted[word] = voted[word] + vote if word in voted else vote
    return voted


@cache
def votes_by_piece() -> Memo[int]:
    """Return the votes of a piece of text between white space: those of its words, and one for each of them."""
    voted = votes_by_word()

    def of_piece(piece: str) -> int:
        return sum([1 + voted.get(words.fold(word), 0) for word in words.undivided_words(piece)])

    return Memo(of_piece)


@cache
def _names() -> tuple[str, ...]:
    return (ALL_WORDS, *sorted({*stopwords.languages(), *_SHARING}))
