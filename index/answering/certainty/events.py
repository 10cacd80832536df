"""Recognise articles about the same event by their days and their titles."""

from functools import lru_cache

from index import analysis
from index.model.records import Article

# Reports of one event appear within a week, and follow-ups in the next.
_MOST_DAYS = 14
# Titles of different events that share a place or an office have one word in five in common.
_SHARED_TERMS = 0.4


def report_same_event(one: Article, other: Article) -> bool:
    """Return whether two articles are the same one or, as it looks, report the same event."""
    if one.id == other.id:
        return True
    if not (one.published and other.published) or abs((one.published - other.published).days) > _MOST_DAYS:
        return False
    terms, others = (_terms(each.title, each.language or "") for each in (one, other))
    return len(terms & others) >= max(1, _SHARED_TERMS * min(len(terms), len(others)))


@lru_cache(maxsize=1000)  # one question after another finds the same articles
def _terms(title: str, language: str) -> frozenset[str]:
    return frozenset(analysis.terms(title, language))
