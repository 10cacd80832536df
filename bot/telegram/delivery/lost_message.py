"""The ids that a message may have whose sending got no response."""

import asyncio
from collections.abc import AsyncGenerator, Callable

from bot.telegram.protocol.message_ids import MessageIds

BEYOND = 3
"""How far above the newest known id a lost message is looked for, some time after its call failed."""
BEYOND_AFTER_A_CRASH = 6
"""The same after a crash, when fewer ids are known."""
MOST_TRIES = 10
# No longer than so many seconds, as the chat waits meanwhile.
_LOOK_SECONDS = 15.0
# While more ids than there are tries are unknown, as people's messages have not come yet, none is tried for 3 s.
_WAITS, _WAIT_SECONDS = 15, 0.2


async def possible_ids(
    message_ids: MessageIds, chat_id: int, after: int, last: int, clock: Callable[[], float]
) -> AsyncGenerator[int]:
    """Yield ids in this range that no known message has; others become known meanwhile and are left out."""
    tried: list[int] = []
    began = clock()
    for _ in range(_WAITS):
        if message_ids.unknown(chat_id, after, last) <= MOST_TRIES:
            break
        await asyncio.sleep(_WAIT_SECONDS)
    while len(tried) < MOST_TRIES and clock() - began < _LOOK_SECONDS:
        message_id = message_ids.next_unknown(chat_id, after, last, tried)
        if message_id is None:
            return
        tried.append(message_id)
        yield message_id
