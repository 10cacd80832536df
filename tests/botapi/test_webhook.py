"""Webhooks: updates are posted to the bot, with its secret, until it accepts them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, Conflict

from tests.botapi.server import BotApiServer, Chat, Person
from tests.botapi.server.errors import ApiError
from tests.conftest import PATIENCE


class Receiver:
    """The bot's end: it records posts and answers with the given statuses in order, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.posted: asyncio.Queue[tuple[dict[str, object], str | None]] = asyncio.Queue()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.posted.put_nowait((await request.json(), secret))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def next(self) -> str:
        """Return the text of the next posted message."""
        update, _ = await asyncio.wait_for(self.posted.get(), PATIENCE)
        message = update["message"]
        assert isinstance(message, dict)
        return str(message["text"])


async def failed_delivery(bot: Bot) -> WebhookInfo:
    """Wait until a post has failed, and return the error that the bot can see."""
    async with asyncio.timeout(PATIENCE):
        while not (info := await bot.get_webhook_info()).last_error_message:  # noqa: ASYNC110 - it is asked for
            await asyncio.sleep(0.01)
    return info


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


@pytest.fixture
def ana(server: BotApiServer) -> Person:
    server.retry_webhook_after(lambda _: 0)
    return server.person("Ana")


@pytest.fixture
def chat(server: BotApiServer, ana: Person) -> Chat:
    return server.private(ana)


async def test_updates_are_posted_in_order_with_the_secret(
    server: BotApiServer, bot: Bot, receiver: Receiver, ana: Person, chat: Chat
) -> None:
    ana.write(chat, "one")
    await bot.set_webhook(receiver.url, secret_token="abc_-1")
    ana.write(chat, "two")
    first, secret = await asyncio.wait_for(receiver.posted.get(), PATIENCE)
    assert secret == "abc_-1"
    assert isinstance(first["update_id"], int)
    assert await receiver.next() == "two"
    await server.quiet()
    assert receiver.posted.empty()


async def test_without_a_secret_there_is_no_header(bot: Bot, receiver: Receiver, ana: Person, chat: Chat) -> None:
    await bot.set_webhook(receiver.url)
    ana.write(chat, "one")
    _, secret = await asyncio.wait_for(receiver.posted.get(), PATIENCE)
    assert secret is None


async def test_an_update_comes_again_until_it_is_taken(
    server: BotApiServer, bot: Bot, receiver: Receiver, ana: Person, chat: Chat
) -> None:
    waits: list[int] = []

    def backoff(failures: int) -> float:
        waits.append(failures)
        return 0

    server.retry_webhook_after(backoff)
    receiver.statuses = [500, 302, 404, 204, 429]
    await bot.set_webhook(receiver.url)
    ana.write(chat, "one")
    ana.write(chat, "two")
    assert [await receiver.next() for _ in range(6)] == ["one"] * 4 + ["two"] * 2
    await server.quiet()
    assert waits == [1, 2, 3, 1]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 429 Too Many Requests"


async def test_updates_wait_for_a_bot_that_does_not_listen(
    server: BotApiServer, bot: Bot, receiver: Receiver, ana: Person, chat: Chat, unused_tcp_port: int
) -> None:
    server.retry_webhook_after(lambda _: 0.01)
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/", max_connections=1, allowed_updates=["message"])
    ana.write(chat, "one")
    with pytest.raises(TimeoutError, match="1 updates"):
        await server.quiet(timeout=0.05)
    info = await failed_delivery(bot)
    assert (info.pending_update_count, info.max_connections) == (1, 1)
    assert (info.last_error_message, info.allowed_updates) == ("Connection refused", ("message",))
    await bot.set_webhook(receiver.url)
    assert await receiver.next() == "one"


async def test_no_update_leaves_the_machine(server: BotApiServer, bot: Bot, ana: Person, chat: Chat) -> None:
    server.retry_webhook_after(lambda _: 0.01)
    await bot.set_webhook("https://bot.example/hook")
    ana.write(chat, "one")
    assert (await failed_delivery(bot)).last_error_message == "Connection refused"


async def test_a_bot_with_a_webhook_cannot_poll(server: BotApiServer, bot: Bot, receiver: Receiver) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await server.polled()
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    with pytest.raises(ApiError, match="409"):
        await server.poll_as_another()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize("how", ["deleteWebhook", "setWebhook"])
async def test_what_was_not_taken_is_polled_after_the_webhook_is_deleted(
    server: BotApiServer, bot: Bot, ana: Person, chat: Chat, how: str
) -> None:
    server.retry_webhook_after(lambda _: 60)
    await bot.set_webhook("https://bot.example/hook")
    ana.write(chat, "one")
    await (bot.delete_webhook() if how == "deleteWebhook" else bot.set_webhook(""))
    assert (await bot.get_webhook_info()).url == ""
    (update,) = await bot.get_updates()
    assert update.effective_message
    assert update.effective_message.text == "one"


async def test_pending_updates_are_dropped_with_a_new_webhook(
    bot: Bot, receiver: Receiver, ana: Person, chat: Chat
) -> None:
    ana.write(chat, "one")
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    ana.write(chat, "two")
    assert await receiver.next() == "two"


async def test_updates_are_repeated_and_reordered_for_webhooks_too(
    server: BotApiServer, bot: Bot, receiver: Receiver, ana: Person, chat: Chat
) -> None:
    await bot.set_webhook(receiver.url)
    ana.write(chat, "one")
    assert await receiver.next() == "one"
    server.repeat_update()
    assert await receiver.next() == "one"
    with server.reversed_updates():
        ana.write(chat, "two")
        ana.write(chat, "three")
    assert [await receiver.next() for _ in range(2)] == ["three", "two"]


async def test_a_webhook_outlives_a_restart_of_the_server(
    server: BotApiServer, bot: Bot, receiver: Receiver, ana: Person, chat: Chat
) -> None:
    await bot.set_webhook(receiver.url)
    async with server.away():
        ana.write(chat, "one")
        for _ in range(20):  # whatever were to be posted is under way by then
            await asyncio.sleep(0)
        assert receiver.posted.empty()
    assert await receiver.next() == "one"


@pytest.mark.parametrize(
    ("url", "secret_token", "reason"),
    [
        ("http://bot.example/", "", "An HTTPS URL must be provided for webhook"),
        ("bot.example", "", "An HTTPS URL must be provided for webhook"),
        ("https://bot.example/", "a b", "secret token"),
        ("https://bot.example/", "a" * 257, "secret token"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, url: str, secret_token: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_webhook(url, secret_token=secret_token)
    assert (await bot.get_webhook_info()).url == ""
