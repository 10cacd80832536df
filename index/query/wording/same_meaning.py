"""Find the words that mean the same as those of a question: in another language, and some in their own."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from index import analysis
from index.analysis import word_lists

_LANGUAGES = ("id", "en")
_ALSO_OWN = "="


class _Group(NamedTuple):
    """The words of each language, and whether those of one language stand for each other."""

    words: tuple[tuple[str, ...], ...]
    also_own: bool


def terms_of_same_meaning(word: str, asked_in: str, languages: Sequence[str]) -> frozenset[str]:
    """Return the terms of the words that mean the same as a word of a question, in the languages of a library."""
    if asked_in not in _LANGUAGES:
        return frozenset()
    found = _by_term(asked_in).get(analysis.term_of(word, asked_in), {})
    return frozenset().union(*(found.get(code, frozenset()) for code in languages))


def language_of_words(words: Collection[str], languages: Collection[str]) -> str | None:
    """Return the one of these languages that alone has words of a question in the groups; None where none has.

    "rice price" has no function word, by which languages are told apart.
    """
    known_in = [[code for code in _LANGUAGES if _is_known(word, code)] for word in words]
    told = {codes[0] for codes in known_in if len(codes) == 1}
    return told.pop() if len(told) == 1 and told <= set(languages) else None


@lru_cache(maxsize=10_000)  # most words of a question are in many
def _is_known(word: str, language: str) -> bool:
    return analysis.term_of(word, language) in _by_term(language)


@cache
def _by_term(asked_in: str) -> dict[str, dict[str, frozenset[str]]]:
    """Return by the term of a word in a language the terms for it in each language."""
    place = _LANGUAGES.index(asked_in)
    found: dict[str, dict[str, frozenset[str]]] = {}
    for group in _groups():
        for word in group.words[place]:
            if "_" in word:
                continue
            other = found.setdefault(analysis.term_of(word, asked_in), {})
            for code, words in zip(_LANGUAGES, group.words, strict=True):
                if code != asked_in or group.also_own:
                    other[code] = other.get(code, frozenset()) | {_term(one, code) for one in words}
    return found


def _term(words: str, language: str) -> str:
    return " ".join(analysis.term_of(word, language) for word in words.split("_"))


@cache
def _groups() -> tuple[_Group, ...]:
    return tuple(_read())


def _read() -> Iterator[_Group]:
    for line in word_lists.read_words("same_meaning")["groups"].strip().splitlines():
        words = tuple(tuple(some.split()) for some in line.removeprefix(_ALSO_OWN).split("|"))
        yield _Group(words, line.startswith(_ALSO_OWN))
