"""Recognise a text that names a person, for questions that ask who."""

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import regex

from index.analysis import dates, stopwords, word_lists, words

_NAME = r"\p{Lu}[\p{L}\p{M}'’-]*"
_RUN = regex.compile(rf"(?<![\p{{L}}\p{{N}}]){_NAME}(?: {_NAME})*")
# The word before a name, if no sentence ends between them, and the word or the age behind it.
_BEFORE = regex.compile(r"([\p{L}\p{M}'’-]+)[ ,.]{1,2}$")
_INSIDE = regex.compile(r"[\p{L}\p{N},;)] $")
_BEHIND = regex.compile(r",? (?:(?<word>\p{L}+)|(?<age>\(\d{1,3}\b))")
_NEAR = 40  # in characters, so that looking back does not take longer in a longer text


class _Words(NamedTuple):
    introducing: frozenset[str]
    speech: frozenset[str]
    others: frozenset[str]
    before_places: frozenset[str]
    common: frozenset[str]
    place: "regex.Pattern[str]"


def names_person(text: str, language: str) -> bool:
    """Return whether a text names a person: two names, or one beside a title, an age or a verb such as "said".

    Names of places, bodies, days and months are no persons. In a language without lists, a text may name one.
    """
    known = _known(language)
    if known is None:
        return True
    excluded = {words.fold(name) for match in known.place.finditer(text) for name in match["name"].split()}
    excluded.update(map(words.fold, dates.calendar_names(text, language)))
    return any(_is_person(match, known, excluded) for match in _RUN.finditer(text))


def is_kind_of_name(word: str, language: str) -> bool:
    """Return whether a word says of what kind a name is, as "Stadion" and "Gubernur" do."""
    known = _known(language)
    return known is not None and words.fold(word) in known.others | known.introducing


def _is_person(match: "regex.Match[str]", known: _Words, excluded: Collection[str]) -> bool:
    text, names = match.string, match[0].split(" ")
    near = text[max(0, match.start() - _NEAR) : match.start()]
    word_before = _BEFORE.search(near)
    before = words.fold(word_before[1]) if word_before else ""
    is_introduced = before in known.introducing
    if not _INSIDE.search(near) and words.fold(names[0]) in known.common - known.introducing:
        names = names[1:]
    while names and words.fold(names[0]) in known.introducing:
        is_introduced, names = True, names[1:]
    if before in known.before_places and not is_introduced:
        return False
    folded = [words.fold(name) for name in names]
    behind_others = max((place for place, key in enumerate(folded, 1) if key in known.others), default=0)
    left = [
        name
        for name, key in zip(names[behind_others:], folded[behind_others:], strict=True)
        if key not in excluded and not _is_acronym(name)
    ]
    if (
        behind_others
    ):  # "Gubernur Bank Indonesia Perry Warjiyo", but neither "Bank Indonesia" nor "Wali Kota Kudus"
        return is_introduced and len(left) > 1
    return len(left) > 1 or (len(left) == 1 and (is_introduced or _speaks(match, known)))


def _is_acronym(name: str) -> bool:
    return len(name) > 1 and name.isupper()


def _speaks(match: "regex.Match[str]", known: _Words) -> bool:
    behind = _BEHIND.match(match.string, match.end())
    return behind is not None and (behind["age"] is not None or words.fold(behind["word"]) in known.speech)


@cache
def _known(language: str) -> _Words | None:
    listed = word_lists.read_phrases("persons").get(language)
    if listed is None:
        return None
    titles, speech, others, places = (
        frozenset(listed[kind].split(", ")) for kind in ("titles", "speech", "others", "places")
    )
    offices = {
        part
        for office in word_lists.read_phrase_lists("changing_facts")[language]["name"]
        for part in office.split()
    }
    before_places = places | frozenset(word_lists.read_words("places")[language].split(", "))
    return _Words(
        introducing=titles | speech | offices,
        speech=speech,
        others=others,
        before_places=before_places,
        common=stopwords.stop_words(language) | stopwords.question_words(language),
        place=regex.compile(rf"(?<!\w)(?i:{'|'.join(sorted(places))}) (?<name>{_NAME}(?: {_NAME})*)"),
    )
