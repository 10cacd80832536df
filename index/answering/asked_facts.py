"""The reason, the number or the name that a question asks for: that of the "korban" in "berapa korban gempa itu?".

Of the paragraphs of one article, that which states this answers, whatever its lead says of the rest.
"""

from collections.abc import Sequence
from functools import cache

from index.analysis import word_lists
from index.query.answer_kinds.counted import asked_noun, counted
from index.query.answer_type import AnswerType
from index.query.expected.offices import is_institution, names_holder, office_terms
from index.query.expected.reasons import knows_reasons, reason
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.ranking.candidates import Candidate
from index.ranking.scoring import Ranked

# The share of a question that a paragraph has beside the holder of an office.
_MUCH_OF_HOLDER = 0.9


def counted_word(question: ParsedQuestion) -> QuestionWord | None:
    """Return the word for what is counted; None if nothing is, or if it is a measure such as a length."""
    if question.answer_type is None or question.answer_type.type is not AnswerType.NUMBER:
        return None
    noun = asked_noun(question.standard_text)
    if noun is None or noun in _measures(question.asked_in):
        return None
    return next((word for word in question.words if word.spelling == noun), None)


def lacks_reason(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks why and a paragraph states no reason, nor stands below a heading about it."""
    if question.answer_type is None or question.answer_type.type is not AnswerType.REASON:
        return False
    code, asked = first.article.language or "", [term.span for term in first.occurrences]
    is_below_heading = not question.content_indices.isdisjoint(first.matched_in_heading)
    return knows_reasons(code) and not (is_below_heading or reason(first.paragraph.text, code, asked))


def needs_more(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether an answer in other words is wanted: a newer one, or one that states the reason asked for."""
    asks_for_newest = question.time.newest if question.time else question.asks_for_changing_fact
    return asks_for_newest or lacks_reason(question, first)


def with_fact_first(question: ParsedQuestion, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Return a ranking whose first paragraph states the reason or number asked for, if one of its article does.

    The lead says that the rupiah rose, and the next paragraph why. It has, with its title, all that the first has.
    Nor does a paragraph without the role asked for, as "judge", stay before one that has it beside a name.
    """
    if not ranked:
        return ranked
    first, *others = ranked
    expected = question.answer_type
    asks_for_name = expected is not None and expected.type is AnswerType.NAME
    if not asks_for_name and not _lacks_fact(question, first.candidate):
        return ranked
    goes_before = _names_role_beyond if asks_for_name else _states_fact_for
    for one in others:
        same_article = one.candidate.article.id == first.candidate.article.id
        is_better = same_article and goes_before(question, one.candidate, first.candidate)
        if is_better or (asks_for_name and _names_holder_beyond(question, one, first)):
            return [one, *(each for each in ranked if each is not one)]
    return ranked


def _names_holder_beyond(question: ParsedQuestion, one: Ranked, first: Ranked) -> bool:
    """Return whether a paragraph names the holder of the office asked for, and the first only its ministry.

    It may be of another article and in another language, but has as much of the question.
    """
    has_as_much = one.features.holder >= max(first.features.coverage, _MUCH_OF_HOLDER)
    return not first.features.holder and has_as_much and _names_institution_alone(question, first.candidate)


def _names_institution_alone(question: ParsedQuestion, first: Candidate) -> bool:
    terms = office_terms((word.terms for word in question.words), question.asked_in)
    written = [first.paragraph.text[slice(*term.span)] for term in first.occurrences if term.text in terms]
    return bool(written) and all(map(is_institution, written))


def _names_role_beyond(question: ParsedQuestion, one: Candidate, first: Candidate) -> bool:
    """Return whether a paragraph has the first content word of a question beside a name, unlike the first."""
    index = min(question.content_indices, default=None)
    if index is None or index not in one.matched or index in first.said or question.answer_type is None:
        return False
    role = question.words[index].terms
    places = [term.span for term in one.occurrences if term.text in role]
    asked = [term.span for term in one.occurrences]
    return names_holder(one.paragraph.text, places, asked, question.answer_type.question_words)


def _states_fact_for(question: ParsedQuestion, one: Candidate, first: Candidate) -> bool:
    """Return whether a paragraph has all that the first has of a question, and states what that one lacks."""
    content = question.content_indices
    has_all = first.said & content <= one.said and one.matched & content
    return bool(has_all) and not _lacks_fact(question, one)


def _lacks_fact(question: ParsedQuestion, one: Candidate) -> bool:
    return lacks_reason(question, one) or _counts_something_else(question, one)


def _counts_something_else(question: ParsedQuestion, one: Candidate) -> bool:
    """Return whether a question asks how many there are of something, and a paragraph has no such number."""
    if counted_word(question) is None:
        return False
    return not counted(one.paragraph.text, question.standard_text, one.article.language or "")


@cache
def _measures(language: str) -> frozenset[str]:
    return frozenset(word_lists.read_words("measures").get(language, "").split())
