"""Count the function words of each language in a text: its question words and stop words.

Each word of an article votes for some of 60 languages. The votes of a word are one number in base 2^32, with a
digit for each language, and the lowest digit counts the words. Adding up these numbers counts the votes for all
languages at once; looking up each word in 60 lists took 20 times as long.
"""

import struct
from collections.abc import Iterable, Mapping
from functools import cache

from index.analysis import stopwords, words
from index.analysis.memo import Memo

ALL_WORDS = ""
"""The key of the number of all words, of whatever language, among the counts."""
_DIGIT = 4  # in bytes: it holds more votes than any text has words
# A question word counts more than a stop word, because the lists of stop words differ much in length.
_QUESTION_WORD_VOTES, _STOP_WORD_VOTES = 2, 1
# Languages that use the lists of another one.
_SHARING = frozenset({"ms", "nb", "nn"})


def count_votes(votes: Iterable[int]) -> dict[str, int]:
    """Return the sum of these votes for each language, and the number of words."""
    meanings = _digits()
    digits = sum(votes).to_bytes(_DIGIT * len(meanings), "little")
    return dict(zip(meanings, struct.unpack(f"<{len(meanings)}I", digits), strict=True))


@cache
def votes_by_word() -> Mapping[str, int]:
    """Return the votes of every function word, folded. They do not count the word itself."""
    voted: dict[str, int] = {}
    for place, language in enumerate(_digits()):
        if language == ALL_WORDS:
            continue
        question_words = stopwords.question_words(language)
        stop_words = stopwords.stop_words(language) - question_words
        for listed, votes in ((question_words, _QUESTION_WORD_VOTES), (stop_words, _STOP_WORD_VOTES)):
            vote = votes << (8 * _DIGIT * place)
            for word in listed:
                voted[word] = voted[word] + vote if word in voted else vote
    return voted


@cache
def votes_by_piece() -> Memo[int]:
    """Return the memo of the votes of pieces of text between white space, which count their words, too."""
    voted = votes_by_word()

    def votes_of(piece: str) -> int:
        return sum([1 + voted.get(words.fold(word), 0) for word in words.undivided_words(piece)])

    return Memo(votes_of)


@cache
def _digits() -> tuple[str, ...]:
    """Return what each digit counts, from the lowest: all words, then the votes for a language each."""
    return (ALL_WORDS, *sorted({*stopwords.languages(), *_SHARING}))
