"""Decide whether a quote lacks the kind of fact that is asked for: an age, a definition, an office.

It may have all words of the question and still say nothing of it: "Ahli hukumnya, Rara Wijaya" is no answer to
"hukuman Rara Wijaya", and the coach whom an article names need not be that of the team which lost.
"""

import re
from collections.abc import Collection, Iterator

from index.analysis import words
from index.query.answer_type import AnswerType
from index.query.expected.countries import countries, countries_beside
from index.query.expected.measured import asked_measure, states
from index.query.expected.offices import is_office
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.ranking.candidates import Candidate

# In content words. A longer question says in several words what it is about.
_SHORT, _FEW = 3, 4
# An article on a match names both sides in its title. In terms: that which it is about stands at the beginning.
_OF_A_SIDE = frozenset({"pelatih", "manajer", "kapten", "coach", "manager", "captain", "trener", "kaptein"})
_BEGINNING = 3
# "JAKARTA - The central bank ..." says where this was written.
_DATELINE = re.compile(r"\s*[^\n.!?]{2,40}?(?:\([^)]*\))?\s[-–—]{1,2}\s")
# With one of these before it, an office is another one, and so is a "presiden direktur".
_OTHER_OFFICE_BEFORE = re.compile(
    r"\b(?:wakil|deputi|calon|mantan|bekas|eks|vice|deputy|former|ex|acting|perdana|prime)[ -]$", re.IGNORECASE
)
_OTHER_OFFICE_BEHIND = re.compile(r"[ -](?:direktur|komisaris|director|commissioner)\b", re.IGNORECASE)
# "Asma (Greek for panting) ..."
_EXPLAINED = re.compile(r"\s*\(")
_CLITICS = re.compile(r"(?:nya|ku|mu)$")
_NOUN = "an"
_SHORTEST_NOUN = 6
_FEWEST_DIGITS = 3
_MONEY = "money"


