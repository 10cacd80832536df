"""Wait for work that may have to be given up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

_log = logging.getLogger(__name__)


async def cancel(task: "asyncio.Task[object] | asyncio.Task[None]") -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def within(seconds: float, work: Awaitable[None]) -> None:
    """Do some work, and give it up after this time."""
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        _log.warning("unfinished work was abandoned after %.0f s", seconds)


async def unless(stop: asyncio.Event, work: Coroutine[None, None, None]) -> bool:
    """Do some work. Return False if the event is set before its end, which gives it up."""
    task, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((task, stopped), return_when=asyncio.FIRST_COMPLETED)
    await cancel(stopped)
    if not task.done():
        await cancel(task)
        return False
    task.result()
    return True


async def repeat(seconds: float, work: Callable[[], None]) -> None:
    """Do some work in a thread until cancelled, and wait so many seconds before each time."""
    while True:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(work)
