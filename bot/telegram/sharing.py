"""One of several processes that receive the updates of a bot by webhook: its part of the work, and its duties."""

import asyncio
import logging
from collections.abc import Callable

from bot.telegram.application import BotApplication
from bot.telegram.delivery.outgoing import Outgoing
from bot.telegram.receiving.claiming import Claiming
from bot.telegram.receiving.shared_queue import SharedIncoming
from bot.telegram.tasks import cancel

_log = logging.getLogger(__name__)
_DUTY_SECONDS = 1.0


class Duties:
    """Whether this process does what only one of them may do: sync sources, tidy, and set the webhook.

    Read in any thread.
    """

    def __init__(self, *, are_mine: bool = True) -> None:
        self.are_mine = are_mine


class Sharing:
    """In the event loop only."""

    def __init__(
        self, application: BotApplication, incoming: SharedIncoming, outgoing: Outgoing, duties: Duties
    ) -> None:
        services = application.bot_data
        keeps = services.refusals.is_open
        self._claiming = Claiming(services.inbox, incoming, outgoing, services.unreachable, keeps)
        self._application, self._incoming, self._duties = application, incoming, duties
        self._tasks: list[asyncio.Task[None]] = []
        duties.are_mine = False  # until this process has the lock

    def begin(self, on_duty: Callable[[], None]) -> None:
        """Claim lines from now on. ``on_duty`` is called each time when the duties become this process's."""
        claiming = self._claiming.run(self._application.bot)
        self._tasks = [asyncio.create_task(claiming), asyncio.create_task(self._watch_duties(on_duty))]

    async def end(self) -> None:
        """Leave all lines and duties to the other processes."""
        for task in self._tasks:
            await cancel(task)
        await self._claiming.leave()
        self._duties.are_mine = False
        await self._incoming.run(self._incoming.shared.leadership.release)
        await self._incoming.close()

    async def _watch_duties(self, on_duty: Callable[[], None]) -> None:
        while True:
            had, has = self._duties.are_mine, await self._incoming.run(self._incoming.shared.leadership.is_held)
            self._duties.are_mine = has
            if has and not had:
                _log.info("this process syncs sources, tidies and watches the webhook from now on")
                on_duty()
            await asyncio.sleep(_DUTY_SECONDS)


def sharing_of(application: BotApplication, duties: Duties) -> Sharing | None:
    """Return the part of this process, None where it receives alone."""
    incoming, outgoing = application.update_queue, application.bot.rate_limiter
    if isinstance(incoming, SharedIncoming) and isinstance(outgoing, Outgoing):
        return Sharing(application, incoming, outgoing, duties)
    return None
