"""Of the waiting edits of a message only the newest is sent, and no older one after it."""

import asyncio

import pytest
from telegram.error import RetryAfter

from bot.telegram.delivery import lane
from bot.telegram.delivery.calls import Result
from bot.telegram.delivery.lane import EditTurn, Lane
from bot.telegram.protocol.current_update import UpdateProgress, handling
from tests.bot.telegram.delivery.test_outgoing import Line
from tests.virtual_time import in_virtual_time, now


@in_virtual_time
async def test_only_the_newest_of_the_edits_that_wait_is_made() -> None:
    line = Line(chat=(1, 0.1))
    edits = [line.send(1, text, "editMessageText", message_id=7) for text in ("a", "b", "c")]
    another = line.send(1, "another", "editMessageText", message_id=8)
    results = await asyncio.gather(*edits, another)
    assert line.order() == [(1, "a"), (1, "c"), (1, "another")]  # the first went at once
    assert results[1] is True


@in_virtual_time
async def test_an_edit_is_overtaken_also_while_it_waits_for_the_limit_and_takes_no_part_of_it() -> None:
    line = Line(group=(2, 0.3))
    began = now()
    await asyncio.gather(line.send(-5, "a"), line.send(-5, "b"))
    edits = [asyncio.create_task(line.send(-5, text, "editMessageText", message_id=7)) for text in "cde"]
    await asyncio.wait(edits[:2], timeout=0.1)
    assert [edit.done() for edit in edits] == [True, True, False]
    await edits[2]
    await line.send(-5, "f")
    assert line.order() == [(-5, text) for text in "abef"]
    assert line.came[-1][0] - began < 0.45  # the two that were overtaken would have made it wait for 0.6


@in_virtual_time
async def test_of_two_edits_that_of_the_newer_update_is_made_whichever_was_ready_first() -> None:
    line = Line(chat=(1, 0.1))

    async def edit(update: int) -> Result:
        with handling(UpdateProgress(update)):
            return await line.send(1, str(update), "editMessageText", message_id=7)

    await line.send(1, "before")
    await asyncio.gather(*(asyncio.create_task(edit(update)) for update in (12, 11, 10)))
    assert line.order() == [(1, "before"), (1, "12")]


@in_virtual_time
async def test_an_edit_that_is_older_than_one_that_was_made_is_not_made() -> None:
    """This happens when its button was acknowledged late."""
    line = Line()
    with handling(UpdateProgress(12)):
        await line.send(1, "newer", "editMessageText", message_id=7)
    with handling(UpdateProgress(11)):
        assert await line.send(1, "older", "editMessageText", message_id=7) is True
    await line.send(1, "of another message", "editMessageText", message_id=8)
    assert line.order() == [(1, "newer"), (1, "of another message")]


@in_virtual_time
async def test_numbers_of_updates_may_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram's update ids restart after a quiet week."""
    line = Line()
    with handling(UpdateProgress(12)):
        await line.send(1, "before", "editMessageText", message_id=7)
    monkeypatch.setattr(lane, "_NEWEST_SECONDS", 0.0)
    with handling(UpdateProgress(11)):
        await line.send(1, "a week later", "editMessageText", message_id=7)
    assert line.order() == [(1, "before"), (1, "a week later")]


@in_virtual_time
async def test_an_edit_that_was_put_off_is_overtaken_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    line = Line()
    line.failures[1] = [RetryAfter(1)]
    began = now()
    put_off = asyncio.create_task(line.send(1, "a", "editMessageText", message_id=7))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(line.send(1, "b", "editMessageText", message_id=7))
    assert await put_off is True
    assert now() - began < 0.5
    await newer
    assert now() - began >= 1  # Telegram takes none of this chat before
    assert line.order() == [(1, "a"), (1, "b")]


def test_of_few_messages_the_newest_edit_is_remembered() -> None:
    one = Lane([])
    for message in range(1000):
        one.enqueue_edit(EditTurn(one, message, asyncio.Timeout(None)), message)
    assert len(one._newest) == 100


@in_virtual_time
async def test_an_edit_that_is_being_sent_is_not_overtaken() -> None:
    line = Line()
    line.takes = 0.1
    first = asyncio.create_task(line.send(1, "a", "editMessageText", message_id=7))
    await asyncio.sleep(0.05)
    assert await line.send(1, "b", "editMessageText", message_id=7) != await first
    assert line.order() == [(1, "a"), (1, "b")]
