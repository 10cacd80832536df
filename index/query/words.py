"""The words of a question that are worth searching for."""

from collections.abc import Iterator, Sequence

from index import analysis
from index.analysis import dates, language, words
from index.query.interrogatives import is_stop_word, without_interrogatives
from index.query.parsed_question import QuestionWord

# Measured from 0, which drops the word, to 1, which counts it like any other; see index.analysis.stopwords.
_STOP_WORD_SHARE = 0.3
# A date counts as a whole, beside the words it is made of.
_DATE_SHARE = 0.5


def question_language(question: str, languages: Sequence[str]) -> str:
    """Return the language of a question by its function words, or "und".

    ``languages`` are those of the library, which are preferred.
    """
    return language.question_language([words.fold(word) for word in words.split_words(question)], languages)


def question_words(question: str, languages: Sequence[str]) -> tuple[QuestionWord, ...]:
    """Return the words to search for, in order, each once; none if every word only asks.

    In scripts without spaces, a word is a pair of characters.

    Args:
        languages: those of the library, the most frequent first. The question is analysed in each of them,
            because the language of five words is too uncertain to choose one stemmer.
    """
    typed = {words.fold(word) for word in (*words.split_words(question), *words.undivided_words(question))}
    asked_in = language.question_language(typed, languages)
    if asked_in == language.UNDETERMINED and languages:
        asked_in = languages[0]
    found: dict[frozenset[str], QuestionWord] = {}
    for code in dict.fromkeys((asked_in, *languages)):
        for span, term in dates.find_dates(question, code):
            written = question[span.start : span.end]
            found.setdefault(
                frozenset({term}), QuestionWord(written, frozenset({term}), _DATE_SHARE, is_date=True)
            )
    for word, is_common in _searched_words(question, asked_in):
        variants = frozenset(analysis.term_of(word, code) for code in languages or [asked_in]) - {""}
        if variants:
            share = _STOP_WORD_SHARE if is_common else 1.0
            found.setdefault(variants, QuestionWord(word, variants, share))
    return tuple(found.values())


def _searched_words(question: str, asked_in: str) -> Iterator[tuple[str, bool]]:
    """Yield each word that is worth searching for, and whether it is a stop word."""
    for word in words.undivided_words(question):
        for part in without_interrogatives(word, asked_in):
            # A pair of characters inside a longer part is not a stop word of its own: treating it as one
            # gained nothing.
            is_common = is_stop_word(part, asked_in)
            yield from ((divided, is_common) for divided in words.split_words(part))
