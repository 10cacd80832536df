"""Whether the bot is busy: which updates it has not confirmed, and when it last did something."""

import asyncio

from .updates import UpdateQueue


class Activity:
    """What a test asks to know that nothing more will come."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._last = 0.0

    def touch(self) -> None:
        """Note that something happened just now."""
        self._last = asyncio.get_running_loop().time()

    async def quiet(self, seconds: float, settle: float) -> None:
        """Return when all updates are confirmed and nothing has happened for `settle` seconds.

        Raises TimeoutError that says what is still pending.
        """
        self.touch()
        try:
            async with asyncio.timeout(seconds):
                while True:
                    wait = self._remaining(settle)
                    if wait <= 0:
                        return
                    await asyncio.sleep(wait)
        except TimeoutError:
            pending = f"{len(self._updates)} updates are not confirmed"
            raise TimeoutError(f"the bot is not quiet after {seconds} s: {pending}") from None

    def _remaining(self, settle: float) -> float:
        """Return how long it must stay quiet yet; a pending update starts the time anew."""
        if len(self._updates):
            self.touch()
            return 0.01
        return self._last + settle - asyncio.get_running_loop().time()
