"""Know the words of questions that ask rather than tell, such as "nama" and "happened", and their shares."""

from collections.abc import Mapping
from functools import cache

from index.analysis import word_lists
from index.analysis.words import fold

# The words of requests are in no judged question. They count less than stop words: of 155 short questions to a
# newsroom that have an answer, 125 instead of 120 are right and found, and none of 53 others is found. A word that
# tells nothing is still searched for, because "judul" tells something beside few others.
_REQUEST = 0.1
_LEAST, _MOST = 0.1, 0.3


def share_of(word: str, language: str) -> float | None:
    """Return how much a word that asks counts against other words, from 0 to 1; None for one that tells."""
    return _shares(language).get(fold(word))


@cache
def _shares(language: str) -> Mapping[str, float]:
    requests = {fold(word): _REQUEST for word in word_lists.read_words("request_words").get(language, "").split()}
    told = word_lists.read_numbers("asking_words").get(language, {})
    return requests | {fold(word): min(_MOST, max(_LEAST, share)) for word, share in told.items()}
