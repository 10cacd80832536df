"""Compare a claim with the paragraphs that it may come from, and part it where it comes from several places."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from typing import NamedTuple

import regex

from index.analysis import words
from index.model.records import Article, Paragraph, Span
from index.quote_check.aligning.alignment import Alignment, aligned
from index.quote_check.candidates import Candidates, Found
from index.quote_check.wording.tokens import Token, are_same, tokens
from index.text.ranges import overlap
from index.text.sentences import split_sentences

# The paragraphs with most of a claim's words, of which each word is compared.
_COMPARED = 6
# In words: fewer that a paragraph lacks are an addition to what it has, or altered words.
_PART, _SHORTEST_REST = 6, 4
_MOST_PARTS = 8
# What a word that differs costs against one in common, where the part that a paragraph has ends.
_DIFFERING = 0.5
# "JAKARTA, 25 Maret 2025 - ": nobody repeats it, and no word stands in its place.
_DATELINE = regex.compile(r"(?:[(\p{Lu}\p{Nd}]\S*\s+){1,7}[-–—]{1,2}\s+(?=[\p{Lu}\p{Pi}\"])")
# In words: the length of a claim, the share of it that a paragraph has to have, and the run. Fewer words stand
# together by chance.
_LONG, _SHARE, _RUN = 8, 0.6, 3
_SHORT, _SHARE_OF_SHORT, _RUN_OF_SHORT = 4, 0.6, 2
_WHOLE, _SHARE_BESIDE = 0.999, 0.45


class Claim(NamedTuple):
    """A sentence of a text, or a part of one, with its words."""

    text: str
    span: Span
    tokens: tuple[Token, ...]
    language: str

    @property
    def keys(self) -> list[str]:
        return [token.key for token in self.tokens]

    def part(self, first: int, end: int) -> "Claim":
        """Return the part from one of its words until before another one, with the marks behind it."""
        start = self.tokens[first].span.start if first else self.span.start
        stop = self.tokens[end].span.start if end < len(self.tokens) else self.span.end
        stop = start + len(self.text[start:stop].rstrip())
        return Claim(self.text, Span(start, stop), self.tokens[first:end], self.language)


def claim_of(text: str, span: Span, language: str) -> Claim:
    every = tokens(text)
    first, end = (bisect_left(every, (place,), key=lambda token: (token.span.start,)) for place in span)
    return Claim(text, span, every[first:end], language)


class Comparison:
    """A claim beside a paragraph that it may come from.

    Args:
        is_beside: whether the rest of the text stands in or around the paragraph, which speaks for it.
    """

    def __init__(
        self, claim: Claim, article: Article, paragraph: Paragraph, alignment: Alignment, *, is_beside: bool
    ) -> None:
        self.claim, self.article, self.paragraph, self.alignment = claim, article, paragraph, alignment
        self._is_beside = is_beside

    @cached_property
    def matched(self) -> Span:
        """The stretch of the paragraph that was claimed, from its first word to its last one."""
        found = tokens(self.paragraph.text)
        first, last = self.alignment.written
        return Span(found[first].span.start, found[last].span.end)

    @cached_property
    def is_same(self) -> bool:
        """Whether both are the same up to typography."""
        if self.alignment.differing:
            return False
        said = self.claim.tokens
        claimed = self.claim.text[said[0].span.start : said[-1].span.end]
        return are_same(claimed, self.paragraph.text[slice(*self.matched)]) and not self.asks_otherwise

    @property
    def asks_otherwise(self) -> bool:
        """Whether only one of them asks."""
        end = self.claim.tokens[-1].span.end
        claimed, written = self.claim.text[end : self.claim.span.end], self.paragraph.text[self.matched.end :]
        if "?" in claimed:
            return "?" not in _marks_at_beginning(written)
        # What ends without a mark is cut, or typed in haste.
        return (
            any(mark in claimed for mark in ".!")
            and "?" in self.paragraph.text[self.matched.end : self.sentence.end]
        )

    @property
    def sentence(self) -> Span:
        """The whole sentences that the stretch is part of."""
        spans = split_sentences(self.paragraph.text, self.article.language or "")
        inside = [one for one in spans if overlap(one, self.matched)]
        return Span(inside[0].start, inside[-1].end) if inside else self.matched

    @property
    def closeness(self) -> tuple[float, int, bool]:
        """How close both are; the closest is the largest."""
        return round(self.alignment.share, 3), -self.alignment.differing, self.is_same

    @property
    def is_source(self) -> bool:
        """Whether the claim comes from there, altered or not."""
        length, (_, share, run, _) = len(self.claim.tokens), self.alignment
        if length >= _LONG:
            return share >= _SHARE and run >= _RUN
        if self._is_beside and length >= _RUN_OF_SHORT:
            return share >= _SHARE_BESIDE and run >= _RUN_OF_SHORT
        if length >= _SHORT:
            return share >= _SHARE_OF_SHORT and run >= _RUN_OF_SHORT
        return share >= _WHOLE and run == length

    @property
    def covered(self) -> tuple[int, int]:
        """The part of the claim that the paragraph has: the numbers of its first word and of the one behind it."""
        return _covered(self.alignment, self.claim, tokens(self.paragraph.text))


class Part(NamedTuple):
    """A claim, or a part of one, with the paragraphs that it may come from, the closest first."""

    claim: Claim
    comparisons: list[Comparison]

    @property
    def is_found(self) -> bool:
        return bool(self.comparisons) and self.comparisons[0].is_source

    @property
    def closest(self) -> list[Comparison]:
        """Those that are equally close."""
        return [one for one in self.comparisons if one.closeness == self.comparisons[0].closeness]


def parts_of(claim: Claim, candidates: Candidates, most: int = _MOST_PARTS) -> list[Part]:
    """Return a claim with its comparisons, or its parts where these come from several places.

    Raises StoreError or EngineError.
    """
    found = _found(claim, candidates)
    whole = [Part(claim, found)]
    if not found or most < 2:
        return whole
    first, end = found[0].covered
    cut = first if first >= _PART else end if len(claim.tokens) - end >= _PART else 0
    if not cut or end - first < _SHORTEST_REST:
        return whole
    left = parts_of(claim.part(0, cut), candidates, most // 2)
    right = parts_of(claim.part(cut, len(claim.tokens)), candidates, most // 2)
    rest = left if cut == first else right
    missing = sum(len(part.claim.tokens) for part in rest)
    is_addition = not any(part.is_found for part in rest) and 2 * missing < len(claim.tokens)
    return whole if is_addition and found[0].is_source else [*left, *right]


def _found(claim: Claim, candidates: Candidates) -> list[Comparison]:
    near = {one[1].id: one for one in candidates.of(claim.tokens)}
    found = compared(claim, near.values(), candidates.weights)
    if Part(claim, found).is_found:
        return found
    near |= {one[1].id: one for one in candidates.with_rarest(claim.tokens)}
    return compared(claim, near.values(), candidates.weights)


def compared(
    claim: Claim, found: Iterable[Found], weights: Mapping[str, float], *, is_beside: bool = False
) -> list[Comparison]:
    """Return the comparisons of a claim with those of these paragraphs that have most of it, the closest first."""
    keys = frozenset(claim.keys)

    def shared(one: Found) -> float:
        text = _folded(one[1].text)
        return sum(weights[key] for key in keys if key in text)

    comparisons = list[Comparison]()
    for article, paragraph in nlargest(_COMPARED, found, key=shared):
        if any(not one.alignment.differing for one in comparisons) and not _has_all(paragraph, keys):
            break  # it lacks a word, and so do all that follow: none is closer
        written, starts = tokens(paragraph.text), _sentence_starts(paragraph.text, article.language or "")
        if alignment := aligned(claim.tokens, written, weights, starts):
            comparisons.append(Comparison(claim, article, paragraph, alignment, is_beside=is_beside))
    return sorted(comparisons, key=lambda one: one.closeness, reverse=True)


def _has_all(paragraph: Paragraph, keys: frozenset[str]) -> bool:
    return all(key in _folded(paragraph.text) for key in keys)


@lru_cache(maxsize=1000)
def _folded(text: str) -> str:
    """Return a paragraph to look for words in. To split it into words takes 20 times as long."""
    return words.fold(text)


@lru_cache(maxsize=1000)
def _sentence_starts(text: str, language: str) -> Sequence[int]:
    """Return the numbers of the words of a paragraph that begin a sentence, or stand behind its dateline."""
    places = [token.span.start for token in tokens(text)]
    starts = [sentence.start for sentence in split_sentences(text, language)]
    if found := _DATELINE.match(text):
        starts.append(found.end())
    return sorted({bisect_left(places, start) for start in starts})


def _covered(alignment: Alignment, claim: Claim, written: Sequence[Token]) -> tuple[int, int]:
    best, score, first = (0.0, 0, len(claim.tokens)), 0.0, 0
    for pair in alignment.pairs:
        if pair.claimed is None:
            continue
        is_common = pair.written is not None and written[pair.written].key == claim.tokens[pair.claimed].key
        if score <= 0:
            score, first = 0.0, pair.claimed
        score += 1 if is_common else -_DIFFERING
        if score > best[0]:
            best = score, first, pair.claimed + 1
    return best[1], best[2]


def _marks_at_beginning(text: str) -> str:
    for place, character in enumerate(text):
        if character.isalnum() or character.isspace():
            return text[:place]
    return text
