"""Recognise a number, a unit or a month that is written in another way: "7" and "tujuh", "km" and "kilometer"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from index.analysis import dates, word_lists
from index.analysis.numbers import normalised_number
from index.model.checked import Change, ChangeKind
from index.quote_check.wording.tokens import tokens


def says_the_same(kind: ChangeKind, claimed: str, written: str, language: str) -> bool:
    """Return whether two stretches give the same numbers, units or months, in the same order."""
    one, other = (_plain(text, kind, language) for text in (claimed, written))
    return bool(one) and one == other


def has_same_units(claimed: str, written: str, changes: Iterable[Change], language: str) -> bool:
    """Return whether the units that both sides have otherwise are the same, as in "$10" and "10 dollars"."""
    said, there = Counter[str](), Counter[str]()
    for change in changes:
        if change.kind is ChangeKind.UNIT:
            said.update(_plain(claimed[slice(*change.claimed)], change.kind, language))
            there.update(_plain(written[slice(*change.written)], change.kind, language))
    return said == there


def _plain(text: str, kind: ChangeKind, language: str) -> list[str]:
    return [_spelling(token.key, kind, language) for token in tokens(text)]


def _spelling(key: str, kind: ChangeKind, language: str) -> str:
    if kind is ChangeKind.DATE and (month := dates.month_number(key, language)):
        return str(month)
    if any(map(str.isdigit, key)):
        return normalised_number(key).lstrip("0") or "0"
    return _spellings().get(key, key)


@cache
def _spellings() -> Mapping[str, str]:
    groups = word_lists.read_phrases("quote_check")["same"]["groups"].split(",")
    return {word: group.split()[0] for group in groups for word in group.split()}
