"""The scope of a question: which paragraphs to search, and how many to rank."""

from collections.abc import Collection
from dataclasses import dataclass

MOST_QUOTES = 20


@dataclass(frozen=True)
class Scope:
    """The paragraphs that a question is asked of.

    Args:
        libraries: the names of those to search.
        limit: the largest number of paragraphs to rank.
        hidden: the ids of paragraphs to ignore, as evaluation does to see what is answered without them.
        within: the ids of the only paragraphs to consider; None for all in these libraries.
    """

    libraries: frozenset[str]
    limit: int = MOST_QUOTES
    hidden: Collection[int] = frozenset()
    within: Collection[int] | None = None
