"""Decide whether a forwarded text is an altered quotation for certain, so that a bot may speak up unasked."""

import regex

from index.analysis import words
from index.model.checked import SUBSTANTIAL, Change, ChangeKind, Checked, CheckedSentence, CheckVerdict, Place
from index.quote_check.same_facts import has_same_units, says_the_same
from index.quote_check.titles import NUMBER as TITLE

# In words, and the most changes in a sentence. What is shorter or differs more may be about something else.
_SHORTEST, _MOST_CHANGES = 8, 3
_END = regex.compile(r"[.!?\n](?!\w)")
# The share of a sentence's characters that may differ.
_MOST_CHANGED = 0.25


def may_be_guarded(text: str) -> bool:
    """Return whether a text is long enough to be checked unasked."""
    return len(words.undivided_words(text)) >= _SHORTEST


def is_altered_quotation(checked: Checked) -> bool:
    """Return whether a sentence of a text is that of an article with a fact altered.

    A question is none, and neither is a text most of which is nowhere.
    """
    found = [one for one in checked.sentences if one.verdict is not CheckVerdict.NOT_HERE]
    is_mostly_found = 2 * sum(map(_length, found)) >= sum(map(_length, checked.sentences))
    return is_mostly_found and any(_is_altered(checked, one) for one in found)


def _is_altered(checked: Checked, sentence: CheckedSentence) -> bool:
    place = sentence.place
    if sentence.verdict is not CheckVerdict.ALTERED or place is None or _asks(checked, sentence):
        return False
    if place.paragraph.number == TITLE:
        return False  # headlines of two events often differ in a name or a number
    claimed, written = checked.claimed_text(sentence.claimed), place.paragraph.text[slice(*place.matched)]
    has_same_digits = _digits(claimed) == _digits(written)
    same_units = has_same_units(checked.text, place.paragraph.text, sentence.changes, place.article.language or "")
    facts = [one for one in sentence.changes if not (same_units and one.kind is ChangeKind.UNIT)]
    if not any(_alters_fact(checked, change, place, has_same_digits) for change in facts):
        return False
    changed = sum(
        max(one.claimed.end - one.claimed.start, one.written.end - one.written.start) for one in sentence.changes
    )
    return (
        len(words.undivided_words(claimed)) >= _SHORTEST
        and len(sentence.changes) <= _MOST_CHANGES
        and changed <= _MOST_CHANGED * len(claimed)
    )


def _asks(checked: Checked, sentence: CheckedSentence) -> bool:
    """Return whether a sentence, which may go on behind the part that was found, ends with a question mark."""
    end = _END.search(checked.text, max(sentence.claimed.start, sentence.claimed.end - 1))
    return end is not None and end[0] == "?"


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _alters_fact(checked: Checked, change: Change, place: Place, has_same_digits: bool) -> bool:
    """Return whether a change alters a fact, by more than a typing error, a cut word or a lost mark.

    Args:
        has_same_digits: whether both sentences have the same digits in the same order.
    """
    claimed, written = checked.claimed_text(change.claimed), place.paragraph.text[slice(*change.written)]
    if change.kind not in SUBSTANTIAL or change.is_slip:
        return False
    if not any(map(str.isalnum, claimed + written)):
        return False
    if has_same_digits and _digits(claimed + written):
        return False
    if says_the_same(change.kind, claimed, written, place.article.language or ""):
        return False
    if change.kind is ChangeKind.NAME and not written and _is_of_speaker(claimed, place):
        return False
    is_last = not checked.text[change.claimed.end :].strip()
    return not (is_last and claimed and words.fold(written).startswith(words.fold(claimed)))


def _is_of_speaker(claimed: str, place: Place) -> bool:
    return not set(words.folded_words(claimed)).isdisjoint(words.folded_words(place.speaker_text or ""))


def _length(sentence: CheckedSentence) -> int:
    return sentence.claimed.end - sentence.claimed.start
