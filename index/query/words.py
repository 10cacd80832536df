"""The words of a question that are worth searching for."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from index import analysis
from index.analysis import asking_words, dates, language, unspaced, words
from index.model.records import Span
from index.query.interrogatives import is_stop_word, without_interrogatives
from index.query.names import is_common_word, names
from index.query.parsed_question import QuestionWord
from index.query.spellings import divided_spellings, joined_spellings
from index.query.wording.informal_verbs import informal_verb_roots
from index.query.wording.same_meaning import language_of_words, terms_of_same_meaning
from index.text.ranges import overlap

# Measured from 0, which drops the word, to 1, which counts it like any other; see index.analysis.stopwords.
_STOP_WORD_SHARE = 0.3
# A date counts as a whole, beside the words it is made of.
_DATE_SHARE = 0.5


def question_language(question: str, languages: Sequence[str]) -> str:
    """Return the language of a question by its function words or its words of news, or "und".

    ``languages`` are those of the library, which are preferred.
    """
    return _language_of(map(words.fold, words.words_of_question(question).divided), languages)


def _language_of(folded: Iterable[str], languages: Sequence[str]) -> str:
    return _language_of_words(tuple(sorted(folded)), tuple(languages))


@lru_cache(maxsize=100)  # it is asked twice of each question, nearly always of the same words
def _language_of_words(folded: tuple[str, ...], languages: tuple[str, ...]) -> str:
    asked_in = language.question_language(folded, languages)
    if asked_in != language.UNDETERMINED:
        return asked_in
    return language_of_words(folded, languages) or language.UNDETERMINED


def question_words(question: str, languages: Sequence[str]) -> tuple[QuestionWord, ...]:
    """Return the words to search for, in order, each once; none if every word only asks.

    In scripts without spaces, a word is a pair of characters.

    Args:
        languages: those of the library, the most frequent first. The question is analysed in each of them,
            because the language of five words is too uncertain to choose one stemmer.
    """
    return _question_words(question, tuple(languages))


@lru_cache(maxsize=100)  # the question with and without its time are most often the same
def _question_words(question: str, languages: tuple[str, ...]) -> tuple[QuestionWord, ...]:
    typed = {*map(words.fold, words.words_of_question(question).divided), *words.folded_words(question)}
    asked_in = _language_of(typed, languages)
    if asked_in == language.UNDETERMINED and languages:
        asked_in = languages[0]
    found: dict[frozenset[str], QuestionWord] = {}
    written = _dates(question, dict.fromkeys((asked_in, *languages)))
    for _, word in written:
        found.setdefault(word.terms, word)
    for text, spellings, share in _spelled(question, asked_in, [span for span, _ in written]):
        if searched := _question_word(text, spellings, share, asked_in, languages):
            found.setdefault(searched.terms, searched)
    return tuple(found.values())


@lru_cache(maxsize=4096)  # most words of a question are in many
def _question_word(
    text: str, spellings: tuple[str, ...], share: float, asked_in: str, languages: tuple[str, ...]
) -> QuestionWord | None:
    """Return a word with these spellings; None where it has no terms."""
    terms = _terms(spellings, languages or (asked_in,))
    if terms and not unspaced.is_run(text):
        terms |= terms_of_same_meaning(text, asked_in, languages)
    return QuestionWord(text, terms, share) if terms else None


def _terms(spellings: Sequence[str], codes: Sequence[str]) -> frozenset[str]:
    """Return the terms of these spellings in these languages, each of several words with spaces between them."""
    found = set()
    for spelling in spellings:
        for code in codes:
            parts = [analysis.term_of(word, code) for word in words.split_words(spelling)]
            # In English, AS is as and WHO is who; their other forms stand for them.
            if len(spellings) == 1 or not is_common_word(spelling, code) or parts != [words.fold(spelling)]:
                found.add(" ".join(filter(None, parts)))
    return frozenset(found - {""})


def _dates(question: str, codes: Iterable[str]) -> list[tuple[Span, QuestionWord]]:
    return [
        (span, QuestionWord(question[span.start : span.end], frozenset({term}), _DATE_SHARE, is_date=True))
        for code in codes
        for span, term in dates.find_dates(question, code)
    ]


def _spelled(question: str, asked_in: str, dates: Sequence[Span]) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Yield each word that is worth searching for, with its spellings, and how much it counts."""
    start = 0
    places = [*joined_spellings(question), *names(question, asked_in)]
    for span, spellings in sorted(places, key=lambda place: (place[0].start, -place[0].end)):
        if span.start < start or any(overlap(span, date) for date in dates):
            continue
        yield from _spelled_alone(question[start : span.start], asked_in)
        yield question[span.start : span.end], tuple(sorted(spellings)), 1.0
        start = span.end
    yield from _spelled_alone(question[start:], asked_in)


def _spelled_alone(text: str, asked_in: str) -> Iterator[tuple[str, tuple[str, ...], float]]:
    for word in words.words_of_question(text).undivided:
        yield from _spelled_word(word, asked_in)


@lru_cache(maxsize=4096)
def _spelled_word(undivided: str, asked_in: str) -> tuple[tuple[str, tuple[str, ...], float], ...]:
    """Return each word of an undivided one that is worth searching for, with its spellings, and how it counts."""
    found = []
    for part in without_interrogatives(undivided, asked_in):
        # A pair of characters inside a longer part is not a stop word of its own: treating it as one gained
        # nothing.
        is_common = is_stop_word(part, asked_in)
        for word in words.split_words(part):
            share = asking_words.share_of(word, asked_in) or (_STOP_WORD_SHARE if is_common else 1.0)
            roots = informal_verb_roots(word, asked_in) if word.islower() else []
            found.append((word, (word, *divided_spellings(word), *roots), share))
    return tuple(found)
