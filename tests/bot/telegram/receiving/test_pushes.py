"""What the server of the webhook answers to hubs, and to whoever acts as one."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest

from bot.runtime.settings import Settings
from bot.telegram.receiving import pushes
from bot.telegram.receiving.webhook import push_address
from index.library import Library
from index.model.clock import utc_now
from index.model.feeds import Hub, Subscription, SubscriptionState
from index.model.records import SHARED
from index.model.sources import NewSource
from index.store.sources.hub_store import HubStore
from tests.bot.telegram.running import running, settings_for
from tests.bot.telegram.test_running import asked
from tests.botapi.server import BotApiServer

FEED = "http://kabar.example/feed"
LATER = timedelta(days=1)


class Session:
    """A hub that talks to a running bot about one feed."""

    def __init__(self, client: aiohttp.ClientSession, library: Library, address: str) -> None:
        self._client, self._library, self._address = client, library, address

    @property
    def store(self) -> HubStore:
        return self._library.source_stores.hubs

    @property
    def subscription(self) -> Subscription:
        found = self.store.find(FEED)
        assert found
        return found

    async def verify(self, key: str | None = None, **fields: str) -> tuple[int, str]:
        given = {"mode": "subscribe", "topic": FEED, "challenge": "a<b>&c", "lease_seconds": "86400"} | fields
        query = {f"hub.{name}": value for name, value in given.items() if value}
        async with self._client.get(f"{self._address}/{key or self.subscription.key}", params=query) as answer:
            assert answer.status != 200 or answer.headers["Content-Type"].startswith("text/plain")
            return answer.status, await answer.text()

    async def push(self, body: bytes, signature: str | None = None, key: str | None = None) -> int:
        if signature is None:
            signature = "sha256=" + hmac.new(self.subscription.secret.encode(), body, "sha256").hexdigest()
        headers = {"X-Hub-Signature": signature} if signature else {}
        url = f"{self._address}/{key or self.subscription.key}"
        async with self._client.post(url, data=BytesIO(body), headers=headers) as answer:
            return answer.status

    def is_due(self) -> bool:
        (source,) = self._library.source_stores.sources.all()
        return source.due_at <= utc_now()


@asynccontextmanager
async def hub_of(library: Library, settings: Settings, server: BotApiServer) -> AsyncIterator[Session]:
    """Yield a hub that the bot has asked to push a feed, of which nothing is due."""
    hooked = settings_for(settings, server, webhook=True)
    stores, now, address = library.source_stores, utc_now(), push_address(hooked)
    source = stores.sources.add(SHARED, NewSource(FEED))
    stores.sources.claim(FEED, now - LATER, 2 * LATER)
    assert source.url == FEED
    stores.hubs.name(FEED, Hub("https://hub.example/", FEED), now)
    (due,) = stores.hubs.due(address, now, ())
    assert stores.hubs.claim(due, address, now)
    async with running(library, hooked), aiohttp.ClientSession() as client:
        await asked(server)
        yield Session(client, library, address)


async def test_a_hub_is_confirmed_with_its_own_words_and_then_pushes(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        assert await hub.push(b"too early") == 410
        assert await hub.verify() == (200, "a<b>&c")
        assert hub.subscription.state is SubscriptionState.LIVE
        assert not hub.is_due()
        assert await hub.push(b"<rss>anything</rss>") == 202
        assert hub.is_due()
        await asked(server)  # updates come as before


async def test_each_kind_of_signature_is_taken(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        body = b"\xff" * 300_000
        for name in ("sha1", "sha256", "sha384", "sha512"):
            signature = hmac.new(hub.subscription.secret.encode(), body, name).hexdigest()
            assert await hub.push(body, f"{name}={signature.upper()}") == 202
        assert hub.is_due()


async def test_what_is_not_signed_with_the_secret_does_nothing(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        secret = hub.subscription.secret.encode()
        right = hmac.new(secret, b"news", "sha256").hexdigest()
        md5 = hmac.new(secret, b"news", "md5").hexdigest()
        wrong = hmac.new(b"guessed", b"news", "sha256").hexdigest()
        signatures = ["", "sha256=", f"sha256={wrong}", right, f"sha1={right}", f"md5={md5}", "sha256=" + "é" * 64]
        for signature in [*signatures, f"sha256={right}0", "=", "sha256=" + "0" * 5_000]:
            assert await hub.push(b"news", signature) == 403, signature
        assert await hub.push(b"other", f"sha256={right}") == 403
        assert await hub.push(b"news", f"sha256={right}", "x" * 43) == 410
        assert await hub.push(b"news", f"sha256={right}", "x" * 42) == 404
        assert not hub.is_due()
        assert await hub.push(b"news", f"sha256={right}") == 202


async def test_only_what_was_asked_for_is_confirmed(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        for fields in (
            {"topic": "http://other.example/feed"},
            {"topic": ""},
            {"mode": "unsubscribe"},
            {"mode": "publish"},
            {"mode": ""},
            {"challenge": ""},
            {"challenge": "a" * 1_001},
            {"key": "x" * 43},
        ):
            assert (await hub.verify(**fields))[0] == 404, fields
        assert hub.subscription.state is SubscriptionState.ASKED
        for lease in ("", "no number", "9" * 50, "-5", "0"):
            assert (await hub.verify(lease_seconds=lease))[0] == 200


async def test_a_subscription_ends_when_the_hub_has_heard_of_it(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        key, address = hub.subscription.key, hub.subscription.address
        examples.source_stores.sources.remove(1)
        assert await hub.push(b"news") == 410
        (due,) = hub.store.due(address, utc_now(), ())
        hub.store.claim(due, address, utc_now())
        assert (await hub.verify())[0] == 404
        assert (await hub.verify(mode="unsubscribe"))[0] == 200
        assert hub.store.find(FEED) is None
        assert (await hub.verify(key, mode="unsubscribe"))[0] == 404


async def test_a_hub_that_denies_is_logged(
    examples: Library, settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        assert (await hub.verify(mode="denied"))[0] == 200
        assert await hub.push(b"news") == 410
    assert "the hub of a feed does not push it" in caplog.text


async def test_pushes_are_bounded_in_size_and_number(
    examples: Library, settings: Settings, server: BotApiServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        assert await hub.push(b"a" * 4_900_000) == 202
        with pytest.raises((aiohttp.ClientError, AssertionError)):
            assert await hub.push(b"a" * 5_000_001) != 400
        monkeypatch.setattr(pushes, "_MOST_REQUESTS", 0)
        assert await hub.push(b"news") == 503
        assert (await hub.verify())[0] == 503
        monkeypatch.setattr(pushes, "_MOST_REQUESTS", 1)
        assert await hub.push(b"news") == 202  # those before have ended


async def test_a_hundred_pushes_at_once_hold_up_no_question(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    async with hub_of(examples, settings, server) as hub:
        await hub.verify()
        sent = [asyncio.create_task(hub.push(b"a" * 100_000)) for _ in range(100)]
        await asked(server)
        assert set(await asyncio.gather(*sent)) <= {202, 503}
