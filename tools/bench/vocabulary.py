"""The words of the synthetic library, and their frequencies."""

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from index.analysis import stopwords

WORDS = 200_000
# The most frequent words are real stop words, so that they are treated as such; none is a question word.
STOP_WORDS = [
    *("dan", "dengan", "untuk", "pada", "dalam", "tidak", "akan", "oleh", "juga", "telah", "karena", "tersebut"),
    *("bisa", "ada", "mereka", "lebih", "saat", "harus", "sudah", "dia", "bahwa", "seperti", "kami", "kita"),
    *("atau", "namun", "hanya", "setelah", "para", "sebagai"),
]
# p(rank) ~ 1 / (rank + 2), fitted to Indonesian news and Wikipedia: the most frequent word makes up 2.5 % of all
# words, the hundredth 0.13 %, the thousandth 0.015 %.
_SHIFT = 2.0
_SEED = 7


@cache
def words() -> tuple[str, ...]:
    """Return distinct words, the most frequent first. Shorter words are more frequent, as in real text."""
    rng = np.random.default_rng(_SEED)
    syllables = np.array(_syllables())
    taken = {word for language in stopwords.languages() for word in stopwords.stop_words(language)}
    taken |= {word for language in stopwords.languages() for word in stopwords.question_words(language)}
    made: dict[str, None] = {}
    while len(made) < WORDS + len(taken):
        drawn = syllables[rng.integers(0, len(syllables), (WORDS, 4))].tolist()
        lengths = rng.integers(1, 5, WORDS).tolist()  # in syllables
        made |= dict.fromkeys("".join(word[:length]) for word, length in zip(drawn, lengths, strict=True))
    kept = [word for word in made if word not in taken][: WORDS - len(STOP_WORDS)]
    return (*STOP_WORDS, *sorted(kept, key=len))


@cache
def cumulative() -> NDArray[np.float64]:
    """Return the cumulative share of each rank, to draw words with searchsorted."""
    shares = 1 / (np.arange(1, WORDS + 1) + _SHIFT)
    return np.cumsum(shares / shares.sum())


def _syllables() -> list[str]:
    open_ones = ["".join(letters) for letters in product("bdghjklmnprstwy", "aeiou")]
    return open_ones + ["".join(letters) for letters in product("bdgklmnprst", "aiu", "nrs")]
