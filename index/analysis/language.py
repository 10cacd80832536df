"""Detect the language of a text by its function words, or by a statistical model when these are unclear."""

import tempfile
from array import array
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from heapq import nlargest
from mmap import ACCESS_READ, mmap
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from index.analysis import function_words, stems, stopwords
from index.files.mapped import release
from index.model.errors import Fault, KutipError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
_LONGEST = 5_000
# These languages are left out, because each is easily confused with another one that has far more news: 3 of 100
# Indonesian paragraphs were detected as Malay, 4 of 100 Norwegian ones as Nynorsk or Danish.
_LOOKALIKES = {"ms": "id", "nb": "no", "nn": "no"}
_FEWEST_VOTES = 2
# No judged text of 100 words or more that passed these thresholds was in another language. In Indonesian and
# English 40 to 80 of 100 words are function words, and the next language has an eighth of that.
_CLEAR_WORDS, _CLEAR_SHARE, _CLEAR_LEAD = 100, 0.3, 4
# Fewer are enough for a language that is expected. Of 4,101 judged paragraphs in seven languages that passed, the
# model took one for another language, which is half English. It takes 0.25 ms, a third of adding a post.
_CLEAR_WORDS_OF_EXPECTED = 30
# The languages that most articles are in. The model knows nothing of that and guesses at random on two words: it
# took "Dana desa cair" for Catalan and "Volcano erupts" for Latin. Another language is detected if it is e^8 times
# as likely, or if its function words are there. Of 155 texts of two to four words in these two languages, 153 are
# detected in place of 124; of 175 in 31 other languages, 8 in place of 1 are taken for one of these.
_USUAL, _UNUSUAL_LEAD = ("id", "en"), 8
# Two threads that need the model at once would both load it.
_LOADING = Lock()


def detect(text: str, library_languages: Sequence[str] = ()) -> str:
    """Return the ISO 639 code of the language of an article, or "und" for a text without letters.

    A few words are in one of the usual languages or the first of ``library_languages``, those of the articles that
    are there already, the most frequent first, unless much speaks against it.

    Raises KutipError when there is no space left to unpack the model.
    """
    beginning = text[:_LONGEST]
    if not any(character.isalpha() for character in beginning):
        return UNDETERMINED
    # Loading the model takes 0.4 s and 100 MB, too much for a question about one file.
    votes = function_words.count_votes(map(function_words.votes_by_piece().__getitem__, beginning.split()))
    expected = (*library_languages[:1], *_USUAL)
    return _by_function_words(votes, expected) or _by_model(beginning, votes, expected)


def warm_up() -> None:
    """Load what the first article would wait for. What fails now is reported with that article."""
    with suppress(KutipError):
        _model()


def question_language(folded_words: Collection[str], preferred: Sequence[str]) -> str:
    """Return the language with most function words in a question, or "und" when there are hardly any.

    A statistical model guesses at random on five words, while function words decide well. Another language than
    the ``preferred`` ones needs more than twice their votes: the lists of 60 languages share many short words.
    In a tie, as between Spanish and Portuguese, the first of ``preferred`` wins.
    """
    by_word = function_words.votes_by_word()
    voted = [by_word[word] for word in folded_words if word in by_word and not _is_character(word)]
    votes = function_words.count_votes(voted)
    best = max(preferred, key=lambda language: votes.get(language, 0), default=UNDETERMINED)
    other = max(_candidates(), key=votes.__getitem__)
    of_best, of_other = votes.get(best, 0), votes[other]
    if of_other > 2 * of_best:
        best, of_best = other, of_other
    return best if of_best >= _FEWEST_VOTES else UNDETERMINED


@lru_cache(maxsize=1000)  # asked of each paragraph of a question
def is_other_language(asked: str, written: str | None) -> bool:
    """Return whether two known languages differ; one that is easily confused with another counts as the same."""
    one, other = (_LOOKALIKES.get(language or UNDETERMINED, language) for language in (asked, written))
    return UNDETERMINED not in (one, other) and bool(other) and one != other


def _is_character(word: str) -> bool:
    """Return whether a word is a number or a single letter, which lists of stop words have for some languages."""
    return word.isdecimal() or (len(word) == 1 and word.upper() != word.lower())


def _by_function_words(votes: Mapping[str, int], expected: Collection[str]) -> str | None:
    found = votes[function_words.ALL_WORDS]
    best, second = nlargest(2, _candidates(), key=votes.__getitem__)
    most, next_most = votes[best], votes[second]
    fewest = _CLEAR_WORDS_OF_EXPECTED if best in expected else _CLEAR_WORDS
    clear = found >= fewest and most >= _CLEAR_SHARE * found and most >= _CLEAR_LEAD * next_most
    return best if clear else None


def _by_model(text: str, votes: Mapping[str, int], expected: Sequence[str]) -> str:
    model = _model()
    ranked = model.identifier.rank(text)
    release(model.moves)
    likeliest = str(ranked[0][0])
    likelihoods = {str(language): float(logarithm) for language, logarithm in reversed(ranked)}
    usual = max((one for one in expected if one in likelihoods), key=likelihoods.__getitem__)
    if likelihoods[likeliest] - likelihoods[usual] > _UNUSUAL_LEAD:
        return likeliest
    return likeliest if votes[likeliest] > votes[usual] else usual


@cache
def _candidates() -> tuple[str, ...]:
    return tuple(language for language in stopwords.languages() if language not in _LOOKALIKES)


class _Model(NamedTuple):
    """A loaded model, and the file of its largest table."""

    identifier: "LanguageIdentifier"
    moves: mmap


def _model() -> _Model:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> _Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    try:
        identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
        useful = {*stems.LANGUAGES, *stopwords.languages()} - _LOOKALIKES.keys()
        identifier.set_languages(sorted(useful & set(identifier.labels)))
        moves = _in_a_file(identifier.tk_nextmove)
    except OSError as error:  # the model is unpacked into the temporary folder
        raise KutipError(Fault.DISK_FULL, path=tempfile.gettempdir(), problem=error.strerror) from error
    # One without the other languages: it keeps 27 MB of memory, where the first one keeps 92.
    usual = LanguageIdentifier(
        identifier.nb_ptc,
        identifier.nb_pc,
        identifier.nb_classes,
        memoryview(moves).cast("H" if identifier.tk_nextmove.itemsize == 2 else "I"),
        identifier.tk_output,
        tk_row=identifier.tk_row,
    )
    return _Model(usual, moves)


def _in_a_file(table: "array[int]") -> mmap:
    """Return the same numbers in a file that has no name, of which only the pages that are used are in memory."""
    with tempfile.TemporaryFile() as file:
        file.write(table)
        file.flush()
        return mmap(file.fileno(), 0, access=ACCESS_READ)
