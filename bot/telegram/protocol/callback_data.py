"""The data of the buttons below quotes and lists: the view or the vote, of what, and a place in that.

As bot.telegram.replies.views writes them. Anybody can send anything else.
"""

import re
from typing import NamedTuple

_DATA = re.compile(r"([qcwasud]):([\w-]{1,20}):(\d{1,19})")
_VOTES = {"u": True, "d": False}


class Press(NamedTuple):
    """What a button says.

    Args:
        view: by its letter.
        key: an answer's, or the number of an article.
        position: the id of a paragraph, or a page from 0.
    """

    view: str
    key: str
    position: int

    @property
    def vote(self) -> bool | None:
        """Whether it says that a quote helped; None for a view."""
        return _VOTES.get(self.view)


def read_press(data: str | None) -> Press | None:
    """Return what a button says, None for data of another kind."""
    match = _DATA.fullmatch(data or "")
    return Press(match[1], match[2], int(match[3])) if match else None
