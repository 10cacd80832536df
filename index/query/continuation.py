"""Questions that go on from an answer: "lalu kapan?", "harganya?", "bagaimana dengan Bandung?"."""

from collections.abc import Mapping, Sequence, Set
from datetime import date
from functools import cache

import regex

from index.analysis import stopwords, word_lists, words
from index.query.answer_type import AnswerType, ExpectedAnswer, expected_answer, has_answer, words_that_ask
from index.query.asking import begins_with_interrogative
from index.query.expected.persons import names_person
from index.query.times.changing_facts import changing_fact_words
from index.query.times.question_time import find_time

_CONNECTIVES, _TOPICS, _PRONOUNS, _UNITS, _FILLERS = "connectives", "topics", "pronouns", "units", "fillers"
_COUNTED, _REFERENCES, _OPENERS, _NO_REFERENCES = "counted", "references", "openers", "no_references"
# What is asked for beside a name, a time and a number, with the patterns of texts that have it.
_KINDS = {"places": "place_patterns", "reasons": "reason_patterns"}
_LANGUAGES = ("id", "en")
# "dan Bandung?" goes on; "dan Bandung akan membangun jalan baru?" stands alone.
_MOST_WORDS = 3
# In words beside those that ask: "berapa jumlah korbannya?" refers back, a longer question says to what.
_MOST_OWN_WORDS = 2
# "Harganya" is its price.
_POSSESSIVE, _SHORTEST_OWNED = "nya", 3
# Which words name a time does not depend on the day.
_ANY_DAY = date(2000, 1, 1)


def without_connective(question: str) -> str:
    """Return a question without the word that ties it to what was said before, as in "lalu kapan?".

    Before other words than those that ask it may be part of a name, as "Lalu" is.
    """
    rest = _after(_CONNECTIVES, question)
    return rest if rest and begins_with_interrogative(rest) else question


def topic_of(question: str) -> str | None:
    """Return what a question names as new, as "Bandung" in "what about Bandung?"; None for other questions."""
    found = without_connective(question)
    if rest := _after(_TOPICS, found) or _after(_TOPICS, _after(_CONNECTIVES, found) or ""):
        return rest if _is_short(rest) else None
    rest = _after(_CONNECTIVES, found)
    return rest if rest and _is_short(rest) and not begins_with_interrogative(rest) else None


def continues(question: str) -> bool:
    """Return whether a question says itself that it goes on from an answer."""
    is_bare = _folded(question) in _phrases(_CONNECTIVES)  # "terus?"
    is_tied = is_bare or without_connective(question) != question or topic_of(question) is not None
    return is_tied or asks_alone(question) or depends_on_earlier(question)


def depends_on_earlier(question: str) -> bool:
    """Return whether a question says nothing without an earlier one, but has words to search for."""
    return names_time_alone(question) or refers_back(question)


def asks_alone(question: str) -> bool:
    """Return whether a question has only words that ask, and what is counted, as in "jam berapa?"."""
    said = _own_words(question)
    return bool(_folded(question)) and said <= frozenset().union(*_phrases(_UNITS), *_phrases(_COUNTED))


def names_time_alone(question: str) -> bool:
    """Return whether a question names a time and nothing else: "kalau kemarin?", "and in 2024?"."""
    rest = without_times(question)
    return rest != question and not (_own_words(_after(_TOPICS, rest) or rest) or _has_reference(_folded(rest)))


def without_times(question: str) -> str:
    """Return a question with spaces in place of the times that it names."""
    time = find_time(question, _LANGUAGES, _ANY_DAY)
    letters = list(question)
    for start, end in time.spans if time else ():
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def refers_back(question: str) -> bool:
    """Return whether a short question is about what was said before: "harganya?", "who leads it?"."""
    said, own = _folded(question), _own_words(question)
    if not said or len(own) > _MOST_OWN_WORDS:
        return False
    others = {word for phrase in _phrases(_NO_REFERENCES) for word in phrase}
    return (
        _has_reference(said)
        or any(_is_owned(word) for word in own - others)
        or (bool(own) and any(_starts(said, phrase) for phrase in _phrases(_OPENERS)))
    )


def counts_or_measures(question: str) -> bool:
    """Return whether a question asks for a number of something said before: "harganya?", "its price?"."""
    said = " ".join(word.removesuffix(_POSSESSIVE) for word in _folded(question))
    return bool(changing_fact_words(said, AnswerType.NUMBER, _LANGUAGES))


