"""From a ranked paragraph to a quote: what is marked in it, and what speaks for it."""

from collections.abc import Sequence

from index import highlight
from index.models import Copy, Quote, Span
from index.ranking import Ranked
from index.signals import Signals, WordMatch


def quote(group: Sequence[Ranked], matches: Sequence[WordMatch], wanted: highlight.Wanted) -> Quote:
    """Returns the first paragraph of a group of near-copies, whole and marked.

    ``matches`` are the words of the question by their numbers.
    """
    ranked, *copies = group
    paragraph = ranked.paragraph
    marks = highlight.mark(paragraph.text, ranked.article.language or "", wanted, ranked.part)
    return Quote(
        article=ranked.article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        sentence=marks.sentence,
        words=marks.words,
        score=ranked.score,
        signals=_signals(ranked, matches),
        also=tuple(Copy(one.article, one.paragraph) for one in copies),
    )


def _signals(ranked: Ranked, matches: Sequence[WordMatch]) -> Signals:
    matched, in_title, missing = list[WordMatch](), list[WordMatch](), list[WordMatch]()
    for number, match in enumerate(matches):
        if number in ranked.matched:
            matched.append(match)
        if number in ranked.in_title:
            in_title.append(match)
        if number not in ranked.matched | ranked.in_title:
            missing.append(match)
    evidence = ranked.evidence
    return Signals(tuple(matched), tuple(in_title), tuple(missing), evidence.coverage, evidence)
