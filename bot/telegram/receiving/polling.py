"""The requests of polls. Each confirms the updates of the poll before it, which have to be stored by then.

Updates that cannot be read are left out.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram.request import HTTPXRequest, RequestData

from bot.telegram.receiving.malformed import without_malformed


class PollRequest(HTTPXRequest):
    """Do something before each poll."""

    def __init__(self, before: Callable[[], Awaitable[None]]) -> None:
        super().__init__(connection_pool_size=1)
        self._before = before

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **kwargs: Any
    ) -> tuple[int, bytes]:
        await self._before()
        status, answer = await super().do_request(url, method, request_data, *args, **kwargs)
        return status, without_malformed(answer)
