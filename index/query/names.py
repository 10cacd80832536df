"""Find names in a question that have several forms, such as an abbreviation: AS and Amerika Serikat are one."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from index.analysis import word_lists, words
from index.model.records import Span
from index.query.interrogatives import is_stop_word

# The languages of the listed abbreviations.
_LANGUAGES = ("id", "ms", "en")


class _Form(NamedTuple):
    """A form of a name: its folded words, and whether it is an abbreviation in capitals."""

    words: tuple[str, ...]
    is_abbreviation: bool


def names(question: str, asked_in: str) -> list[tuple[Span, frozenset[str]]]:
    """Return the places of known names, in order, with all forms of each."""
    _, typed, spans = words.words_of_question(question)
    folded = [_key(word) for word in typed]
    if _forms_by_first_word().keys().isdisjoint(folded):
        return []
    found: list[tuple[Span, frozenset[str]]] = []
    start = 0
    while start < len(folded):
        form = _longest_form(typed, folded, start, asked_in)
        if form is None:
            start += 1
            continue
        end = start + len(form.words)
        found.append((Span(spans[start].start, spans[end - 1].end), _forms_of()[form.words]))
        start = end
    return found


def is_common_word(form: str, language: str) -> bool:
    """Return whether an abbreviation is a common word of this language, as US and WHO are in English."""
    return form.isupper() and is_stop_word(form, language)


def _longest_form(typed: Sequence[str], folded: Sequence[str], start: int, asked_in: str) -> _Form | None:
    for form in _forms_by_first_word().get(folded[start], ()):
        if tuple(folded[start : start + len(form.words)]) != form.words:
            continue
        # People hardly use capitals on a phone, but "who" and "us" are words then, as is "ma" in Vietnamese.
        is_word = asked_in not in _LANGUAGES or is_stop_word(folded[start], asked_in)
        if not form.is_abbreviation or typed[start].isupper() or not is_word:
            return form
    return None


@cache
def _forms_by_first_word() -> dict[str, list[_Form]]:
    """Return the forms by their first word, the longest first."""
    forms: dict[str, set[_Form]] = {}
    for form in _all_forms():
        key = _words(form)
        forms.setdefault(key[0], set()).add(_Form(key, form.isupper()))
    return {word: sorted(some, key=lambda form: -len(form.words)) for word, some in forms.items()}


@cache
def _forms_of() -> dict[tuple[str, ...], frozenset[str]]:
    """Return all forms of a name by the words of each; an abbreviation may stand for several names."""
    forms: dict[tuple[str, ...], frozenset[str]] = {}
    for name, others in word_lists.read_phrase_lists("names")["names"].items():
        for form in (name, *others):
            forms[_words(form)] = forms.get(_words(form), frozenset()) | {name, *others}
    return forms


def _all_forms() -> Iterator[str]:
    for name, others in word_lists.read_phrase_lists("names")["names"].items():
        yield from (name, *others)


def _words(form: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in words.split_words(form))


def _key(word: str) -> str:
    return words.fold(word).replace(".", "")
