"""Cut an article's sentence, and what was claimed in its place, into pieces that show where the two differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.rendering.excerpt import shortened, utf16_length
from index.model.checked import Change, Checked, CheckedSentence, Place
from index.model.records import Span
from index.versions.records import ChangedParagraph

# In characters: what both say around a difference, if there is much of it.
_LONGEST, _KEPT = 500, 200
_MOST_MARKS = 3
# In characters, the longest change that is shown whole.
_LONGEST_CHANGE = 600


@dataclass(frozen=True)
class Difference:
    """A piece of a sentence: what both say, or what one says in the place of the other.

    Args:
        both: cut from the article.
        claimed: cut from the text that was checked; what the article does not say.
        written: cut from the article; what the text does not say.
        is_moved: both have the words that are ``claimed`` and ``written``, in different places.
        needs_space_before: a word that was added stands at once behind one of the article.
        needs_space_behind: what was claimed stands at once before a word of the article.
        is_gap: whether something that both say is left out here.
    """

    both: str = ""
    claimed: str = ""
    written: str = ""
    is_moved: bool = False
    needs_space_before: bool = False
    needs_space_behind: bool = False
    is_gap: bool = False


def differences(checked: Checked, sentence: CheckedSentence, place: Place) -> Iterator[Difference]:
    """Yield the whole sentence of the article, in pieces. Joined, their ``both`` and ``written`` are its text.

    Where many capitals or marks differ and nothing more, as in a text in capitals, none is shown.
    """
    text, at = place.paragraph.text, place.sentence.start
    is_marked = not sentence.has_same_words or len(sentence.changes) <= _MOST_MARKS
    for change in _together(checked.text, text, sentence.changes if is_marked else ()):
        start, end = max(at, change.written.start), max(at, min(change.written.end, place.sentence.end))
        if at < start:
            yield Difference(both=text[at:start])
        yield Difference(
            claimed=checked.claimed_text(change.claimed).strip(),
            written=text[start:end],
            is_moved=change.is_moved,
            needs_space_before=start == end and text[:start][-1:].isalnum(),
            needs_space_behind=text[start : start + 1].isalnum(),
        )
        at = end
    if at < place.sentence.end:
        yield Difference(both=text[at : place.sentence.end])


def _together(claimed: str, written: str, changes: Iterable[Change]) -> list[Change]:
    """Return the changes in the order of the article, with those that only a space parts as one."""
    found = list[Change]()
    for change in sorted(changes, key=lambda one: (one.written, one.claimed)):
        before = found[-1] if found else change
        gaps = (
            (claimed, before.claimed.end, change.claimed.start),
            (written, before.written.end, change.written.start),
        )
        is_moved = change.is_moved or before.is_moved
        if (
            found
            and not is_moved
            and all(start <= end and not text[start:end].strip() for text, start, end in gaps)
        ):
            spans = Span(before.claimed.start, change.claimed.end), Span(before.written.start, change.written.end)
            found[-1] = Change(before.kind, *spans)
        else:
            found.append(change)
    return found


def brief(pieces: Iterable[Difference]) -> Iterator[Difference]:
    """Yield the pieces without the middle of long ones that both say; what differs stays whole."""
    for piece in pieces:
        if len(piece.both) <= _LONGEST:
            yield piece
            continue
        head, tail = piece.both[:_KEPT].rpartition(" ")[0], piece.both[-_KEPT:].partition(" ")[2]
        yield Difference(both=head or piece.both[:_KEPT])
        yield Difference(is_gap=True)
        yield Difference(both=tail or piece.both[-_KEPT:])


def revised(changed: ChangedParagraph) -> Iterator[Difference]:
    """Yield a paragraph of an article that changed, in pieces: what it said before is what is ``claimed``."""
    if changed.checked is None:
        yield Difference(
            claimed=changed.before.text if changed.before else "",
            written=changed.after.text if changed.after else "",
        )
        return
    for sentence in changed.checked.sentences:
        if sentence.place:
            yield from differences(changed.checked, sentence, sentence.place)


def within(pieces: Iterable[Difference], room: int) -> Iterator[Difference]:
    """Yield as many of the pieces as fit, and a gap in place of the others; what differs is cut if it is long."""
    for piece in brief(pieces):
        cut = replace(
            piece,
            claimed=shortened(piece.claimed, _LONGEST_CHANGE),
            written=shortened(piece.written, _LONGEST_CHANGE),
        )
        room -= utf16_length(cut.both + cut.claimed + cut.written)
        if room < 0:
            yield Difference(is_gap=True)
            return
        yield cut
