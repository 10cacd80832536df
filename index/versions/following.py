"""Follow a paragraph through the versions of its article."""

from collections.abc import Sequence
from datetime import date

from index.model.records import Article, Paragraph, Span
from index.quote_check.aligning.alignment import aligned_whole
from index.quote_check.wording.tokens import tokens
from index.store.versions import Version
from index.text.sentences import split_sentences
from index.versions.comparing import Pair, compared, is_silent, paired
from index.versions.records import QuotedParagraph


def followed(
    article: Article,
    quoted: Paragraph,
    version: Version,
    versions: Sequence[Version],
    present: Sequence[Paragraph],
) -> QuotedParagraph:
    """Return what became of a paragraph.

    Args:
        version: the one that has it.
        versions: all that the article had, the oldest first.
    """
    if same := next((one for one in present if one.text == quoted.text), None):
        return QuotedParagraph(article, quoted, same)
    later = versions[versions.index(version) + 1 :] if version in versions else ()
    steps, before, one = list[tuple[date, Paragraph | None]](), version, quoted
    for after in (*later, None):
        pairs = paired(before.paragraphs, after.paragraphs if after else present)
        next_one = next((pair.after for pair in pairs if pair.before and pair.before.id == one.id), None)
        if before.replaced_on and _is_loud(Pair(one, next_one), article):
            steps.append((before.replaced_on, next_one))
        if next_one is None:
            return QuotedParagraph(article, quoted, None, tuple(steps))
        before, one = after or before, next_one
    if not _is_loud(Pair(quoted, one), article):
        return QuotedParagraph(article, quoted, one)
    return QuotedParagraph(article, quoted, one, tuple(steps) or _at_end(versions, one))


def _is_loud(pair: Pair, article: Article) -> bool:
    if pair.before and pair.after and pair.before.text == pair.after.text:
        return False
    return pair.after is None or not is_silent([compared(pair, article)], article.language or "")


def _at_end(versions: Sequence[Version], present: Paragraph) -> tuple[tuple[date, Paragraph | None], ...]:
    """Return the last change as the only step, where many changes of the writing are one of the sense together."""
    day = versions[-1].replaced_on if versions else None
    return ((day, present),) if day else ()


def same_sentence(before: str, sentence: Span, after: str, language: str) -> Span:
    """Return the sentence that stands in the place of another one, by the words that both texts have."""
    old, new = tokens(before), tokens(after)
    inside = [
        new[pair.written].span.start
        for pair in aligned_whole(old, new)
        if pair.claimed is not None
        and pair.written is not None
        and sentence.start <= old[pair.claimed].span.start < sentence.end
    ]
    middle = inside[len(inside) // 2] if inside else 0
    spans = split_sentences(after, language)
    return next((one for one in spans if one.start <= middle < one.end), spans[0])
