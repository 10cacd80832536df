"""The faults of a run: the same ones at the same moments each time."""

import asyncio
from collections.abc import Callable

from tests.botapi.server import BotApiServer

_EVERY = 2.0  # seconds
_AWAY_AT, _AWAY_SECONDS = 0.7, 1.0
_SEND = "sendMessage"


def _repeat_update(server: BotApiServer) -> None:
    """Give the last update twice, unless it has not been given once: it would come before its turn."""
    if not len(server.world.updates):
        server.repeat_update()


KINDS: dict[str, Callable[[BotApiServer], None]] = {
    "500": lambda server: server.fail_next(_SEND, status=500),
    "dropped before": lambda server: server.fail_next(_SEND, drop=True),
    "slow": lambda server: server.slow_next(_SEND, 0.5),
    "dropped afterwards": lambda server: server.fail_next(_SEND, drop=True, afterwards=True),
    "given twice": _repeat_update,
    "429": lambda server: server.fail_next(_SEND, retry_after=1),
    "502": lambda server: server.fail_next(_SEND, status=502),
}


async def make_trouble(server: BotApiServer, seconds: float) -> None:
    """Inject each kind of fault at least once within these seconds, and take the server away for one second."""
    await asyncio.gather(_order_failures(server, seconds), _go_away(server, seconds))


async def _order_failures(server: BotApiServer, seconds: float) -> None:
    count = max(len(KINDS), int(seconds / _EVERY))
    kinds = list(KINDS.values())
    for number in range(count):
        await asyncio.sleep(seconds / (count + 1))
        kinds[number % len(kinds)](server)


async def _go_away(server: BotApiServer, seconds: float) -> None:
    await asyncio.sleep(seconds * _AWAY_AT)
    async with server.away():
        await asyncio.sleep(_AWAY_SECONDS)
