"""What a webhook answers to requests that Telegram would repeat until they are taken."""

import json
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest

from bot.runtime.settings import Settings
from index.library import Library
from tests.bot.telegram.running import running, settings_for
from tests.bot.telegram.test_running import asked
from tests.botapi.server import BotApiServer

NO_UPDATES = [
    b"",
    b"{",
    b"null",
    b"[]",
    b"5",
    b"\xff\xfe{}",
    b'{"update_id": "\xff"}',
    b"{}",
    b'{"update_id": "5"}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": 1e999}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b"[" * 400_000,
    b'{"a":' * 150_000,
    b'{"update_id": 5, "message": {}}',
    b'{"update_id": 5, "message": "text"}',
    b'{"update_id": 5, "message": {"message_id": 1, "date": 99999999999999999, "chat": {"id": 1, "type": "x"}}}',
]
CHAT = {"id": 77, "type": "private", "first_name": "Eve"}
PERSON = {"id": 77, "is_bot": False, "first_name": "Eve"}
MESSAGE = {"message_id": 5, "date": 1_700_000_000, "chat": CHAT, "from": PERSON, "text": "x"}
UPDATES = [
    {"message": {**MESSAGE, "reply_to_message": MESSAGE}},
    {"callback_query": {"id": "5", "from": PERSON, "chat_instance": "1", "data": "x", "message": MESSAGE}},
]


def with_one_wrong(value: Any, wrong: object) -> Iterator[Any]:
    """Yield a copy of some JSON for each value in it, with that value replaced."""
    yield wrong
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield from ({**value, key: changed} for changed in with_one_wrong(inner, wrong))


async def test_a_request_that_holds_no_update_is_taken_and_leaves_a_line_in_the_log(
    examples: Library, settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked), aiohttp.ClientSession() as client:
        await asked(server)
        hook = server.world.delivery.webhook
        assert hook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token}
        for body in NO_UPDATES:
            caplog.clear()
            async with client.post(hooked.webhook_url, data=body, headers=headers) as answer:
                assert answer.status == 200, body[:80]
            assert f"the webhook got {len(body)} bytes that are no update" in caplog.text, body[:80]
        await asked(server)


@pytest.mark.parametrize("wrong", ["\ud800", 2**63], ids=["text", "number"])
async def test_an_update_with_any_value_of_the_wrong_type_is_taken(
    examples: Library, settings: Settings, server: BotApiServer, wrong: object
) -> None:
    hooked = settings_for(settings, server, webhook=True)
    async with running(examples, hooked), aiohttp.ClientSession() as client:
        await asked(server)
        hook = server.world.delivery.webhook
        assert hook is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token}
        bodies = [body for update in UPDATES for body in with_one_wrong(update, wrong)]
        for number, body in enumerate(bodies, 1000):
            data = json.dumps({"update_id": number, **body} if isinstance(body, dict) else body)
            async with client.post(hooked.webhook_url, data=data, headers=headers) as answer:
                assert answer.status == 200, data
        await asked(server)
