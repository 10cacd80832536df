"""Decide whether an answer lacks something that was asked for: a reason, a name, a number, or the thing counted.

The confidence weighs how much of the question a quote covers; an answer cannot do without these. A report on an
earthquake in one town is no answer about another, and one that says how low the turnout was does not say why.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise

from index import analysis
from index.analysis import language, words
from index.answering.asked_facts import counted_word, lacks_reason
from index.answering.certainty import unstated
from index.answering.specifying_words import Gain, lacks_subject, lacks_word, lacks_word_across, speaks_of
from index.query.answer_type import AnswerType, has_answer
from index.query.expected.numbers import has_number_word, has_time_word, knows_number_words
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.ranking.candidates import Candidate
from index.ranking.scoring import Ranked
from index.store.articles import ArticleStore

# The paragraphs of an article that are read to look for a name.
_MOST = 100
# A missing name counts if it has at least this share of the weight of the question: a long question may name more
# than the articles do.
_TELLING = 0.2
# The word "number" between what is numbered and its number.
_NUMBER = re.compile(r"\W*(?:no|nomor|nr|number|num)\W*", re.IGNORECASE)


def lacks_what_is_asked(
    question: ParsedQuestion, ranked: Sequence[Ranked], store: ArticleStore, gain: Gain
) -> bool:
    """Return whether the first of these paragraphs cannot be the answer, whatever it says of the rest.

    Args:
        gain: compares a part of the question with the first paragraph.

    Raises StoreError or EngineError.
    """
    if not ranked:
        return False
    first = ranked[0].candidate
    if lacks_reason(question, first) or _lacks_number(question, first) or unstated.lacks_measure(question, first):
        return True
    if unstated.is_of_another_country(question, first):
        return True
    if language.is_other_language(question.asked_in, first.article.language):
        return unstated.lacks_office_across(question, first) or lacks_word_across(question, first, gain)
    if _lacks_numbered(question, first) or _lacks_counted(question, first) or _is_unstated(question, ranked[0]):
        return True
    return _lacks_name(question, ranked, store, gain) or lacks_word(
        question, first, _is_absent(ranked, store), gain
    )


def is_off_subject(question: ParsedQuestion, ranked: Sequence[Ranked], store: ArticleStore, gain: Gain) -> bool:
    """Return whether the first of these paragraphs, which is no sure answer, is about something else.

    Raises StoreError or EngineError.
    """
    if not ranked:
        return False
    first = ranked[0].candidate
    return unstated.names_other_office(question, first) or lacks_subject(
        question, first, _is_absent(ranked, store), gain
    )


def _is_absent(ranked: Sequence[Ranked], store: ArticleStore) -> Callable[[QuestionWord], bool]:
    """Return what says whether the article of the first paragraph does not have a word."""
    first = ranked[0].candidate
    return lambda word: word.terms.isdisjoint(_terms_of_article(first, word.terms, store))


def _is_unstated(question: ParsedQuestion, first: Ranked) -> bool:
    candidate, defines = first.candidate, bool(first.features.definition)
    return (
        unstated.lacks_definition(question, candidate, defines=defines)
        or unstated.lacks_figure(question, candidate)
        or unstated.lacks_holder(question, candidate)
        or unstated.lacks_noun(question, candidate)
    )


def _lacks_number(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks for a number or a time, and a paragraph has none in figures or in words."""
    expected, code = question.answer_type, first.article.language or ""
    if expected is None or expected.type not in (AnswerType.NUMBER, AnswerType.TIME):
        return False
    text = first.paragraph.text
    has_word = has_time_word if expected.type is AnswerType.TIME else has_number_word
    return knows_number_words(code) and not (has_answer(text, expected, code) or has_word(text, code))


