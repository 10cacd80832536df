"""From a ranked paragraph to a quote: what is marked in it, and what speaks for it."""

from collections.abc import Sequence

from index.answering import highlight
from index.model.features import Signals, WordMatch
from index.model.records import Copy, Quote, Span
from index.ranking.ranker import Ranked


def quote(group: Sequence[Ranked], matches: Sequence[WordMatch], wanted: highlight.Wanted) -> Quote:
    """Return the first paragraph of a group of near-copies, whole and marked.

    ``matches`` are the words of the question by their numbers.
    """
    ranked, *copies = group
    article, paragraph = ranked.candidate.article, ranked.candidate.paragraph
    marks = highlight.mark(
        paragraph.text, article.language or "", wanted, ranked.part, ranked.candidate.occurrences
    )
    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        sentence=marks.sentence,
        words=marks.words,
        score=ranked.score,
        signals=_signals(ranked, matches),
        also=tuple(Copy(one.candidate.article, one.candidate.paragraph) for one in copies),
    )


def _signals(ranked: Ranked, matches: Sequence[WordMatch]) -> Signals:
    here, titled = ranked.candidate.matched, ranked.candidate.titled
    matched, in_title, missing = list[WordMatch](), list[WordMatch](), list[WordMatch]()
    for number, match in enumerate(matches):
        if number in here:
            matched.append(match)
        if number in titled:
            in_title.append(match)
        if number not in here and number not in titled:
            missing.append(match)
    evidence = ranked.evidence
    return Signals(tuple(matched), tuple(in_title), tuple(missing), evidence.coverage, evidence)
