"""Weigh the words of a question: the rarer a word is in scope, the more it says."""

from collections.abc import Collection
from dataclasses import replace

from index.query.parsed_question import ParsedQuestion
from index.retrieval.bm25.base import BODY, TITLE, Engine, idf

# The idf of a word that a tenth of the paragraphs have. Searching for stop words that are more frequent puts one
# or two more of 1,000 questions right, and takes a tenth more time, for a slow question a quarter.
_FREQUENT = 2.3


def weighted(question: ParsedQuestion, engine: Engine, libraries: Collection[str]) -> ParsedQuestion:
    """Return the question with the weight of each word in these libraries. Raises EngineError."""
    scope = frozenset(libraries)
    terms = {term for word in question.words for term in word.terms}
    in_body, in_title = (engine.frequencies(terms, field, scope) for field in (BODY, TITLE))
    count = engine.count(scope)
    words = []
    for word in question.words:
        # By the body alone: a title stands above each of its paragraphs, which would make its words frequent.
        frequency = max(in_body[term] for term in word.terms)
        known = any(in_body[term] or in_title[term] for term in word.terms)
        words.append(replace(word, weight=word.share * idf(count, frequency), known=known))
    return replace(question, words=tuple(words))


def search_terms(question: ParsedQuestion) -> dict[str, float]:
    """Return the terms to search for, with their shares, leaving out very frequent stop words if others remain.

    In a million paragraphs such words take most of the time of a search and change nothing.
    """
    rare = [word for word in question.words if not (word.is_stop_word and word.weight < word.share * _FREQUENT)]
    return {term: word.share for word in rare or question.words for term in word.terms}