def _lacks_numbered(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question names something by a number, as "koridor 16", and a paragraph does not.

    A year or a day is none: it is a time, which may stand anywhere.
    """
    time_terms = question.time_terms
    for place, (before, word) in enumerate(pairwise(question.words)):
        if (
            not _is_number(word)
            or before.is_stop_word
            or _is_number(before)
            or not time_terms.isdisjoint(word.terms)
        ):
            continue
        if not _are_together(question, before, word):
            continue
        both = [first.positions, first.context_positions]
        is_beside = any(
            (at + 1, place + 1) in some for some in map(set, both) for at, index in some if index == place
        )
        if not (is_beside or _is_numbered(first, before, word)):
            return True
    return False


def _is_numbered(first: Candidate, before: QuestionWord, word: QuestionWord) -> bool:
    """Return whether a paragraph has the word "number" between these: "perkara No. 45" for "perkara 45"."""
    text = first.paragraph.text
    ends, starts = ([term.span for term in first.occurrences if term.text in one.terms] for one in (before, word))
    return any(_NUMBER.fullmatch(text, one.end, other.start) for one in ends for other in starts)


def _lacks_counted(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks how many there are of something that a paragraph does not name.

    What is measured, as in "how old", is seldom named.
    """
    counted = counted_word(question)
    if counted is None or counted.is_stop_word:
        return False
    index = question.words.index(counted)
    return index not in first.matched_with_heading and index not in first.matched_in_title


def _are_together(question: ParsedQuestion, before: QuestionWord, word: QuestionWord) -> bool:
    return f"{before.spelling} {word.spelling}" in " ".join(question.text.casefold().split())


def _is_number(word: QuestionWord) -> bool:
    return word.spelling.isdecimal() and len(word.spelling) < 4 and not word.is_date


def _lacks_name(question: ParsedQuestion, ranked: Sequence[Ranked], store: ArticleStore, gain: Gain) -> bool:
    """Return whether a question has a name of which neither the first paragraph nor its article speaks."""
    first = ranked[0].candidate
    said = first.said
    least = _TELLING * sum(word.weight for word in question.content_words)
    missing = [
        word
        for index, word in enumerate(question.words)
        if index not in said
        and not word.is_stop_word
        and word.weight >= least
        and not _is_part_of_name(question, index, said)
        and _is_name(word, index, question, ranked)
    ]
    if not missing:
        return False
    terms = frozenset(term for word in missing for term in word.terms)
    written = _terms_of_article(first, terms, store)
    return any(word.terms.isdisjoint(written) and not speaks_of(question, word, gain) for word in missing)


def _is_name(word: QuestionWord, index: int, question: ParsedQuestion, ranked: Sequence[Ranked]) -> bool:
    """Return whether a word is a name: it was typed as one, or the paragraphs that have it write it as one."""
    if not word.text[:1].isalpha() or word.is_date:
        return False
    written = [one.candidate for one in ranked if index in one.candidate.matched]
    if not written:
        return _is_typed_as_name(word, question)
    return all(_is_capitalised(candidate, word.terms) for candidate in written)


def _is_part_of_name(question: ParsedQuestion, index: int, said: Collection[int]) -> bool:
    """Return whether a word stands beside one that is said, both typed as names: "Frank Russell Dancevic"."""
    words_ = question.words
    return words_[index].text.istitle() and any(
        other in said
        and words_[other].text.istitle()
        and _are_together(question, words_[min(index, other)], words_[max(index, other)])
        for other in (index - 1, index + 1)
        if 0 <= other < len(words_)
    )


def _is_typed_as_name(word: QuestionWord, question: ParsedQuestion) -> bool:
    typed = list(words.undivided_words(question.text))
    return word.text[0].isupper() and word.text != typed[0] and not question.text.isupper()


def _is_capitalised(candidate: Candidate, terms: Iterable[str]) -> bool:
    """Return whether a paragraph writes all words with these terms with a capital, and one inside a sentence."""
    text, wanted = candidate.paragraph.text, frozenset(terms)
    starts = [term.span.start for term in candidate.occurrences if term.text in wanted]
    return bool(starts) and all(text[at].isupper() for at in starts)


def _terms_of_article(first: Candidate, terms: frozenset[str], store: ArticleStore) -> frozenset[str]:
    code = first.article.language or ""
    paragraphs = store.paragraphs(first.article.id, 1, _MOST)
    return frozenset(term.text for one in paragraphs for term in analysis.occurrences(one.text, code, terms).terms)
