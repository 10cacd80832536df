"""Make questions as people type them: short, in small letters, without marks and often without small words.

People who wrote the questions of the training sets looked at a text and asked in whole sentences. Those who look
for something type "nakhoda kapal buton" or "harga beras".
"""

import random

from index.analysis import stopwords, words

_TYPED = 0.5
"""The share of questions that are made so, and of these the share that loses small words."""
_SHORTENED = 0.6
# Of the small words of a question that loses some.
_LOST = 0.7
_FEWEST_WORDS = 2


def as_typed(question: str, set_name: str, rng: random.Random) -> str:
    """Return a question as it is or, as often, as somebody types it who is in a hurry.

    Args:
        set_name: of its example; the first code of a language in it is that of the question.
    """
    if rng.random() >= _TYPED:
        return question
    bare = question.strip(" ?？؟.!").lower()
    if rng.random() >= _SHORTENED:
        return bare
    language = next((one for one in set_name.split("-") if one in stopwords.languages()), "")
    small = stopwords.stop_words(language) | stopwords.question_words(language) if language else frozenset()
    kept = [word for word in bare.split() if words.fold(word) not in small or rng.random() >= _LOST]
    return " ".join(kept) if len(kept) >= _FEWEST_WORDS else bare