def lacks_measure(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks for an age, a height or the like, and a paragraph has no such number."""
    expected = question.answer_type
    if expected is not None and expected.type is not AnswerType.NUMBER:
        return False
    measure = asked_measure([word.spelling for word in question.words if not _is_function_word(word)])
    if measure == _MONEY and expected is None:
        return False  # "harga beras" is also answered by news of its rise
    return measure is not None and not states(first.paragraph.text, measure)


def names_other_office(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks for an office, and a paragraph names only other ones: "presiden direktur"."""
    content = question.content_words
    office = next((one for one in content if is_office(one.terms, first.article.language or "")), None)
    if office is None or len(content) > _FEW:
        return False
    places = list(_places(first, office))
    return bool(places) and all(_is_other_office(first, place, question) for place in places)


def lacks_figure(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question has a number, of three digits or more, that a paragraph and its title do not."""
    said, time_terms = first.said, question.time_terms
    return any(
        index not in said and _is_figure(word) and time_terms.isdisjoint(word.terms)
        for index, word in enumerate(question.words)
    )


def lacks_definition(question: ParsedQuestion, first: Candidate, *, defines: bool) -> bool:
    """Return whether a question asks what a word means, and a paragraph only uses it.

    An article whose title or heading has the word is about it, in whatever words it explains it.
    """
    expected, content = question.answer_type, question.content_words
    if expected is None or expected.type is not AnswerType.DEFINITION or len(content) != 1 or defines:
        return False
    if any(question.words[index] in content for index in first.matched_in_context):
        return False
    return not any(_EXPLAINED.match(first.paragraph.text, end) for _, end in _places(first, content[0]))


def lacks_holder(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question is an office and a name, and a paragraph speaks of another office or holder."""
    content = question.content_words
    if not 1 < len(content) <= _SHORT or not is_office(content[0].terms, first.article.language or ""):
        return False
    said = {index for index in first.matched if any(_places(first, question.words[index], after_dateline=True))}
    end = _BEGINNING if content[0].spelling in _OF_A_SIDE else first.title_length
    in_title = {index for at, index in first.context_positions if at < end or at >= first.title_length}
    office, *others = sorted(question.content_indices)
    if office not in said | first.matched_in_context:
        return True
    if office in said and all(_is_other_office(first, place, question) for place in _office(first, question)):
        return True
    # A word that the quote lacks altogether may stand elsewhere in its article, which lacking.py checks.
    misplaced = (first.matched | first.matched_in_title) - said - in_title
    return any(index in misplaced for index in others)


def lacks_office_across(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question asks for the holder of an office, and a paragraph in another language names none.

    Neither does its title. Only offices are meant whose name in that language is known.
    """
    if question.answer_type is None or question.answer_type.type is not AnswerType.NAME:
        return False
    if len(question.content_words) > _FEW:
        return False
    return any(
        is_office(question.words[index].terms, first.article.language or "")
        and index not in first.matched | first.matched_in_context
        for index in question.content_indices
    )


def is_of_another_country(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a question is about an office of a country, and a paragraph names one of another country.

    That holds in any language: asked for the coach of Vietnam, "Pelatih Jan Verhoeven" in an article whose title
    begins with "Indonesia" is none.
    """
    if question.answer_type and question.answer_type.type is not AnswerType.NAME:
        return False  # "Kapan India jadi presiden G20?" asks for no holder
    content = question.content_words
    languages = (first.article.language or "", question.asked_in)
    office = next((one for one in content if any(is_office(one.terms, code) for code in languages)), None)
    if office is None or len(content) > _FEW:
        return False
    asked = {one.code for one in countries(question.text)}
    if not asked:
        return False
    if not any(word.known for word in content if countries(word.text)):
        return True  # nothing at all is told of that country
    places = [place for place in _places(first, office) if not _is_other_office(first, place, question)]
    if not places:
        in_title = {one.code for one in countries(first.article.title)}
        is_in_context = any(question.words[index] is office for index in first.matched_in_context)
        return not is_in_context or (bool(in_title) and in_title.isdisjoint(asked))
    near = [countries_beside(first.paragraph.text, *place) for place in places]
    if any(asked & codes for codes in near):
        return False
    return all(near) or (office.spelling in _OF_A_SIDE and _side(first) not in {None, *asked})


def _side(first: Candidate) -> str | None:
    """Return the country that the title of an article begins with, as that on a match does with one side."""
    named = countries(first.article.title)
    return named[0].code if named else None


def lacks_noun(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a paragraph has only the root of a short question's noun: "hukum" (law), not "hukuman".

    Its title may have the noun, but then of another one, whom the question does not name.
    """
    content = question.content_words
    if len(content) > _SHORT:
        return False
    for index, word in enumerate(question.words):
        noun = word.spelling
        if index not in first.matched or len(noun) < _SHORTEST_NOUN or not noun.endswith(_NOUN):
            continue
        written = {_CLITICS.sub("", words.fold(one)) for one in _written(first, word)}
        if written == {noun.removesuffix(_NOUN)} and not _is_about_all(question, first):
            return True
    return False


def _is_about_all(question: ParsedQuestion, first: Candidate) -> bool:
    return question.content_indices <= first.matched_in_context


def _is_function_word(word: QuestionWord) -> bool:
    """Return whether a word is nothing but a function word; one that asks, as "umur" does, is none."""
    return word.is_stop_word and asked_measure([word.spelling, word.spelling]) is None


def _is_figure(word: QuestionWord) -> bool:
    digits = re.sub(r"[.,]", "", word.spelling)
    return digits.isdecimal() and len(digits) >= _FEWEST_DIGITS and not word.is_date


def _places(first: Candidate, word: QuestionWord, *, after_dateline: bool = False) -> Iterator[tuple[int, int]]:
    """Yield where a paragraph has a word; a place in its dateline is said of the newspaper, not of the news."""
    dateline = _DATELINE.match(first.paragraph.text) if after_dateline else None
    start = dateline.end() if dateline else 0
    yield from (
        (term.span.start, term.span.end)
        for term in first.occurrences
        if term.text in word.terms and term.span.start >= start
    )


def _written(first: Candidate, word: QuestionWord) -> Iterator[str]:
    yield from (first.paragraph.text[start:end] for start, end in _places(first, word))


def _office(first: Candidate, question: ParsedQuestion) -> Collection[tuple[int, int]]:
    return list(_places(first, question.content_words[0], after_dateline=True))


def _is_other_office(first: Candidate, place: tuple[int, int], question: ParsedQuestion) -> bool:
    text, (start, end) = first.paragraph.text, place
    asked = question.text.casefold()
    around = (_OTHER_OFFICE_BEFORE.search(text[:start]), _OTHER_OFFICE_BEHIND.match(text, end))
    return any(match and match[0].strip(" -").casefold() not in asked for match in around)
