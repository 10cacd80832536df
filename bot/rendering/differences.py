"""Cut an article's sentence, and what was claimed in its place, into pieces that show where the two differ."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.model.checked import Checked, CheckedSentence, Place


@dataclass(frozen=True)
class Difference:
    """A piece of a sentence: what both say, or what one says in the place of the other.

    Args:
        both: cut from the article.
        claimed: cut from the text that was checked; what the article does not say.
        written: cut from the article; what the text does not say.
    """

    both: str = ""
    claimed: str = ""
    written: str = ""


def differences(checked: Checked, sentence: CheckedSentence, place: Place) -> Iterator[Difference]:
    """Yield the whole sentence of the article, in pieces. Joined, their ``both`` and ``written`` are its text."""
    text, at = place.paragraph.text, place.sentence.start
    for change in sorted(sentence.changes, key=lambda one: (one.written, one.claimed)):
        start, end = max(at, change.written.start), max(at, min(change.written.end, place.sentence.end))
        if at < start:
            yield Difference(both=text[at:start])
        yield Difference(claimed=checked.claimed_text(change.claimed), written=text[start:end])
        at = end
    if at < place.sentence.end:
        yield Difference(both=text[at : place.sentence.end])
