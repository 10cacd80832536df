"""Detect the language of a text by its function words, or by a statistical model when these are unclear."""

import tempfile
from array import array
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache
from heapq import nlargest
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from index.analysis import function_words, stems, stopwords
from index.model.errors import Fault, KutipError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_LONGEST = 5_000
# These languages are left out, because each is easily confused with another one that has far more news: 3 of 100
# Indonesian paragraphs were detected as Malay, 4 of 100 Norwegian ones as Nynorsk or Danish.
_LOOKALIKES = frozenset({"ms", "nb", "nn"})
_FEWEST_VOTES = 2
# No judged text of 100 words or more that passed these thresholds was in another language. In Indonesian and
# English 40 to 80 of 100 words are function words, and the next language has an eighth of that.
_CLEAR_WORDS, _CLEAR_SHARE, _CLEAR_LEAD = 100, 0.3, 4


def detect(text: str) -> str:
    """Return the ISO 639 code of the language of an article, or "und" for a text without letters.

    Raises KutipError when there is no space left to unpack the model.
    """
    beginning = text[:_LONGEST]
    if not any(character.isalpha() for character in beginning):
        return UNDETERMINED
    # Loading the model takes 0.4 s and 100 MB, too much for a question about one file.
    return _by_function_words(beginning) or str(_identifier().classify(beginning)[0])


def warm_up() -> None:
    """Load what the first article would wait for. What fails now is reported with that article."""
    with suppress(KutipError):
        _identifier()


def question_language(folded_words: Collection[str], preferred: Sequence[str]) -> str:
    """Return the language with most function words in a question, or "und" when there are hardly any.

    A statistical model guesses at random on five words, while function words decide well. In a tie, as between
    Spanish and Portuguese, the first of ``preferred`` wins.
    """
    votes = function_words.count_votes(function_words.votes_by_word().get(word, 0) for word in folded_words)
    best = max(dict.fromkeys((*preferred, *_candidates())), key=lambda language: votes.get(language, 0))
    return best if votes.get(best, 0) >= _FEWEST_VOTES else UNDETERMINED


def _by_function_words(text: str) -> str | None:
    votes = function_words.count_votes(map(function_words.votes_by_piece().__getitem__, text.split()))
    found = votes[function_words.ALL_WORDS]
    best, second = nlargest(2, _candidates(), key=votes.__getitem__)
    most, next_most = votes[best], votes[second]
    clear = found >= _CLEAR_WORDS and most >= _CLEAR_SHARE * found and most >= _CLEAR_LEAD * next_most
    return best if clear else None


@cache
def _candidates() -> tuple[str, ...]:
    return tuple(language for language in stopwords.languages() if language not in _LOOKALIKES)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        useful = {*stems.LANGUAGES, *stopwords.languages()} - _LOOKALIKES
        identifier.set_languages(sorted(useful & set(identifier.labels)))
        moves = _in_a_file(identifier.tk_nextmove)
    except OSError as error:  # the model is unpacked into the temporary folder
        raise KutipError(Fault.DISK_FULL, path=tempfile.gettempdir(), problem=error.strerror) from error
    # One without the other languages: it keeps 27 MB of memory, where the first one keeps 92.
    return LanguageIdentifier(
        identifier.nb_ptc,
        identifier.nb_pc,
        identifier.nb_classes,
        moves,
        identifier.tk_output,
        tk_row=identifier.tk_row,
    )


def _in_a_file(table: "array[int]") -> "memoryview[int]":
    """Return the same numbers in a file that has no name, of which only the pages that are used are in memory."""
    with tempfile.TemporaryFile() as file:
        file.write(table)
        file.flush()
        mapped = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        return mapped.cast("H") if table.itemsize == 2 else mapped.cast("I")
