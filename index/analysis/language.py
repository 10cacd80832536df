"""Which language a text is in: by statistics for an article, by its small words for a question."""

from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

from index.analysis import stems, stopwords

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_LONGEST = 5_000
_FEWEST_VOTES = 2
# Of the languages known, these are near-copies of others with far more news: 3 of 100 Indonesian paragraphs came
# back as Malay, 4 of 100 Norwegian ones as Nynorsk or Danish.
_TWINS = frozenset({"ms", "nb", "nn"})


def detect(text: str) -> str:
    """Returns the ISO 639 code of the language of an article, or "und" where no letters tell."""
    if not any(character.isalpha() for character in text[:_LONGEST]):
        return UNDETERMINED
    language, _ = _identifier().classify(text[:_LONGEST])
    return str(language)


def of_question(folded_words: Collection[str], preferred: Iterable[str]) -> str:
    """Returns the language that most of a question's words are small words of, or "und" where hardly any is.

    Statistics on five words are a toss of a coin. Small words decide well, and where they leave a tie (as between
    Spanish and Portuguese) the first of ``preferred`` wins.
    """
    others = [language for language in stopwords.languages() if language not in _TWINS]
    votes = {language: _votes(folded_words, language) for language in (*preferred, *others)}
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] >= _FEWEST_VOTES else UNDETERMINED


def _votes(folded_words: Iterable[str], language: str) -> int:
    """A question word says more about the language than a stop word; lists differ in length."""
    asking, common = stopwords.question_words(language), stopwords.stop_words(language)
    return sum(2 if word in asking else word in common for word in folded_words)


@cache
def _identifier() -> "LanguageIdentifier":
    # A question needs no model, so its first answer does not wait for one to load (0.1 s).
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    useful = {*stems.LANGUAGES, *stopwords.languages()} - _TWINS
    identifier.set_languages(sorted(useful & set(identifier.labels)))
    return identifier
