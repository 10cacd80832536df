"""Decide whether a forwarded text is an altered quotation for certain, so that a bot may speak up unasked."""

from index.analysis import words
from index.model.checked import SUBSTANTIAL, Change, Checked, CheckedSentence, CheckVerdict, Place

# In words, and the most changes in a sentence. What is shorter or differs more may be about something else.
_SHORTEST, _MOST_CHANGES = 8, 3
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
    claimed = checked.claimed_text(sentence.claimed)
    if sentence.verdict is not CheckVerdict.ALTERED or sentence.place is None or "?" in claimed:
        return False
    if not any(_alters_fact(checked, change, sentence.place) for change in sentence.changes):
        return False
    changed = sum(
        max(one.claimed.end - one.claimed.start, one.written.end - one.written.start) for one in sentence.changes
    )
    return (
        len(words.undivided_words(claimed)) >= _SHORTEST
        and len(sentence.changes) <= _MOST_CHANGES
        and changed <= _MOST_CHANGED * len(claimed)
    )


def _alters_fact(checked: Checked, change: Change, place: Place) -> bool:
    """Return whether a change alters a fact, by more than a typing error, a cut word or a lost mark (1423)."""
    if change.kind not in SUBSTANTIAL or change.is_slip:
        return False
    claimed, written = (
        "".join(filter(str.isalnum, words.fold(text)))
        for text in (checked.claimed_text(change.claimed), place.paragraph.text[slice(*change.written)])
    )
    is_cut = bool(claimed) and written.startswith(claimed) and not checked.text[change.claimed.end :].strip()
    return claimed != written and not is_cut


def _length(sentence: CheckedSentence) -> int:
    return sentence.claimed.end - sentence.claimed.start