def _has_reference(said: Sequence[str]) -> bool:
    return any((word,) in _phrases(_REFERENCES) for word in said)


def _is_owned(word: str) -> bool:
    return word.endswith(_POSSESSIVE) and len(word) >= len(_POSSESSIVE) + _SHORTEST_OWNED


def _own_words(question: str) -> Set[str]:
    """Return the folded words of a question that neither ask nor are stop words or fillers."""
    common = _common_words()
    return {word for word in _folded(_after(_CONNECTIVES, question) or question) if word and word not in common}


@cache
def _common_words() -> Set[str]:
    asking = (stopwords.question_words(code) | stopwords.stop_words(code) for code in _LANGUAGES)
    pronouns = (word for phrase in (*_phrases(_PRONOUNS), *_phrases(_FILLERS)) for word in phrase)
    return frozenset().union(*asking, pronouns)


def may_answer(question: str, text: str, language: str) -> bool:
    """Return whether a text has the person, time, number, place or reason that a question asks for, if it does."""
    if expected := expected_answer(question, (language, *_LANGUAGES)):
        # For other questions any name will do: what it is the name of is said by their words.
        is_of_person = expected.type is not AnswerType.NAME or names_person(text, language)
        return is_of_person and has_answer(text, expected, language)
    asked = _folded(question)
    for kind, patterns in _KINDS.items():
        if any(_starts(asked[place:], phrase) for phrase in _phrases(kind) for place in range(len(asked))):
            return any(pattern.search(text) for pattern in _patterns(patterns))
    return True


def counts_what_is_asked(question: str, text: str) -> bool:
    """Return whether a text has the word for what a question counts, if it does: "menit" in "menit ke berapa?"."""
    counted = frozenset(_folded(question)) & frozenset().union(*_phrases(_COUNTED))
    return counted <= frozenset(words.folded_words(text))


def is_answered_by(question: str, text: str) -> bool:
    """Return whether a question has only words that ask ("jam berapa?"), and a text has what they ask for."""
    said, units = frozenset(_folded(question)), frozenset().union(*_phrases(_UNITS))
    expected = expected_answer(question, _LANGUAGES)
    if expected is None and said & units:  # "what time?"
        expected = ExpectedAnswer(AnswerType.TIME, said)
    if expected is None:
        return False
    others = units.union(*_phrases(_FILLERS))
    asking = words_that_ask(expected.type, _LANGUAGES).union(others, *map(stopwords.stop_words, _LANGUAGES))
    return expected.question_words <= asking and any(has_answer(text, expected, code) for code in _LANGUAGES)


def is_pronoun(word: str) -> bool:
    """Return whether a word, without case, only stands for what was said before: "dia", "there"."""
    return (word,) in _phrases(_PRONOUNS)


def _after(kind: str, question: str) -> str | None:
    """Return a question without the phrase of this kind at its beginning, None if it begins with none."""
    typed = question.split()
    if not typed or _fold(typed[0]) not in _first_words(kind):
        return None
    folded = _folded(question)
    for phrase in _phrases(kind):
        if _starts(folded, phrase) and len(typed) > len(phrase):
            return " ".join(typed[len(phrase) :])
    return None


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS


def _starts(said: Sequence[str], phrase: Sequence[str]) -> bool:
    return tuple(said[: len(phrase)]) == tuple(phrase)


def _folded(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are typed between spaces, without case and punctuation around them."""
    return tuple(map(_fold, text.split()))


def _fold(word: str) -> str:
    return words.fold(word).strip(".,;:!?\"'“”()")


@cache
def _first_words(kind: str) -> Set[str]:
    return frozenset(phrase[0] for phrase in _phrases(kind) if phrase)


@cache
def _phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a kind in all languages, the longest first."""
    found = [_folded(phrase) for text in _texts(kind) for phrase in text.split(",")]
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _patterns(kind: str) -> tuple["regex.Pattern[str]", ...]:
    return tuple(regex.compile(text) for text in _texts(kind))


def _texts(kind: str) -> list[str]:
    by_language: Mapping[str, Mapping[str, Sequence[str]]] = word_lists.read_phrase_lists("continuations")
    return [text for kinds in by_language.values() for text in kinds[kind]]
