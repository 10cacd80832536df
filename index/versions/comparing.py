"""Compare two versions of an article: which paragraphs belong together, and in which words they differ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.ingestion.layout.headings import SEPARATOR
from index.model.checked import SUBSTANTIAL, Change, Checked, CheckedSentence, CheckVerdict, Place
from index.model.records import Article, Paragraph, Span
from index.quote_check.aligning.alignment import aligned_whole, common_blocks
from index.quote_check.changes import Side, changes
from index.quote_check.same_facts import says_the_same
from index.quote_check.titles import NUMBER as TITLE
from index.quote_check.wording.tokens import tokens
from index.quote_check.wording.word_kinds import Kinds
from index.store.versions import Version
from index.versions.opposites import are_opposite
from index.versions.records import ChangedParagraph

# The share of words in common from which a paragraph is the other one, changed.
_ALIKE = 0.4
# Of two stretches without a common paragraph, the most pairs that are compared word by word.
_MOST_PAIRS = 2_500
# In words: a smaller change without a number, a name or a negation corrects the writing.
_FEWEST_WORDS = 3


class Pair(NamedTuple):
    """A paragraph and the one in its place; None where there is none."""

    before: Paragraph | None
    after: Paragraph | None


def paired(before: Iterable[Paragraph], after: Iterable[Paragraph]) -> Iterator[Pair]:
    """Yield the paragraphs of two versions side by side, in order."""
    old, new = list(before), list(after)
    i = j = 0
    for block in common_blocks([one.text for one in old], [one.text for one in new]):
        yield from _in_gap(old[i : block.claimed], new[j : block.written])
        i, j = block.claimed + block.size, block.written + block.size
        yield from map(Pair, old[block.claimed : i], new[block.written : j])
    yield from _in_gap(old[i:], new[j:])


def changes_between(before: Version, after: Version, article: Article) -> tuple[ChangedParagraph, ...]:
    """Return the paragraphs, titles and headings that differ, in the order of the article."""
    pairs = paired(_all_texts(before), _all_texts(after))
    differing = (
        pair for pair in pairs if not (pair.before and pair.after and pair.before.text == pair.after.text)
    )
    return tuple(compared(pair, article) for pair in differing)


def compared(pair: Pair, article: Article) -> ChangedParagraph:
    """Return how a paragraph differs from the one in its place, word by word."""
    before, after = pair
    if before is None or after is None:
        return ChangedParagraph(before, after)
    language = article.language or ""
    old, new = _side(before.text, language), _side(after.text, language)
    found = changes(aligned_whole(old.tokens, new.tokens), old, new)
    whole = Span(0, len(after.text))
    place = Place(article, after, whole, whole)
    sentence = CheckedSentence(Span(0, len(before.text)), CheckVerdict.ALTERED, place, found)
    return ChangedParagraph(before, after, Checked(before.text, (sentence,), 0.0))


def is_silent(changed: Iterable[ChangedParagraph], language: str) -> bool:
    """Return whether changes are of fewer than three words together, and of no number, name or negation.

    A number that is only spelled otherwise counts as a word. One that says the reverse is never silent.
    """
    count = 0
    for one in changed:
        words = _changed_words(one, language)
        if words is None:
            return False
        count += words
    return count < _FEWEST_WORDS


def _changed_words(changed: ChangedParagraph, language: str) -> int | None:
    """Return how many words changed; None if one of them alters a fact."""
    if changed.checked is None:
        one = changed.before or changed.after
        side = _side(one.text if one else "", language)
        alters = any(side.kinds.of(n, side.kinds.names) for n in range(len(side.tokens)))
        return None if alters else len(side.tokens)
    found = [change for one in changed.checked.sentences for change in one.changes]
    if any(_alters_fact(changed, change, language) for change in found):
        return None
    return sum(_count(changed, change) for change in found)


def _alters_fact(changed: ChangedParagraph, change: Change, language: str) -> bool:
    """Return whether a change is of a fact, and not of how it is spelled, or says the reverse."""
    if changed.before is None or changed.after is None:
        return change.kind in SUBSTANTIAL
    old, new = changed.before.text[slice(*change.claimed)], changed.after.text[slice(*change.written)]
    if change.kind in SUBSTANTIAL:
        return not says_the_same(change.kind, old, new, language)
    return are_opposite((one.key for one in tokens(old)), (one.key for one in tokens(new)))


def _count(changed: ChangedParagraph, change: Change) -> int:
    if change.only_marks or changed.before is None or changed.after is None:
        return 0
    sides = (changed.before.text, change.claimed), (changed.after.text, change.written)
    return max(len(tokens(text[slice(*span)])) for text, span in sides)


def _side(text: str, language: str) -> Side:
    found = tokens(text)
    return Side(text, found, Kinds(text, found, language))


def _all_texts(version: Version) -> Iterator[Paragraph]:
    """Yield the title, the headings and the paragraphs of a version, in order."""
    yield Paragraph(0, version.article_id, TITLE, version.title)
    above: str | None = None
    for paragraph in version.paragraphs:
        if paragraph.heading and paragraph.heading != above:
            yield Paragraph(0, version.article_id, TITLE, paragraph.heading.rpartition(SEPARATOR)[2])
        above = paragraph.heading
        yield paragraph


def _in_gap(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Pair]:
    """Yield the paragraphs between two that both versions have; those that are most alike together, in order."""
    i = j = 0
    for n, m in _likest(old, new):
        yield from (Pair(one, None) for one in old[i:n])
        yield from (Pair(None, one) for one in new[j:m])
        yield Pair(old[n], new[m])
        i, j = n + 1, m + 1
    yield from (Pair(one, None) for one in old[i:])
    yield from (Pair(None, one) for one in new[j:])


def _likest(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Return the numbers of the paragraphs that are alike, in order, so that they are as much so as possible."""
    if not old or not new:
        return []
    if len(old) * len(new) > _MOST_PAIRS:
        same_place = zip(range(len(old)), range(len(new)), strict=False)
        return [(n, m) for n, m in same_place if _likeness(old[n], new[m]) >= _ALIKE]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for n in reversed(range(len(old))):
        for m in reversed(range(len(new))):
            here = likeness[n][m] if likeness[n][m] >= _ALIKE else 0.0
            best[n][m] = max(best[n + 1][m], best[n][m + 1], here + best[n + 1][m + 1])
    found, n, m = list[tuple[int, int]](), 0, 0
    while n < len(old) and m < len(new):
        if likeness[n][m] >= _ALIKE and best[n][m] == likeness[n][m] + best[n + 1][m + 1]:
            found.append((n, m))
            n, m = n + 1, m + 1
        elif best[n][m] == best[n + 1][m]:
            n += 1
        else:
            m += 1
    return found


def _likeness(one: Paragraph, other: Paragraph) -> float:
    """Return the share of their words that two paragraphs have in common; a title is like no paragraph."""
    if (one.number == TITLE) != (other.number == TITLE):
        return 0.0
    keys, others = (Counter(token.key for token in tokens(each.text)) for each in (one, other))
    return 2 * (keys & others).total() / max(1, keys.total() + others.total())
