"""Check a text against the articles, sentence by sentence."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from index.analysis import language as languages_
from index.analysis import words
from index.model.checked import Checked
from index.quote_check.candidates import Candidates, Found
from index.quote_check.comparing import Comparison, Part, claim_of, compared, parts_of
from index.quote_check.judging import judged
from index.quote_check.wording.claims import MOST_CHARACTERS, claimed_sentences
from index.quote_check.wording.tokens import tokens
from index.retrieval.bm25.base import Engine
from index.store.articles import ArticleStore

# In words: so few stand in many paragraphs, of which the one beside the rest of the text is meant.
_FRAGMENT = 3
# Half a character, which no database takes.
_HALF = re.compile("[\ud800-\udfff]")


def check(text: str, store: ArticleStore, engine: Engine, libraries: frozenset[str]) -> Checked:
    """Check a text against the articles of these libraries. Raises StoreError or EngineError.

    Each of its sentences is compared with the paragraphs that have its rarest words.
    """
    started = time.perf_counter()
    is_cut, text = len(text) > MOST_CHARACTERS, _HALF.sub("\ufffd", text[:MOST_CHARACTERS])
    spoken = store.languages(libraries)
    said = languages_.question_language([words.fold(word) for word in words.split_words(text)], spoken)
    language = said if said != languages_.UNDETERMINED else next(iter(spoken), "")
    candidates = Candidates(store, engine, libraries, spoken, tokens(text))
    claims = [claim_of(text, sentence, language) for sentence in claimed_sentences(text, language)]
    parts = [part for claim in claims if claim.tokens for part in parts_of(claim, candidates)]
    parts = list(_with_neighbours(parts, candidates))
    found = [judged(part, one, candidates) for part, one in zip(parts, _chosen(parts), strict=True)]
    return Checked(text, tuple(found), (time.perf_counter() - started) * 1000, is_cut)


def _with_neighbours(parts: Sequence[Part], candidates: Candidates) -> Iterator[Part]:
    """Yield the parts; one that is not found as it is may stand beside the places of its neighbours.

    The few words of a short sentence stand in many paragraphs.
    """
    for number, part in enumerate(parts):
        beside = [
            one for one in (*parts[max(0, number - 1) : number], *parts[number + 1 : number + 2]) if one.is_found
        ]
        is_sure = part.is_found and part.comparisons[0].is_same and len(part.claim.tokens) > _FRAGMENT
        if is_sure or not beside:
            yield part
            continue
        near = {one[1].id: one for found in beside for one in _around(found.comparisons[0], candidates)}
        here = Part(part.claim, compared(part.claim, near.values(), candidates.weights, is_beside=True))
        yield here if here.is_found and not _is_closer(part, here) else part


def _is_closer(part: Part, here: Part) -> bool:
    return part.is_found and part.comparisons[0].closeness > here.comparisons[0].closeness


def _around(found: Comparison, candidates: Candidates) -> list[Found]:
    return candidates.beside(found.paragraph, found.article)


def _chosen(parts: Sequence[Part]) -> list[Comparison | None]:
    """Return for each part the place that it comes from: of the closest that in the most claimed article."""
    votes = Counter(id_ for part in parts for id_ in {one.article.id for one in part.closest} if part.is_found)
    return [
        min(part.closest, key=lambda one: (-votes[one.article.id], one.paragraph.id), default=None)
        for part in parts
    ]
