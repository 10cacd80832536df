"""An update that cannot be read, as after a change of the Bot API, holds up no other."""

import json
import logging
from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.receiving.malformed import without_malformed
from bot.telegram.receiving.queue import Incoming
from index.conversations.inbox import Arrived
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person
from tests.fakes import message

# python-telegram-bot requires more fields of a poll.
POLL = {"id": "1", "question": "a?", "options": [], "total_voter_count": 0, "type": "regular"}
MALFORMED: list[dict[str, Any]] = [
    {"message": message(7, "") | {"poll": POLL}},
    {"message": message(7, "siapa?") | {"date": 99_999_999_999_999}},
    {"message": message(7, "siapa?") | {"chat": 7}},
    {"message": message(7, "siapa?") | {"message_id": 2**63}},
    {"message": message(7, "siapa?") | {"entities": 5}},
    {"message": "siapa?"},
    {"callback_query": {}},
    {"inline_query": []},
]


async def test_a_poll_goes_on_behind_an_update_that_can_not_be_read(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running(examples, settings, server):
        for content in MALFORMED:
            for kind, value in content.items():
                server.world.updates.put(kind, value)
            ana.write(chat, "apa yang disepakati?")
        for _ in MALFORMED:
            assert (await server.next_message(chat)).reply_to is None
        await server.quiet()
    left_out = [line for line in caplog.messages if "cannot be read and is left out" in line]
    assert len(left_out) == len(MALFORMED)
    assert "siapa" not in caplog.text


@pytest.mark.parametrize("content", MALFORMED)
def test_what_can_not_be_read_is_confirmed_by_its_id(content: dict[str, Any]) -> None:
    good = {"update_id": 2, "message": message(7, "apa?")}
    polled = {"ok": True, "result": [{"update_id": 1, **content}, good, {"no": "id"}, None]}
    read = json.loads(without_malformed(json.dumps(polled).encode()))
    assert read == {"ok": True, "result": [{"update_id": 1}, good]}


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"ok": false}', b'{"result": 5}', b"[" * 100_000])
def test_an_answer_without_updates_stays_as_it_is(answer: bytes) -> None:
    assert without_malformed(answer) is answer


async def test_an_update_that_another_release_could_read_is_given_up_at_the_start(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = library.inbox(123)
    inbox.keep([Arrived(1, "chat:7", {"update_id": 1, **MALFORMED[0]})])
    inbox.keep([Arrived(2, "chat:7", {"update_id": 2, "message": message(7, "apa?")})])
    incoming = Incoming(inbox, MessageIds())
    with caplog.at_level(logging.ERROR):
        await incoming.resume(None)  # type: ignore[arg-type]
    assert incoming.get_nowait().update_id == 2  # type: ignore[attr-defined]
    assert incoming.empty()
    assert [one.number for one in inbox.unfinished()] == [2]
    assert "update 1 cannot be read and is given up" in caplog.text
