"""Recognise lines that are no news: invitations, advertisements, furniture of a page, and separators.

A line that may be a sentence of a person is never one: "Join forces in the English Channel, the navy said."
"""

from functools import lru_cache

from index.ingestion.layout.noise.furniture import BUTTONS, FURNITURE, MENU
from index.ingestion.layout.noise.invitations import INVITATION, NEWS, NOTICE, STATED, WORDS_OF_NOTICES
from index.ingestion.layout.noise.staff import is_staff_line

_AROUND = " \u200b…:>»→-–—|•*[]«‹›←"
_WHOLE_LINES = (FURNITURE, BUTTONS, MENU)
# On longer lines, the patterns take a time that grows with the square of the length: 70 s on 2 MB.
_LONGEST = 400


def is_noise(line: str) -> bool:
    """Return whether a line, without spaces around it, is not news but an invitation, furniture or a separator."""
    return len(line) <= _LONGEST and _is_noise(line)


# A line is looked at where lines are joined, where headings are found, and where noise is left out.
@lru_cache(maxsize=1000)
def _is_noise(line: str) -> bool:
    if not any(map(str.isalnum, line)) or STATED.fullmatch(line) or is_staff_line(line):
        return True
    bare = line.strip(_AROUND)
    without_stop = bare.strip(f"{_AROUND}.")
    if any(pattern.fullmatch(without_stop) for pattern in _WHOLE_LINES):
        return True
    return (INVITATION.fullmatch(bare) is not None or _is_notice(bare)) and NEWS.search(bare) is None


def _is_notice(bare: str) -> bool:
    lowered = bare.lower()
    return any(words in lowered for words in WORDS_OF_NOTICES) and NOTICE.fullmatch(bare) is not None
