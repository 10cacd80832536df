"""Turn a ranked paragraph into a quote, with its marks, a report of what matched, and the words that answer."""

from collections.abc import Sequence
from dataclasses import replace

from index.answering import highlight
from index.answering.answer_words.certainty import are_shown, shown_from
from index.answering.answer_words.choosing import Basis, choose
from index.answering.confidence import Assessment, is_certain
from index.model.features import MatchReport
from index.model.lazy.late import Late
from index.model.records import Copy, Marks, Quote, Span, Verdict
from index.query.answer_kinds.kinds import asked_kind
from index.query.asking import is_question
from index.query.parsed_question import ParsedQuestion
from index.ranking.reranking.rereading import Rereader
from index.ranking.scoring import Ranked
from index.text.sentences import sentence_around


def quote(group: Sequence[Ranked], question: ParsedQuestion) -> Quote:
    """Quote the first paragraph of a group of near-duplicates, whole and marked."""
    ranked, *copies = group
    article, paragraph = ranked.candidate.article, ranked.candidate.paragraph

    def marks() -> Marks:
        found = highlight.mark(
            paragraph.text,
            article.language or "",
            question.term_weights,
            question.answer_type,
            ranked.part,
            ranked.candidate.occurrences,
        )
        return found.sentence, found.words

    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        marks=Late(marks),
        score=ranked.score,
        match_report=_match_report(ranked, question),
        also=tuple([Copy(one.candidate.article, one.candidate.paragraph) for one in copies]),
    )


def with_answer(quote: Quote, words: Span) -> Quote:
    """Return a quote with the words that answer, and with the sentence around them as the marked one."""
    sentence = sentence_around(words, quote.paragraph.text, quote.article.language or "")
    return replace(quote, marks=Late.known((sentence, quote.words)), answer=words)


def with_answer_words(
    question: ParsedQuestion, quotes: Sequence[Quote], assessment: Assessment, first: Ranked, rereader: Rereader
) -> Sequence[Quote]:
    """Return the quotes of an answer, the first with the words that answer if it is found and they are sure.

    That is read if it has not been, words alone are not sure, and a reading may be. Raises EngineError.

    Args:
        first: the paragraph of the first quote.
    """
    if assessment.verdict is not Verdict.FOUND:
        return quotes
    quote, *others = quotes
    shown = _shown(question, quote, assessment.confidence)
    may_be_read = shown is None and rereader.opened() is not None and _is_for_pointing(question, quotes)
    if may_be_read and (reading := rereader.reading_of(question, first)):
        quote = replace(quote, match_report=replace(quote.match_report, reading=reading))
        shown = _shown(question, quote, assessment.confidence)
    return [shown or quote, *others]


def _match_report(ranked: Ranked, question: ParsedQuestion) -> MatchReport:
    candidate, features = ranked.candidate, ranked.features
    return MatchReport(
        matched=question.matches_at(candidate.matched),
        in_title=question.matches_at(candidate.matched_in_title),
        missing=question.matches_at(question.indices - candidate.said),
        coverage=features.coverage,
        features=features,
        in_heading=question.matches_at(candidate.matched_in_heading),
        reading=ranked.reading,
    )


def _shown(question: ParsedQuestion, quote: Quote, confidence: float) -> Quote | None:
    choice = choose(question, quote, confidence)
    return with_answer(quote, choice.words) if choice and are_shown(choice) else None


def _is_for_pointing(question: ParsedQuestion, quotes: Sequence[Quote]) -> bool:
    """Return whether the first of these quotes may have to be read for its words alone.

    It is certain, so that it has not been read for its order, something is asked, and a reading can be sure of the
    kind that is asked for.
    """
    kind = asked_kind(question)
    may_be_sure = kind is not None and shown_from(Basis.READER, kind) <= 1
    is_unread = quotes[0].match_report.reading is None and is_certain(quotes)
    return may_be_sure and is_unread and (question.answer_type is not None or is_question(question.text))
