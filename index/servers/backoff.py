"""Ask a server again that is busy or away, with growing pauses."""

from collections.abc import Callable
from typing import TypeVar

from index.model.errors import ModelServerError

T = TypeVar("T")
Sleep = Callable[[float], None]

_WORTH_ANOTHER_TRY = ("busy", "connection")
_FIRST_PAUSE = 1.0
# With these, a server is waited for half a minute: the work of a background process is taken up later anyway.
_MOST_TRIES = 6
_LONGEST_PAUSE = 60.0


def with_backoff(work: Callable[[], T], sleep: Sleep) -> T:
    """Return the result of some work, tried again while a server is busy or cannot be reached.

    Each pause is twice the one before, or as long as the server asks. Raises the last ModelServerError, at once
    where the server asks for more than a minute.
    """
    pause = _FIRST_PAUSE
    for _ in range(_MOST_TRIES - 1):
        try:
            return work()
        except ModelServerError as error:
            asked = error.retry_after or 0.0
            if error.why not in _WORTH_ANOTHER_TRY or asked > _LONGEST_PAUSE:
                raise
            sleep(max(pause, asked))
            pause *= 2
    return work()
