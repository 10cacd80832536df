"""Alter an excerpt in one way that changes what it says. Its ends stay: a shorter excerpt is no alteration."""

import random
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from index.analysis import dates
from index.model.checked import ChangeKind

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NEGATIONS = {
    "id": ("tidak", "bukan", "belum", "tanpa"),
    "en": ("not", "never", "no"),
    "no": ("ikke", "aldri", "ingen"),
}
_NEGATION = {"id": "tidak", "en": "not", "no": "ikke"}
_UNITS = {
    "id": ("persen", "kilometer", "meter", "jam", "menit", "hari", "bulan", "tahun", "ton", "dolar", "rupiah"),
    "en": ("percent", "miles", "kilometers", "feet", "hours", "minutes", "days", "months", "years", "dollars"),
    "no": ("prosent", "kilometer", "meter", "timer", "minutter", "dager", "måneder", "år", "kroner", "tonn"),
}
_MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Juni", "Juli", "Agustus", "September", "Oktober", "November"),
    "en": ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November"),
    "no": ("januar", "februar", "mars", "april", "juni", "juli", "august", "september", "oktober", "november"),
}
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "no": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
}
_AND = {"id": "dan", "en": "and", "no": "og"}
# In words. The first and the last words of an excerpt stay as they are.
_ENDS, _CLAUSE = 2, 3


class Alteration(StrEnum):
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    UNIT = "unit"
    NEGATION_ADDED = "negation added"
    NEGATION_REMOVED = "negation removed"
    CLAUSE_DROPPED = "clause dropped"
    SENTENCES_JOINED = "sentences joined"
    WORD_ORDER = "word order"


NAMED: dict[Alteration, frozenset[ChangeKind]] = {
    Alteration.NUMBER: frozenset({ChangeKind.NUMBER, ChangeKind.DATE}),
    Alteration.NAME: frozenset({ChangeKind.NAME, ChangeKind.DATE}),
    Alteration.DATE: frozenset({ChangeKind.DATE, ChangeKind.NUMBER}),
    Alteration.UNIT: frozenset({ChangeKind.UNIT, ChangeKind.NUMBER, ChangeKind.DATE}),
    Alteration.NEGATION_ADDED: frozenset({ChangeKind.NEGATION}),
    Alteration.NEGATION_REMOVED: frozenset({ChangeKind.NEGATION}),
}
"""The kinds that name an alteration rightly; any change does for the others."""


class _Excerpt(NamedTuple):
    text: str
    language: str
    rng: random.Random
    names: Sequence[str]

    def inside(self) -> tuple[int, int]:
        """Return where the words begin and end that may be altered."""
        places = [match.span() for match in re.finditer(r"\S+", self.text)]
        return places[_ENDS][0], places[-_ENDS - 1][1]

    def found(self, pattern: "re.Pattern[str]") -> list["re.Match[str]"]:
        start, end = self.inside()
        return [one for one in pattern.finditer(self.text) if start <= one.start() and one.end() <= end]

    def replaced(self, start: int, end: int, new: str) -> str:
        return self.text[:start] + new + self.text[end:]


def altered(text: str, kind: Alteration, language: str, names: Sequence[str], rng: random.Random) -> str | None:
    """Return an excerpt with one alteration; None if it has nothing to alter in this way.

    Args:
        names: other names of the same article.
    """
    if language not in _AND or len(text.split()) < 2 * _ENDS + 2:
        return None
    made = _ALTER[kind](_Excerpt(text, language, rng, names))
    return made if made != text else None


def _number(one: _Excerpt) -> str | None:
    spans = [span for span, _ in dates.find_dates(one.text, one.language)]
    found = [m for m in one.found(_DIGITS) if not any(s.start <= m.start() < s.end for s in spans)]
    if not found:
        return None
    number = one.rng.choice(found)
    place = one.rng.choice([n for n, character in enumerate(number[0]) if character.isdigit()])
    new = one.rng.choice([digit for digit in "123456789" if digit != number[0][place]])
    return one.replaced(number.start() + place, number.start() + place + 1, new)


def _name(one: _Excerpt) -> str | None:
    found = [m for m in one.found(_WORD) if m[0][0].isupper() and re.search(r"[\w,] $", one.text[: m.start()])]
    others = [name for name in one.names if name not in one.text]
    if not found or not others:
        return None
    name = one.rng.choice(found)
    return one.replaced(*name.span(), one.rng.choice(others))


def _date(one: _Excerpt) -> str | None:
    lists = [_MONTHS[one.language], _DAYS[one.language]]
    found = [(m, some) for m in one.found(_WORD) for some in lists if m[0] in some]
    years = one.found(re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"))
    if years and (not found or one.rng.random() < 1 / 2):
        year = one.rng.choice(years)
        return one.replaced(*year.span(), str(int(year[0]) + one.rng.choice([-3, -2, -1, 1, 2, 3])))
    if not found:
        return None
    match, some = one.rng.choice(found)
    return one.replaced(*match.span(), one.rng.choice([word for word in some if word != match[0]]))


def _unit(one: _Excerpt) -> str | None:
    units = _UNITS[one.language]
    found = one.found(re.compile(rf"(?<=\d )(?:{'|'.join(units)})\b"))
    if not found:
        return None
    unit = one.rng.choice(found)
    return one.replaced(*unit.span(), one.rng.choice([word for word in units if word != unit[0]]))


def _negation_added(one: _Excerpt) -> str | None:
    found = [m for m in one.found(_WORD) if m[0].islower() and one.text[: m.start()].endswith(" ")]
    if not found:
        return None
    place = one.rng.choice(found).start()
    return one.replaced(place, place, f"{_NEGATION[one.language]} ")


def _negation_removed(one: _Excerpt) -> str | None:
    found = one.found(re.compile(rf"(?<=\s)(?:{'|'.join(_NEGATIONS[one.language])})\s"))
    return one.replaced(*one.rng.choice(found).span(), "") if found else None


def _clause_dropped(one: _Excerpt) -> str | None:
    found = [m for m in one.found(re.compile(r",(?: [^\s,.?!]+)+(?=,)")) if len(m[0].split()) >= _CLAUSE]
    return one.replaced(*one.rng.choice(found).span(), "") if found else None


def _sentences_joined(one: _Excerpt) -> str | None:
    found = one.found(re.compile(r"(?<=\w\w\w)\. (?=[A-ZÅÆØ][a-zæøå])"))
    if not found:
        return None
    end = one.rng.choice(found)
    link = one.rng.choice([", ", f" {_AND[one.language]} "])
    following = one.text[end.end() :]
    return one.text[: end.start()] + link + following[0].lower() + following[1:]


def _word_order(one: _Excerpt) -> str | None:
    found = [m for m in one.found(_WORD) if m[0].islower()]
    if len(found) < 2:
        return None
    first, second = sorted(one.rng.sample(found, 2), key=lambda match: match.start())
    if first[0] == second[0]:
        return None
    between = one.text[first.end() : second.start()]
    return one.text[: first.start()] + second[0] + between + first[0] + one.text[second.end() :]


_ALTER: dict[Alteration, Callable[[_Excerpt], str | None]] = {
    Alteration.NUMBER: _number,
    Alteration.NAME: _name,
    Alteration.DATE: _date,
    Alteration.UNIT: _unit,
    Alteration.NEGATION_ADDED: _negation_added,
    Alteration.NEGATION_REMOVED: _negation_removed,
    Alteration.CLAUSE_DROPPED: _clause_dropped,
    Alteration.SENTENCES_JOINED: _sentences_joined,
    Alteration.WORD_ORDER: _word_order,
}
