"""Give a name in a question the other form that the library defines for it: KRC is Kebun Raya Cibodas."""

import operator
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from index.analysis import unspaced
from index.analysis.words import strip_accents
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.query.tones import has_marks, may_lack_marks, with_marks
from index.retrieval.bm25.base import BODY, Engine
from index.text.definitions import BETWEEN_WORDS, MARK

_LONGEST_ABBREVIATION = 10
# The pairs that begin with a character which stands alone in a question.
_MOST_PAIRS = 100
# An abbreviation with more meanings is left alone, except for its most frequent ones.
_MOST_MEANINGS = 3


def with_defined_names(question: ParsedQuestion, engine: Engine, libraries: frozenset[str]) -> ParsedQuestion:
    """Return the question with both forms of each name that these libraries define, counted as one word.

    Raises EngineError.
    """
    found: list[QuestionWord] = []
    words = question.words
    place = 0
    while place < len(words):
        word = words[place]
        if all(map(unspaced.is_run, word.terms)):  # a definition begins with a capital; looking takes 10 µs a word
            found.append(word)
            place += 1
            continue
        count, short = _longest_name(words[place:], engine, libraries)
        if count:
            parts = words[place : place + count]
            name = frozenset(" ".join(one) for one in _combined(parts))
            found.append(QuestionWord(" ".join(part.text for part in parts), name | short, 1.0))
        else:
            is_short = not word.is_stop_word and len(word.text) <= _LONGEST_ABBREVIATION
            found.append(_with_terms(word, _long_forms(word, engine, libraries) if is_short else ()))
        place += count or 1
    return replace(question, words=tuple(_united(found)))


def with_tones(question: ParsedQuestion, engine: Engine, libraries: frozenset[str]) -> ParsedQuestion:
    """Return a question that was typed without tone marks with the marks that these libraries have.

    A word with marks that nobody has written is searched without them. Raises EngineError.
    """
    if has_marks(question.text):
        words = [_without_marks(word, engine, libraries) for word in question.words]
        return replace(question, words=tuple(words))
    words = [_with_marks(word, question.languages, engine, libraries) for word in question.words]
    if all(map(operator.is_, words, question.words)):
        return question
    lacks_marks = words != list(question.words) and may_lack_marks(question.text, question.asked_in)
    return replace(question, words=tuple(words), lacks_marks=lacks_marks)


def _with_marks(
    word: QuestionWord, languages: Sequence[str], engine: Engine, libraries: frozenset[str]
) -> QuestionWord:
    if unspaced.is_one_character(word.text):
        begun = engine.terms(word.text, BODY, libraries)
        frequent = sorted(begun, key=begun.__getitem__, reverse=True)[:_MOST_PAIRS]
        return _with_terms(word, frequent)
    marked = {term for language in languages for term in with_marks(word.text, language)}
    found = engine.frequencies(marked, BODY, libraries) if marked else {}
    return _with_terms(word, [term for term, count in found.items() if count])


def _without_marks(word: QuestionWord, engine: Engine, libraries: frozenset[str]) -> QuestionWord:
    plain = {strip_accents(term) for term in word.terms} - word.terms
    if not plain or any(engine.frequencies(word.terms, BODY, libraries).values()):
        return word
    return _with_terms(word, plain)


def _with_terms(word: QuestionWord, terms: Collection[str]) -> QuestionWord:
    """Return a word with more terms; the word itself if there are none."""
    return replace(word, terms=word.terms.union(terms)) if terms else word


def _united(words: Iterable[QuestionWord]) -> list[QuestionWord]:
    """Return the words, with those that are forms of one name as one."""
    united: list[QuestionWord] = []
    for word in words:
        same = next((place for place, one in enumerate(united) if not one.terms.isdisjoint(word.terms)), None)
        if same is None:
            united.append(word)
        else:
            united[same] = replace(united[same], terms=united[same].terms | word.terms)
    return united


def _long_forms(word: QuestionWord, engine: Engine, libraries: frozenset[str]) -> frozenset[str]:
    """Return the names for which a word stands as their abbreviation, each as a phrase."""
    found: dict[str, int] = {}
    for term in word.terms:
        found |= engine.terms(f"{MARK}{term}{MARK}", BODY, libraries) if " " not in term else {}
    frequent = sorted(found, key=found.__getitem__, reverse=True)[:_MOST_MEANINGS]
    return frozenset(one.rsplit(MARK, 1)[1].replace(BETWEEN_WORDS, " ") for one in frequent)


def _longest_name(
    words: Sequence[QuestionWord], engine: Engine, libraries: frozenset[str]
) -> tuple[int, frozenset[str]]:
    """Return of how many words the longest defined name consists that begins here, and its abbreviations."""
    best, short = 0, frozenset[str]()
    if len(words) < 2 or words[0].is_stop_word or words[0].is_date:
        return best, short
    for first, second in _combined(words[:2]):
        for found in engine.terms(f"{MARK}{first}{BETWEEN_WORDS}{second}", BODY, libraries):
            _, name, abbreviation = found.split(MARK)
            parts = name.split(BETWEEN_WORDS)
            if len(parts) <= len(words) and all(
                part in word.terms for part, word in zip(parts, words, strict=False)
            ):
                if len(parts) > best:
                    best, short = len(parts), frozenset()
                short |= {abbreviation} if len(parts) == best else set()
    return best, short


def _combined(words: Sequence[QuestionWord]) -> Iterator[tuple[str, ...]]:
    """Yield the terms of words that follow one another, in each language of the library."""
    if not words:
        yield ()
        return
    for term in words[0].terms:
        if " " not in term:
            yield from ((term, *others) for others in _combined(words[1:]))
