"""Which language a text is in: told by its small words where they are clear, else by statistics."""

import tempfile
from collections.abc import Collection, Sequence
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING

from index.analysis import function_words, stems, stopwords
from index.model.errors import Fault, KutipError

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
    """Return the ISO 639 code of the language of an article, or "und" where no letters tell.

    Raises KutipError when there is no room to unpack the model.
    """
    beginning = text[:_ENOUGH]
    if not any(character.isalpha() for character in beginning):
        return UNDETERMINED
    # The model takes 0.4 s to load and 100 MB to hold, which asking one file should not cost.
    return _by_function_words(beginning) or str(_identifier().classify(beginning)[0])


def question_language(folded_words: Collection[str], preferred: Sequence[str]) -> str:
    """Return the language that most of a question's words are small words of, or "und" where hardly any is.

    Statistics on five words are a toss of a coin. Small words decide well, and where they leave a tie (as between
    Spanish and Portuguese) the first of ``preferred`` wins.
    """
    votes = function_words.count_votes(function_words.votes_by_word().get(word, 0) for word in folded_words)
    best = max(dict.fromkeys((*preferred, *_told_apart())), key=lambda language: votes.get(language, 0))
    return best if votes.get(best, 0) >= _FEWEST_VOTES else UNDETERMINED


def _by_function_words(text: str) -> str | None:
    votes = function_words.count_votes(map(function_words.votes_by_piece().__getitem__, text.split()))
    found = votes[function_words.ALL_WORDS]
    best, second = nlargest(2, _told_apart(), key=votes.__getitem__)
    most, next_most = votes[best], votes[second]
    clear = found >= _CLEAR_WORDS and most >= _CLEAR_SHARE * found and most >= _CLEAR_LEAD * next_most
    return best if clear else None


@cache
def _told_apart() -> tuple[str, ...]:
    return tuple(language for language in stopwords.languages() if language not in _TWINS)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    except OSError as error:  # it is unpacked beside other temporary files
        raise KutipError(Fault.DISK_FULL, path=tempfile.gettempdir(), problem=error.strerror) from error
    useful = {*stems.LANGUAGES, *stopwords.languages()} - _TWINS
    identifier.set_languages(sorted(useful & set(identifier.labels)))
    return identifier
