"""Check a text against the articles, sentence by sentence."""

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from index.analysis import language as languages_
from index.analysis import words
from index.model.checked import Checked, CheckedSentence, CheckVerdict
from index.model.records import Span
from index.quote_check.candidates import Candidates, Found
from index.quote_check.comparing import Claim, Comparison, Part, claim_of, compared, parts_of
from index.quote_check.judging import judged
from index.quote_check.wording.claims import MOST_CHARACTERS, MOST_SENTENCES, claimed_sentences, is_remark
from index.quote_check.wording.tokens import tokens
from index.retrieval.bm25.base import Engine
from index.store.articles import ArticleStore

# In words: so few stand in many paragraphs, of which the one beside the rest of the text is meant.
_FRAGMENT = 3
# The share of a sentence that speaks for the place beside the rest of the text, whatever stands elsewhere: of one
# with so few words, and of any.
_CLEAR, _SHORT, _NEARLY_ALL = 0.5, 12, 0.9
# In words: hardly a title is longer. And the share of a claim that it has to have: titles say much in few words,
# which other sentences about the same event have, too.
_LONGEST_TITLE, _SHARE_OF_TITLE = 30, 0.75
# Half a character, which no database takes.
_HALF = re.compile("[\ud800-\udfff]")


def check(text: str, store: ArticleStore, engine: Engine, libraries: frozenset[str]) -> Checked:
    """Check a text against the articles of these libraries. Raises StoreError or EngineError.

    Each of its sentences is compared with the paragraphs that have its rarest words.
    """
    started = time.perf_counter()
    whole, text = len(text), _read(text)
    spoken = store.languages(libraries)
    said = languages_.question_language([words.fold(word) for word in words.split_words(text)], spoken)
    language = said if said != languages_.UNDETERMINED else next(iter(spoken), "")
    sentences = claimed_sentences(text, language)
    if len(sentences) > MOST_SENTENCES:
        sentences = sentences[:MOST_SENTENCES]
        text = text[: sentences[-1].end]
    candidates = Candidates(store, engine, libraries, spoken, tokens(text))
    claims = [claim_of(text, sentence, language) for sentence in sentences]
    alone = _alone(text, sentences)
    parts = [
        part
        for claim in claims
        if claim.tokens
        for part in (_parts_of_line if claim.span in alone else parts_of)(claim, candidates)
    ]
    parts = _with_neighbours(parts, candidates)
    found = [judged(part, one, candidates.weights) for part, one in zip(parts, _chosen(parts), strict=True)]
    claimed = [one for one in found if one.verdict is not CheckVerdict.NOT_HERE or not is_remark(_of(text, one))]
    return Checked(text, tuple(claimed or found), (time.perf_counter() - started) * 1000, len(text) < whole)


def _alone(text: str, sentences: Sequence[Span]) -> frozenset[Span]:
    """Return the sentences that are a line of their own, as titles and headings are."""
    bounds = [0, *(place for sentence in sentences for place in sentence), len(text)]
    gaps = [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
    breaks = [number in (0, len(sentences)) or "\n" in gap for number, gap in enumerate(gaps)]
    return frozenset(one for n, one in enumerate(sentences) if breaks[n] and breaks[n + 1])


def _parts_of_line(claim: Claim, candidates: Candidates) -> list[Part]:
    """Return the parts of a claim that is a line of its own, or the claim as a title if it is closer to one."""
    parts = parts_of(claim, candidates)
    if len(claim.tokens) > _LONGEST_TITLE or all(part.is_found and part.comparisons[0].is_same for part in parts):
        return parts
    title = Part(claim, compared(claim, candidates.titles(claim.tokens), candidates.weights))
    if not title.is_found or title.comparisons[0].alignment.share < _SHARE_OF_TITLE:
        return parts
    is_closest = len(parts) > 1 or not parts[0].is_found or _is_closer(title, parts[0])
    return [title] if is_closest else parts


def _of(text: str, sentence: CheckedSentence) -> str:
    return text[slice(*sentence.claimed)]


def _read(text: str) -> str:
    """Return what is read of a text: as many characters, if it is longer until the last space among them."""
    read = text[:MOST_CHARACTERS]
    if len(text) > MOST_CHARACTERS:
        read = read.rpartition(" ")[0] or read
    return _HALF.sub("\ufffd", read)


def _with_neighbours(parts: Sequence[Part], candidates: Candidates) -> list[Part]:
    """Return the parts; one that does not stand as it is beside its neighbours may stand there altered.

    The few words of a short sentence stand in many paragraphs, also without the "not" that they have in this one.
    """
    found = list[Part]()
    for number, part in enumerate(parts):
        beside = [*_first_found(reversed(found)), *_first_found(parts[number + 1 :])]
        found.append(part if not beside or _is_sure(part, beside) else _beside(part, beside, candidates))
    return found


def _first_found(parts: Iterable[Part]) -> list[Part]:
    return next(([part] for part in parts if part.is_found), [])


def _beside(part: Part, beside: Sequence[Part], candidates: Candidates) -> Part:
    """Return a part as it stands around the places of its neighbours, if it does."""
    near = {one[1].id: one for found in beside for one in _around(found.comparisons[0], candidates)}
    here = Part(part.claim, compared(part.claim, near.values(), candidates.weights, is_beside=True))
    return here if here.is_found and (_is_clear(here) or not _is_closer(part, here)) else part


def _is_sure(part: Part, beside: Sequence[Part]) -> bool:
    """Return whether a part stands as it is in an article that one beside it comes from."""
    articles = {one.article.id for found in beside for one in found.closest}
    is_same = part.is_found and part.comparisons[0].is_same and len(part.claim.tokens) > _FRAGMENT
    return is_same and any(one.article.id in articles for one in part.closest)


def _is_clear(here: Part) -> bool:
    """Return whether so much of a part stands beside the rest of its text that it comes from there."""
    alignment = here.comparisons[0].alignment
    is_enough = len(here.claim.tokens) <= _SHORT and alignment.share >= _CLEAR and alignment.run >= _FRAGMENT
    return is_enough or alignment.share >= _NEARLY_ALL


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
