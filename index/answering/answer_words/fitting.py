"""The places in a quote that may answer: of the kind that is asked for, beside what the question says of it."""

from collections.abc import Collection, Sequence

from index import analysis
from index.analysis import words
from index.model.records import Quote, Span
from index.query.answer_kinds.beside import told_of_others
from index.query.answer_kinds.counted import counts_people
from index.query.answer_kinds.kinds import AnswerKind, Candidates, candidates
from index.query.answer_kinds.names import find_names
from index.query.expected.offices import is_office, office_terms
from index.query.parsed_question import ParsedQuestion


def fitting(question: ParsedQuestion, quote: Quote, kind: AnswerKind, said: frozenset[str]) -> Candidates:
    """Return the places in a quote that may answer, and those that are of something else.

    Args:
        said: the words of the question, in lower case.
    """
    language = quote.article.language or ""
    found = candidates(quote.paragraph.text, kind, language, said, question.standard_text)
    if kind is AnswerKind.NUMBER and counts_people(question.standard_text):
        return _without(found, told_of_others(found.fitting, quote.paragraph.text, quote.words))
    if kind is AnswerKind.NAME and language == question.asked_in:
        return _without(found, _holders_of_others(found.fitting, quote, question))
    return found


def asks_about(question: ParsedQuestion, quote: Quote) -> bool:
    """Return whether a question is about somebody whom the quote names, so that no other name answers it.

    "Siapa Greysia Polii?" is, but "siapa menteri keuangan?" asks for a name, although both stand in capitals. An
    office stands before a name.
    """
    language = quote.article.language or ""
    content = [question.words[index] for index in question.content_indices]
    if not content or any(is_office(word.terms, question.asked_in) for word in content):
        return False
    asked = {word.spelling for word in content}
    names = (quote.paragraph.text[slice(*name)] for name in find_names(quote.paragraph.text, language, ()))
    return any(asked == {*words.folded_words(name)[-len(asked) :]} for name in names)


def _without(found: Candidates, unfit: Collection[Span]) -> Candidates:
    return Candidates([span for span in found.fitting if span not in unfit], [*found.unfit, *unfit])


def _holders_of_others(spans: Sequence[Span], quote: Quote, question: ParsedQuestion) -> Collection[Span]:
    """Return the names that begin with another office than the question's: "Presiden" for the minister's."""
    code = question.asked_in
    asked = office_terms((word.terms for word in question.words), code)
    known = {part for term in asked for part in term.split()}
    return [span for span in spans if known and not known.issuperset(_offices(span, quote.paragraph.text, code))]


def _offices(name: Span, text: str, language: str) -> Collection[str]:
    terms = (analysis.term_of(word, language) for word in words.folded_words(text[name.start : name.end]))
    return [term for term in terms if is_office(frozenset({term}), language)]
