"""Parse a question: its words in the languages of a library, the answer it expects, and the time it is about."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from index.analysis import word_lists, words
from index.analysis.language import UNDETERMINED
from index.model.records import Span
from index.query import answer_type
from index.query.answer_type import ExpectedAnswer
from index.query.article_request import ArticleRequest, article_request
from index.query.asking import is_question
from index.query.continuation import is_pronoun, without_connective
from index.query.expected.currencies import currency_terms
from index.query.expected.offices import is_office
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.query.small_talk import without_small_talk
from index.query.times.changing_facts import changing_fact_words
from index.query.times.question_time import find_time
from index.query.words import question_language, question_words
from index.text.paragraphs import clean

# In characters. A question is never longer than a long paragraph.
_LONGEST = 1000
_MOST_LANGUAGES_OF_TIMES = 2
# In content words: "gubernur bank indonesia". What is longer says something of the holder.
_MOST_OF_OFFICE = 3
_OFFICE_LANGUAGES = ("id", "en")
# Tags and entities of pages, which people copy with a question, are none of its words.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|&(?:[a-zA-Z]{2,8}|#\d{1,6});")


def parse(question: str, languages: Sequence[str], today: date | None, paragraphs: int = 0) -> ParsedQuestion:
    """Parse a question that is asked of a library.

    Args:
        languages: those of the library, the most frequent first.
        today: the day of asking; None ignores times.
        paragraphs: how many the library has.
    """
    text = _cut(without_connective(without_small_talk(clean(_MARKUP.sub(" ", question)))))
    asked_in = question_language(text, languages)
    spoken = (asked_in,) if asked_in != UNDETERMINED else (*languages[:1], "en")
    expected = answer_type.expected_answer(text, spoken)
    time_languages = _languages_of_times(asked_in, languages)
    time = find_time(text, time_languages, today) if today else None
    spans, names = (time.spans, time.names) if time else ((), ())
    timeless = _without(text, spans)
    request = None if expected else article_request(timeless, time_languages)
    searched = question_words(_without(text, (*spans, *_around_subject(text, request)), names), languages)
    has_subject = bool(request.subject.end) if request else _say_more_than_news(timeless, languages)
    found = searched or question_words(text, languages)
    expected = expected or (None if request else _holder_asked_for(text, found))
    fact_words = changing_fact_words(text, expected.type if expected else None, time_languages)
    time_terms = _terms(text, names, languages) if names else frozenset()
    currencies = _currencies(found, time_terms)
    return ParsedQuestion(
        text=text,
        # "Siapa dia?" asks for nobody, unless it follows up on an answer.
        words=() if all(is_pronoun(word.spelling) for word in found) else found,
        languages=tuple(languages),
        paragraphs=paragraphs,
        answer_type=expected,
        time=time,
        time_terms=time_terms,
        asked_in=asked_in,
        asks_for_latest=time is not None and not has_subject,
        asks_for_changing_fact=bool(today and not time and (request or fact_words or currencies)),
        fact_words=fact_words,
        currencies=currencies,
        article_request=request,
    )


def _holder_asked_for(text: str, found: Sequence[QuestionWord]) -> ExpectedAnswer | None:
    """Return that a name is expected, if a text is an office and whose it is: "president of Peru"."""
    content = [word for word in found if not word.is_stop_word]
    is_short = 1 < len(content) <= _MOST_OF_OFFICE
    if not is_short or not any(is_office(content[0].terms, code) for code in _OFFICE_LANGUAGES):
        return None
    return None if is_question(text.rstrip("?")) else answer_type.expected_name(text)


def _around_subject(text: str, request: ArticleRequest | None) -> tuple[Span, Span]:
    """Return the stretches around the subject of a request for articles; empty ones if it names none."""
    subject = request.subject if request and request.subject.end else Span(0, len(text))
    return Span(0, subject.start), Span(subject.end, len(text))


def _currencies(found: Sequence[QuestionWord], time_terms: frozenset[str]) -> frozenset[str]:
    """Return the terms of the currencies that these words are about, if they are about nothing else but a time."""
    content = [word for word in found if not word.is_stop_word and word.terms.isdisjoint(time_terms)]
    return currency_terms((word.spelling, word.terms) for word in content)


def _cut(question: str) -> str:
    """Return the part of a question that is read, up to the end of a word."""
    if len(question) <= _LONGEST:
        return question
    return question[: _LONGEST + 1].rsplit(" ", 1)[0][:_LONGEST]


def _languages_of_times(asked_in: str, languages: Sequence[str]) -> Sequence[str]:
    """Return the languages whose words for times are looked for, because "update MRT" is in no certain one."""
    asked = () if asked_in == UNDETERMINED else (asked_in,)
    return tuple(dict.fromkeys((*asked, *languages[:_MOST_LANGUAGES_OF_TIMES], "en")))


def _without(question: str, spans: Sequence[Span], kept: Sequence[Span] = ()) -> str:
    """Return a question with spaces in place of these stretches but for those to keep, so that offsets stay."""
    letters = list(question)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    for start, end in kept:
        letters[start:end] = question[start:end]
    return "".join(letters)


def _terms(question: str, names: Sequence[Span], languages: Sequence[str]) -> frozenset[str]:
    """Return the terms of these stretches of a question."""
    named = _without(question, [Span(0, len(question))], names)
    return frozenset(term for word in question_words(named, languages) for term in word.terms)


def _say_more_than_news(text: str, languages: Sequence[str]) -> bool:
    return not _are_news_words(question_words(text, languages))


def _are_news_words(found: Sequence[QuestionWord]) -> bool:
    """Return whether there is no word to search for but such as "news" and "happened"."""
    return _news_words().issuperset(word.spelling for word in found)


@cache
def _news_words() -> frozenset[str]:
    texts = word_lists.read_words("news_words").values()
    return frozenset(words.fold(word) for text in texts for word in words.split_words(text))
