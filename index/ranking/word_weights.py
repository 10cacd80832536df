"""Weigh the words of a question: the rarer a word is in scope, the more it says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.retrieval.bm25.base import BODY, TITLE, Engine, idf

# The idf of a word that a tenth of the paragraphs have. Searching for stop words that are more frequent puts one
# or two more of 1,000 questions right, and takes a tenth more time, for a slow question a quarter.
_FREQUENT = 2.3


def weighted(question: ParsedQuestion, engine: Engine, libraries: Collection[str]) -> ParsedQuestion:
    """Return the question with the weight of each word in these libraries. Raises EngineError."""
    scope = frozenset(libraries)
    terms = {part for word in question.words for term in word.terms for part in term.split()}
    in_body, in_title = (engine.frequencies(terms, field, scope) for field in (BODY, TITLE))
    written = {term for term in terms if in_body[term] or in_title[term]}
    count = engine.count(scope)
    words = []
    for word in question.words:
        known = frozenset([term for term in word.terms if written.issuperset(term.split())])
        # By the body alone: a title stands above each of its paragraphs, which would make its words frequent.
        frequency = _frequency(known or word.terms, in_body)
        weight = word.share * idf(count, frequency)
        # A phrase with an unknown word is nowhere, and looking for it would take time.
        # ``replace`` takes three times as long.
        words.append(QuestionWord(word.text, known or word.terms, word.share, weight, bool(known), word.is_date))
    return replace(question, words=_with_unknown_bounded(words, idf(count, 1)))


def with_known(question: ParsedQuestion, indices: Collection[int]) -> ParsedQuestion:
    """Return the question with these words known: an article of 2024 has the year by its day alone."""
    if all(question.words[index].known for index in indices):
        return question
    words = (replace(word, known=word.known or index in indices) for index, word in enumerate(question.words))
    return replace(question, words=tuple(words))


def _with_unknown_bounded(words: Sequence[QuestionWord], rarest: float) -> tuple[QuestionWord, ...]:
    """Return the words, of which one that nobody has written weighs no more than the heaviest of the others.

    It would weigh most of all, although an old spelling of a frequent word says no more than that word.
    """
    known = [word.weight for word in words if word.known and not word.is_stop_word]
    most = min(rarest, max(known, default=rarest))
    return tuple(
        word if word.known else replace(word, weight=min(word.weight, word.share * most)) for word in words
    )


def share_of(question: ParsedQuestion, indices: Collection[int]) -> float:
    """Return the share of the question's weight that these of its words have, given by their indices."""
    total = sum(word.weight for word in question.words) or 1.0
    return sum(question.words[index].weight for index in indices) / total


def search_terms(question: ParsedQuestion) -> dict[str, float]:
    """Return the terms to search for, with their shares, leaving out very frequent stop words if others remain.

    In a million paragraphs such words take most of the time of a search and change nothing. The words of a phrase
    share what it counts.
    """
    rare = [word for word in question.words if not (word.is_stop_word and word.weight < word.share * _FREQUENT)]
    shares: dict[str, float] = {}
    for word in rare or question.words:
        for term in word.terms:
            parts = term.split()
            for part in parts:
                shares[part] = max(shares.get(part, 0.0), word.share / len(parts))
    return shares


def _frequency(terms: Collection[str], frequencies: Mapping[str, int]) -> int:
    """Return how many paragraphs have one of these terms; a phrase is in at most as many as its rarest word."""
    single = max((frequencies[term] for term in terms if " " not in term), default=0)
    return single or max(min(frequencies[part] for part in term.split()) for term in terms)
