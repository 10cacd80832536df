"""Whether a quote speaks of each word that says which one of its kind a question means: "mars" in "presiden mars".

A quote may say a word in another way, and a question in lower case does not show which words are names. The
embedder knows better than any list: without "mars", the question is nearer to a quote about another president.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from index.analysis import unspaced
from index.analysis.language import is_other_language
from index.indexing.semantic import SemanticRetriever
from index.model.errors import EngineUnavailable
from index.query.expected.measured import asked_measure, asks_for, states
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.query.times.changing_facts import is_fact_word
from index.ranking.candidates import Candidate
from index.ranking.scoring import Ranked

Gain = Callable[[str], float | None]
"""Return how much nearer the question is to the quote than a text is, in cosines; None if nobody knows."""

# A word counts if it has at least this share of the question's weight. In a longer question no word has as much,
# and a quote may lack one of them.
_UNKNOWN, _KNOWN, _ACROSS = 0.2, 0.25, 0.3
# In cosines. Of the found first quotes that lack a word of this weight, it refuses 10 wrong ones and no right one
# of 209 on the sets in tests/data/newsroom, and on FacQA 3 wrong ones and 1 of 133 right ones.
_FARTHER = 0.005
# For a word that no article has, in cosines. Another name brings a short question no nearer to the quote (-0.005
# to 0.000); a synonym does ("planes" for aircraft: 0.004).
_NEARER = 0.002
# An unknown abbreviation is no synonym, but its kind is near: of "HIV cases", DBD cases are no answer.
_MUCH_FARTHER, _ABBREVIATION = 0.03, 3
# In content words.
_FEW = 4
# Translations are less alike, so more has to speak against a quote in another language. Of English questions over
# Indonesian paragraphs (XQuAD), it refuses 7 wrong first quotes and 5 of 110 right ones, and fewer with names.
_FARTHER_ACROSS = 0.006
# A name that both have says what they are about, so more has to speak against the quote. It refuses 11 of 16
# quotes about something else ("Whoosh ticket to Surabaya" of its length) and 1 of 39 right ones (XQuAD).
_SHARE_BESIDE_NAME, _FARTHER_BESIDE_NAME = 0.2, 0.01
# In cosines, by whether the library has the word. Of doubtful first quotes for short questions, these refuse 39
# where nothing answers, 6 wrong ones and 1 of 45 right ones (an outsider's questions and tests/data/newsroom).
_SURELY_FARTHER = {False: 0.01, True: 0.015}


def gain_of(first: Ranked, semantic: SemanticRetriever | None) -> Gain:
    """Return what compares other questions with this paragraph, which was ranked by one; each is embedded once."""
    number = first.candidate.paragraph.id

    @cache
    def gain(text: str) -> float | None:
        vector = semantic.question_vector(text) if semantic and first.features.meaning else None
        try:
            similarity = vector.cosines([number]).get(number) if vector else None
        except EngineUnavailable:  # the server of the vectors went away after the paragraph was found
            return None
        return first.features.meaning - similarity.whole if similarity else None

    return gain


def lacks_word(
    question: ParsedQuestion, first: Candidate, missing: Callable[[QuestionWord], bool], gain: Gain
) -> bool:
    """Return whether a quote in the language of the question does not speak of one of its specifying words.

    Args:
        missing: says whether neither the quote nor its article has a word.
    """
    for word, share in _unsaid(question, first):
        if share < (_KNOWN if word.known else _UNKNOWN):
            continue
        gained = _gained(question, word, gain)
        is_lacking = not word.known if gained is None else gained <= _least_gain(question, word)
        if is_lacking and missing(word):
            return True
    return False


def _least_gain(question: ParsedQuestion, word: QuestionWord) -> float:
    """Return the gain up to which a quote does not speak of a word.

    A word that no article has is another name until the quote is nearer with it, if the question has few others.
    """
    if word.known or len(question.content_words) > _FEW:
        return -_FARTHER
    return _MUCH_FARTHER if len(word.text) <= _ABBREVIATION else _NEARER


def lacks_word_across(question: ParsedQuestion, first: Candidate, gain: Gain) -> bool:
    """Return whether a quote in another language does not speak of a specifying word."""
    least_share, farther = _ACROSS, _FARTHER_ACROSS
    if _have_name_in_common(question, first):
        least_share, farther = _SHARE_BESIDE_NAME, _FARTHER_BESIDE_NAME
    heavy = [word for word, share in _unsaid(question, first) if share >= least_share]
    gains = (_gained(question, word, gain) for word in heavy)
    return any(gained is not None and gained <= -farther for gained in gains)


def lacks_subject(
    question: ParsedQuestion, first: Candidate, missing: Callable[[QuestionWord], bool], gain: Gain
) -> bool:
    """Return whether a short question is about something of which a doubtful quote surely does not speak.

    The quote has only words for a kind of fact ("harga"), which anything may have, or is farther from the question
    than from one without the subject.

    Args:
        missing: says whether neither the quote nor its article has a word.
    """
    if len(question.content_words) > _FEW:
        return False
    unsaid = [word for word, share in _unsaid(question, first) if share >= _UNKNOWN and not _has_digit(word)]
    unsaid = [word for word in unsaid if word.terms.isdisjoint(question.time_terms)]
    said = [question.words[index] for index in first.said & question.content_indices]
    is_general = bool(said) and all(is_fact_word(word.spelling) for word in said)
    is_other = is_other_language(question.asked_in, first.article.language)
    for word in unsaid:
        is_subject = is_general and not (word.known or is_fact_word(word.spelling))
        if is_subject and not is_other:
            return True
        if is_subject or not is_other:
            gained = _gained(question, word, gain)
            if gained is not None and gained < -_SURELY_FARTHER[word.known] and missing(word):
                return True
    return False


def _has_digit(word: QuestionWord) -> bool:
    return any(map(str.isdecimal, word.text))


def speaks_of(question: ParsedQuestion, word: QuestionWord, gain: Gain) -> bool:
    """Return whether a quote speaks of a word that it does not have, as of "Iraq" in the spelling "Irak"."""
    gained = _gained(question, word, gain)
    return gained is not None and gained >= _FARTHER


def _unsaid(question: ParsedQuestion, first: Candidate) -> Iterator[tuple[QuestionWord, float]]:
    """Yield each word that the quote and its context do not have, with its share of the question."""
    total = sum(word.weight for word in question.content_words) or 1.0
    measure = asked_measure([word.spelling for word in question.content_words])
    stated = measure if measure and states(first.paragraph.text, measure) else None
    for index, word in enumerate(question.words):
        is_word = word.text[:1].isalpha() and not (word.is_stop_word or unspaced.is_run(word.text))
        if stated and asks_for(word.spelling, stated):
            continue  # "aged 28" says it of "umur"
        if is_word and index not in first.said and _without(question, word) != question.standard_text:
            yield word, word.weight / total


def _gained(question: ParsedQuestion, word: QuestionWord, gain: Gain) -> float | None:
    """Return how much nearer a question is to the quote than it is without a word; None if nobody knows."""
    return gain(" ".join(_without(question, word).split()))


def _without(question: ParsedQuestion, word: QuestionWord) -> str:
    """Return a question without a word, as it is embedded: informal words, which name nothing, are not in it."""
    return re.sub(rf"(?<!\w){re.escape(word.text)}(?!\w)", " ", question.standard_text, flags=re.IGNORECASE)


def _have_name_in_common(question: ParsedQuestion, first: Candidate) -> bool:
    """Return whether a quote writes a word as the question spells it, with a capital: a name, no translation."""
    content = {word.spelling for word in question.content_words}
    written = (first.paragraph.text[term.span.start : term.span.end] for term in first.occurrences)
    # "Citilink's" is Citilink, but "President" is no "presiden".
    # Nor is "Suku bunga" at the beginning of a sentence.
    names = (word for word in written if all(part[:1].isupper() for part in word.split()))
    return any(re.split("['’]", word)[0].casefold() in content for word in names)
