"""Which language a text is in: told by its small words where they are clear, else by statistics."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.analysis import stems, stopwords, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_ENOUGH = 5_000
# Of the languages known, these are near-copies of others with far more news: 3 of 100 Indonesian paragraphs came
# back as Malay, 4 of 100 Norwegian ones as Nynorsk or Danish.
_TWINS = frozenset({"ms", "nb", "nn"})
_FEWEST_VOTES = 2
# Of judged texts with 100 words or more, none that is so clear was in another language. In Indonesian and English
# small words are 40 to 80 of 100 words and the next language has an eighth of that.
_CLEAR_WORDS, _CLEAR_SHARE, _CLEAR_LEAD = 100, 0.3, 4


def detect(text: str) -> str:
    """Returns the ISO 639 code of the language of an article, or "und" where no letters tell."""
    beginning = text[:_ENOUGH]
    if not any(character.isalpha() for character in beginning):
        return UNDETERMINED
    # The model takes 0.4 s to load and 100 MB to hold, which asking one file should not cost.
    return _by_small_words(beginning) or str(_identifier().classify(beginning)[0])


def of_question(folded_words: Collection[str], preferred: Sequence[str]) -> str:
    """Returns the language that most of a question's words are small words of, or "und" where hardly any is.

    Statistics on five words are a toss of a coin. Small words decide well, and where they leave a tie (as between
    Spanish and Portuguese) the first of ``preferred`` wins.
    """
    ((best, most), *_) = _votes(folded_words, preferred)
    return best if most >= _FEWEST_VOTES else UNDETERMINED


def _by_small_words(text: str) -> str | None:
    found = [words.fold(text[span.start : span.end]) for span in words.find(text)]
    ((best, most), (_, next_most), *_) = _votes(found, ())
    clear = len(found) >= _CLEAR_WORDS and most >= _CLEAR_SHARE * len(found) and most >= _CLEAR_LEAD * next_most
    return best if clear else None


def _votes(folded_words: Iterable[str], preferred: Sequence[str]) -> list[tuple[str, int]]:
    """Returns the languages with their votes, the most first and of equals the preferred.

    A question word says more about the language than a stop word, as the lists of these differ in length.
    """
    counted = Counter(folded_words)
    others = [language for language in stopwords.languages() if language not in _TWINS]
    votes = {}
    for language in dict.fromkeys((*preferred, *others)):
        asking, common = stopwords.question_words(language), stopwords.stop_words(language)
        votes[language] = sum(n * (2 if word in asking else word in common) for word, n in counted.items())
    return sorted(votes.items(), key=lambda vote: -vote[1])


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    useful = {*stems.LANGUAGES, *stopwords.languages()} - _TWINS
    identifier.set_languages(sorted(useful & set(identifier.labels)))
    return identifier
