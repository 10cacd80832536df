"""Turn a ranked paragraph into a quote, with its marks and a report of what matched."""

from collections.abc import Sequence

from index.answering import highlight
from index.model.features import MatchReport, WordMatch
from index.model.records import Copy, Quote, Span
from index.query.parsed_question import ParsedQuestion
from index.ranking.scoring import Ranked


def quote(group: Sequence[Ranked], question: ParsedQuestion) -> Quote:
    """Quote the first paragraph of a group of near-duplicates, whole and marked."""
    ranked, *copies = group
    article, paragraph = ranked.candidate.article, ranked.candidate.paragraph
    marks = highlight.mark(
        paragraph.text,
        article.language or "",
        question.term_weights,
        question.answer_type,
        ranked.part,
        ranked.candidate.occurrences,
    )
    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        sentence=marks.sentence,
        words=marks.words,
        score=ranked.score,
        match_report=_match_report(ranked, question.matches),
        also=tuple(Copy(one.candidate.article, one.candidate.paragraph) for one in copies),
    )


def _match_report(ranked: Ranked, matches: Sequence[WordMatch]) -> MatchReport:
    in_text, in_its_title = ranked.candidate.matched, ranked.candidate.matched_in_title
    matched, in_title, missing = list[WordMatch](), list[WordMatch](), list[WordMatch]()
    for number, match in enumerate(matches):
        if number in in_text:
            matched.append(match)
        if number in in_its_title:
            in_title.append(match)
        if number not in in_text and number not in in_its_title:
            missing.append(match)
    features = ranked.features
    return MatchReport(tuple(matched), tuple(in_title), tuple(missing), features.coverage, features)
