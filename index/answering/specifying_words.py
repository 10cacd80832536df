"""Whether a quote speaks of each word that says which one of its kind a question means: "mars" in "presiden mars".

A quote may say a word in another way, and a question in lower case does not show which words are names. The
embedder knows better than any list: without "mars", the question is nearer to a quote about another president.
"""

import re
from collections.abc import Callable, Iterator

from index.analysis import unspaced
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.ranking.candidates import Candidate

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
    """Return whether a quote in another language does not speak of a specifying word.

    A name that both have says what they are about, and the rest is asked in the words of the other language.
    """
    if _have_name_in_common(question, first):
        return False
    heavy = [word for word, share in _unsaid(question, first) if share >= _ACROSS]
    gains = (_gained(question, word, gain) for word in heavy)
    return any(gained is not None and gained <= -_FARTHER_ACROSS for gained in gains)


def speaks_of(question: ParsedQuestion, word: QuestionWord, gain: Gain) -> bool:
    """Return whether a quote speaks of a word that it does not have, as of "Iraq" in the spelling "Irak"."""
    gained = _gained(question, word, gain)
    return gained is not None and gained >= _FARTHER


def _unsaid(question: ParsedQuestion, first: Candidate) -> Iterator[tuple[QuestionWord, float]]:
    """Yield each word that the quote and its context do not have, with its share of the question."""
    total = sum(word.weight for word in question.content_words) or 1.0
    for index, word in enumerate(question.words):
        is_word = word.text[:1].isalpha() and not (word.is_stop_word or unspaced.is_run(word.text))
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
