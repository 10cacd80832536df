"""Recognise a text that names the holder of an office: "Gubernur BI Perry Warjiyo" for "siapa gubernur BI?"."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import dropwhile

import regex

from index import analysis
from index.analysis import word_lists
from index.model.records import Span
from index.query.expected.persons import is_kind_of_name

_KIND = "name"
# They hold no office, and stand before names less often than before what they lead or win.
_NO_TITLES = frozenset({"pemimpin", "pemilik", "juara", "leader", "owner", "champion"})
_INSTITUTION = regex.compile(r"ke\p{L}{3,}an(?:nya)?(?!\p{L})", regex.IGNORECASE)
_NAME = r"\p{Lu}[\p{Ll}'’-]+"
# In words: the body that an office belongs to, "Badan Pangan Nasional", stands between it and the name.
_BETWEEN = 5
_SHORT_NAME = 2
_LANGUAGES = ("id", "en")
_BODY = rf"(?:[ ,]+[\p{{L}}\p{{N}}/-]+){{0,{_BETWEEN}}}?"
_BEHIND = (
    regex.compile(rf"{_BODY}[ ,]+(?<name>{_NAME}(?: {_NAME})+)"),
    regex.compile(rf"{_BODY}[ ,]+(?<name>{_NAME})(?= \p{{Ll}})"),
)
_BEFORE = regex.compile(rf"(?<name>{_NAME}(?: {_NAME})+), (?:[\p{{Ll}}'’-]+ ){{0,{_BETWEEN}}}$")


def is_institution(written: str) -> bool:
    """Return whether a text begins with what an office belongs to: "Kementerian" has the term of "menteri"."""
    return _INSTITUTION.match(written) is not None


@lru_cache(maxsize=1000)  # it is asked several times of each word of a question
def is_office(terms: frozenset[str], language: str) -> bool:
    """Return whether one of these terms of a question's word names an office, as "dirut" does."""
    return any(not _offices(language).isdisjoint(term.split()) for term in terms)


def office_terms(words: Iterable[frozenset[str]], language: str) -> frozenset[str]:
    """Return all terms of those words of a question, given by their terms, that name an office."""
    return frozenset(term for terms in words if is_office(terms, language) for term in terms)


def names_holder(text: str, offices: Iterable[Span], asked: Sequence[Span], said: frozenset[str]) -> bool:
    """Return whether a name stands beside one of these places of an office.

    The chair of one body is none of another: words between the office and the name have to be of the question.

    Args:
        asked: the places of the question's words.
        said: the words of the question, which are not the name.
    """
    for start, end in offices:
        behind = (pattern.match(text, end) for pattern in _BEHIND)
        if any(match and _is_asked(match, end, asked) and _is_new(match["name"], said) for match in behind):
            return True
        before = _BEFORE.search(text[:start])
        if before and _is_new(before["name"], said):
            return True
    return False


def _is_asked(match: "regex.Match[str]", end: int, asked: Sequence[Span]) -> bool:
    name = match.start("name")
    return not match.string[end:name].strip(" ,") or any(end <= span.start < name for span in asked)


def _is_new(name: str, said: frozenset[str]) -> bool:
    """Return whether a name is none that was asked about; "Keuangan" in "Menteri Keuangan Budi Hartono" was."""
    new = [*dropwhile(said.__contains__, name.lower().split())]
    return bool(new) and said.isdisjoint(new) and not _is_of_kind(new)


def _is_of_kind(name: Sequence[str]) -> bool:
    """Return whether a short name is that of a place or a body: "Kabupaten Magelang"."""
    return len(name) <= _SHORT_NAME and any(is_kind_of_name(name[0], code) for code in _LANGUAGES)


@cache
def _offices(language: str) -> frozenset[str]:
    phrases = word_lists.read_phrase_lists("changing_facts").get(language, {}).get(_KIND, ())
    return frozenset(
        analysis.term_of(phrase, language) for phrase in phrases if " " not in phrase and phrase not in _NO_TITLES
    )
