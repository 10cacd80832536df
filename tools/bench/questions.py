"""Questions to the synthetic library, with words about as frequent as those of real questions."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np

from tools.bench import library, vocabulary

# The share of paragraphs that contain a question's word, at these percentiles, stop words included, measured on
# the Indonesian questions of TyDi QA.
PERCENTILES = (2, 10, 25, 50, 75, 90, 98)
REAL_SHARES = (0.0002, 0.0004, 0.002, 0.016, 0.08, 0.18, 0.5)
_FEWEST_WORDS, _MOST_WORDS = 2, 7
_SAMPLE = 20_000  # paragraphs; all are drawn alike, so the first ones will do
# Tried from 0.2 to 0.8, and from a tenth to a half: these come closest to the real shares.
_COMMONNESS, _STOP_WORD_SHARE = 0.4, 0.1


def sample(path: Path) -> list[list[str]]:
    """Return the words of some paragraphs of a library, in lower case."""
    texts = chain.from_iterable(paragraphs for _, paragraphs in library.read(path))
    return [text.replace(".", "").lower().split() for text in islice(texts, _SAMPLE)]


def draw(paragraphs: Sequence[Sequence[str]], count: int, seed: int) -> list[str]:
    """Return questions, each of 2 to 7 words of one paragraph."""
    rng = np.random.default_rng(seed)
    counts = Counter(chain.from_iterable(paragraphs))
    stop_words = set(vocabulary.STOP_WORDS)
    questions: list[str] = []
    while len(questions) < count:
        drawn = paragraphs[int(rng.integers(len(paragraphs)))]
        words = [w for w in dict.fromkeys(drawn) if w not in stop_words or rng.random() < _STOP_WORD_SHARE]
        wanted = int(rng.integers(_FEWEST_WORDS, _MOST_WORDS + 1))
        if len(words) >= wanted:
            odds = np.array([counts[word] ** _COMMONNESS for word in words])
            chosen = rng.choice(len(words), wanted, replace=False, p=odds / odds.sum())
            questions.append(" ".join(words[at] for at in chosen) + "?")
    return questions


def shares(paragraphs: Sequence[Sequence[str]], questions: Sequence[str]) -> list[float]:
    """Return the shares of paragraphs that contain a word of the questions, at each of PERCENTILES."""
    frequencies = Counter(chain.from_iterable(set(words) for words in paragraphs))
    found = [frequencies[word] / len(paragraphs) for question in questions for word in question[:-1].split()]
    return [float(share) for share in np.percentile(found, PERCENTILES)]
