"""Find the terms of a library, and the function words, for which a typed word may stand."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, inf, log
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from index import analysis
from index.analysis import stopwords, words
from index.query.parsed_question import QuestionWord
from index.retrieval.bm25.base import BODY, TITLE, Engine
from index.spelling.typing_cost import SHORTEST, most_cost, one_slip_away, respelled, typing_cost

# In slips: with one, a word of four or five letters looks like enough others.
_SLIPS, _SLIPS_OF_SHORT, _SHORT = 2, 1, 5
# In letters: words that are more than one slip away are looked for among those that begin in the same way.
_RIGHT = 2
# The terms of a stage: those that are near by plain distance, and those that are worth looking up.
_NEAREST, _LIKELIEST = 40, 8
# How much less likely a word is by its cost, and how much more by the logarithm of its frequency.
_BY_COST, _BY_FREQUENCY = 2.5, 0.2
# A word that asks is as likely in a question as a word that this many paragraphs have.
_INTERROGATIVE_FREQUENCY = 1000


class Lookalike(NamedTuple):
    """A term, or a word, for which a typed word may stand.

    Args:
        likelihood: how likely it is, from 0 to 1, to compare lookalikes of one word.
    """

    text: str
    cost: float
    likelihood: float


def similar_terms(
    word: QuestionWord, engine: Engine, libraries: frozenset[str], languages: Sequence[str]
) -> list[Lookalike]:
    """Return the terms of these libraries for which a word may stand, the likeliest first. Raises EngineError."""
    typed = plain(word.text)
    pairs = _one_slip_away(typed, languages)
    for query in filter(_is_word, {typed, respelled(typed), *word.terms}):
        begun = (engine.terms(query[:_RIGHT], field, libraries, counted=False) for field in (BODY, TITLE))
        for term in _near(query, [*frozenset[str]().union(*begun)]):
            pairs.setdefault(term, set()).add((query, term))
    in_body, in_title = (engine.frequencies(pairs, field, libraries) for field in (BODY, TITLE))
    frequencies = {term: count for term in pairs if (count := max(in_body[term], in_title[term]))}
    costs = {term: _least_cost(pairs[term]) for term in frequencies}
    return _likely(costs, frequencies)


def similar_function_words(word: QuestionWord, languages: Sequence[str]) -> list[Lookalike]:
    """Return the function words of these languages for which a word may stand, the likeliest first."""
    typed = plain(word.text)
    frequencies = _function_words(tuple(languages))
    costs = {one: _least_cost([(typed, plain(one))]) for one in _near(typed, [*frequencies])}
    return _likely(costs, frequencies)


@cache
def _function_words(languages: Sequence[str]) -> Mapping[str, int]:
    """Return the function words of these languages, each with the number of paragraphs that it is worth."""
    asking = {one for code in languages for one in stopwords.question_words(code)}
    listed = asking.union(*map(stopwords.stop_words, languages))
    return {one: _INTERROGATIVE_FREQUENCY if one in asking else 1 for one in listed if _is_word(one)}


def _one_slip_away(typed: str, languages: Sequence[str]) -> dict[str, set[tuple[str, str]]]:
    """Return the terms of all that a word may be after one slip, each with the typed word and what it may be.

    A slip in a prefix or suffix hides it from the stemmer, and the term of the whole is near to no other:
    "mewaili" for "mewakili", whose term is "wakil".
    """
    pairs: dict[str, set[tuple[str, str]]] = {}
    for meant in one_slip_away(typed):
        for code in languages:
            term = analysis.term_of(meant, code)
            if term.isalpha():
                pairs.setdefault(term, set()).add((typed, meant))
    return pairs


def plain(word: str) -> str:
    """Return a word as typing errors are looked for: without case and accents."""
    return words.strip_accents(words.fold(word))


def letters_in_common(one: str, other: str) -> int:
    """Return how many letters two words have in common, in the same order."""
    return int(LCSseq.similarity(one, other))


def _is_word(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha()


def _near(query: str, listed: Sequence[str]) -> list[str]:
    """Return those of the listed words that are near to a word, without digits."""
    slips = _SLIPS if len(query) > _SHORT else _SLIPS_OF_SHORT
    nearest = process.extract(query, listed, scorer=OSA.distance, score_cutoff=slips, limit=_NEAREST)
    return [one for one, _, _ in nearest if one.isalpha()]


def _least_cost(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the least cost of typing the first of two words for the second; infinite if all are too high."""
    costs = ((typing_cost(*pair), most_cost(pair[0])) for pair in pairs)
    return min((cost for cost, most in costs if cost <= most), default=inf)


def _likely(costs: Mapping[str, float], frequencies: Mapping[str, int]) -> list[Lookalike]:
    likely = [
        Lookalike(one, cost, exp(-_BY_COST * cost) * (1 + _BY_FREQUENCY * log(frequencies[one])))
        for one, cost in costs.items()
        if cost < inf
    ]
    return sorted(likely, key=lambda one: (-one.likelihood, one.text))[:_LIKELIEST]
