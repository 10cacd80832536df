"""How much a bot may send: the limits of Telegram's FAQ for bots, https://core.telegram.org/bots/faq."""

import math
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable

from tests.botapi.server.errors import ApiError
from tests.botapi.server.world.models import Chat

# What makes or changes a message. Actions and drafts are no messages.
COUNTED = re.compile(r"send(?!ChatAction$)(?!\w*Draft$)\w+|(?:editMessage|copyMessage|forwardMessage)\w*")
# The FAQ allows "short bursts" over one message a second in a chat, and does not say how short.
BURST = 5


class Window:
    """At most so many messages in any span of so many seconds."""

    def __init__(self, messages: int, seconds: float) -> None:
        self._messages = messages
        self._seconds = seconds
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Return in how many seconds the next message may go, 0 or less if it may go now."""
        while self._times and self._times[0] + self._seconds <= now:
            self._times.popleft()
        return self._times[0] + self._seconds - now if len(self._times) == self._messages else 0

    def add(self, now: float) -> None:
        self._times.append(now)


class Bucket:
    """One message every so many seconds, and a burst of several after a pause of as many times that."""

    def __init__(self, burst: int, seconds: float) -> None:
        self._slack = (burst - 1) * seconds
        self._seconds = seconds
        self._due = -math.inf

    def wait(self, now: float) -> float:
        """Return in how many seconds the next message may go, 0 or less if it may go now."""
        return self._due - self._slack - now

    def add(self, now: float) -> None:
        self._due = max(self._due, now) + self._seconds


class FloodLimits:
    """Counts the messages and edits that went through; the clock is in seconds, from any moment on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._all = Window(30, 1)
        self._private: defaultdict[int, Bucket] = defaultdict(lambda: Bucket(BURST, 1))
        self._groups: defaultdict[int, Window] = defaultdict(lambda: Window(20, 60))

    def count(self, method: str, chat: Chat | None) -> None:
        """Count a call; a chat of None is unknown or none at all, as with inline messages.

        Raises ApiError 429 with the whole seconds to wait if a limit is reached. A refused call does
        not count: whoever waits as long as told is served.
        """
        if not COUNTED.fullmatch(method):
            return
        now = self._clock()
        limits = [self._all, *self._of_chat(chat)]
        wait = max(limit.wait(now) for limit in limits)
        if wait > 0:
            seconds = math.ceil(wait)
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", seconds)
        for limit in limits:
            limit.add(now)

    def _of_chat(self, chat: Chat | None) -> list[Window | Bucket]:
        if not chat:
            return []
        return [self._private[chat.id] if chat.type == "private" else self._groups[chat.id]]
