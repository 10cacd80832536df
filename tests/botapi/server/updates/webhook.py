"""Webhooks: updates that are posted to an address of the bot, again and again until it takes them."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp

from tests.botapi.server.updates.queue import Update, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MAX_CONNECTIONS = 40
READ_SECONDS = 60


@dataclass(frozen=True)
class Webhook:
    """Where updates go, and the token by which the bot knows that they come from Telegram."""

    url: str
    secret_token: str = ""
    max_connections: int = MAX_CONNECTIONS
    has_custom_certificate: bool = False


@dataclass(frozen=True)
class DeliveryError:
    """The last failure of a webhook, and its Unix time."""

    date: int
    message: str


def doubled(failures: int) -> float:
    """Return the seconds to wait after so many failures in a row: 1, 2, 4 and so on up to a minute."""
    return float(min(1 << (failures - 1), 60))


class Delivery:
    """Posts updates one after the other, in their order; one that is not taken holds up the others.

    An update is taken by an answer of 2xx. It goes to addresses of this machine only; to others it
    fails as if nobody listened there.
    """

    def __init__(self, updates: UpdateQueue) -> None:
        self.webhook: Webhook | None = None
        self.error: DeliveryError | None = None
        self.backoff: Callable[[int], float] = doubled
        self._updates = updates
        self._task: asyncio.Task[None] | None = None

    def set(self, webhook: Webhook | None) -> None:
        """Deliver to another webhook from now on; None ends it. Call it in the event loop."""
        self.webhook, self.error = webhook, None
        if self._task:
            self._task.cancel()
        self.start()

    def start(self) -> None:
        """Deliver to the webhook, if there is one."""
        self._task = asyncio.create_task(self._deliver(self.webhook)) if self.webhook else None

    async def stop(self) -> None:
        """Deliver nothing until the next start; the webhook stays set."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _deliver(self, webhook: Webhook) -> None:
        failures = 0
        timeout = aiohttp.ClientTimeout(total=READ_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as client:
            while True:
                update = await self._updates.first()
                message = await _post(client, webhook, update)
                if not message:
                    self._updates.confirm(update)
                    failures = 0
                    continue
                self.error = DeliveryError(int(time.time()), message)
                failures += 1
                await asyncio.sleep(self.backoff(failures))


async def _post(client: aiohttp.ClientSession, webhook: Webhook, update: Update) -> str:
    """Return what went wrong, as getWebhookInfo tells it; "" if the bot took the update."""
    if urlsplit(webhook.url).hostname not in LOOPBACK:
        return "Connection refused"
    headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
    try:
        async with client.post(webhook.url, json=update, headers=headers, allow_redirects=False) as answer:
            if 200 <= answer.status < 300:
                return ""
            phrase = answer.reason or HTTPStatus(answer.status).phrase
            return f"Wrong response from the webhook: {answer.status} {phrase}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientConnectorError:
        return "Connection refused"
    except aiohttp.ClientError:
        return "Connection reset by peer"
