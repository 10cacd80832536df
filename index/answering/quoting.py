"""Turn a ranked paragraph into a quote, with its marks and a report of what matched."""

from collections.abc import Collection, Sequence

from index.answering import highlight
from index.answering.certainty.answer_words import answer_words
from index.model.features import MatchReport, WordMatch
from index.model.lazy.late import Late
from index.model.records import Copy, Marks, Quote, Span
from index.query.parsed_question import ParsedQuestion
from index.ranking.scoring import Ranked


def quote(group: Sequence[Ranked], question: ParsedQuestion) -> Quote:
    """Quote the first paragraph of a group of near-duplicates, whole and marked."""
    ranked, *copies = group
    article, paragraph = ranked.candidate.article, ranked.candidate.paragraph
    answer = answer_words(ranked.reading)

    def marks() -> Marks:
        found = highlight.mark(
            paragraph.text,
            article.language or "",
            question.term_weights,
            question.answer_type,
            ranked.part,
            ranked.candidate.occurrences,
            answer,
        )
        return found.sentence, found.words

    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        marks=Late(marks),
        score=ranked.score,
        match_report=_match_report(ranked, question.matches),
        answer=answer,
        also=tuple(Copy(one.candidate.article, one.candidate.paragraph) for one in copies),
    )


def _match_report(ranked: Ranked, matches: Sequence[WordMatch]) -> MatchReport:
    candidate, features = ranked.candidate, ranked.features
    said = candidate.said
    return MatchReport(
        matched=_chosen(matches, candidate.matched),
        in_title=_chosen(matches, candidate.matched_in_title),
        missing=tuple([match for index, match in enumerate(matches) if index not in said]),
        coverage=features.coverage,
        features=features,
        in_heading=_chosen(matches, candidate.matched_in_heading),
        reading=ranked.reading,
    )


def _chosen(matches: Sequence[WordMatch], indices: Collection[int]) -> tuple[WordMatch, ...]:
    return tuple([matches[index] for index in sorted(indices)]) if indices else ()
