"""Each question is answered once, whatever fails in either direction, over HTTP."""

import asyncio
import logging

import pytest
from sqlalchemy import func, select
from telegram import Bot, Update

from bot.runtime.settings import Settings
from index.conversations.inbox import Arrived
from index.library import Library
from index.store.schema import updates
from tests.bot.telegram.over_http import TOKEN, running
from tests.botapi.server import BotApiServer, Chat, Person

QUESTION = "apa yang disepakati?"


def answers(server: BotApiServer, chat: Chat) -> list[str]:
    return [message.text for message in server.history(chat) if message.sender.is_bot]


FAULTS = {
    "an error": {"status": 500},
    "a proxy's page": {"status": 502},
    "a connection that breaks before": {"drop": True},
    "a connection that breaks after": {"drop": True, "afterwards": True},
    "an answer that gets lost": {"status": 502, "afterwards": True},
    "too many requests": {"retry_after": 1},
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_an_answer_arrives_once_in_spite_of(
    fault: str,
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with running(examples, settings, server):
        server.fail_next("sendMessage", **FAULTS[fault])  # type: ignore[arg-type]
        ana.write(chat, QUESTION)
        await server.next_message(chat)
        ana.write(chat, "siapa Messi?")  # waits for the answer before it
        await server.next_message(chat)
    assert len(answers(server, chat)) == 2
    assert answers(server, chat)[0].startswith("BREST, KABAR CONTOH")
    ours = [record for record in caplog.records if record.name.startswith(("bot", "index"))]
    assert not [record for record in ours if record.levelno >= logging.ERROR]


async def test_a_lost_answer_is_found_among_messages_of_others(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    """Private chats share one count of messages, so the lost message need not have the next id."""
    budi = server.person("Budi")
    chat, other = server.private(ana), server.private(budi)
    async with running(examples, settings, server):
        server.fail_next("sendMessage", drop=True, afterwards=True, times=2)
        ana.write(chat, QUESTION)
        budi.write(other, QUESTION)
        await asyncio.gather(server.next_message(chat), server.next_message(other))
        await server.quiet()
    assert len(answers(server, chat)) == len(answers(server, other)) == 1


async def test_a_lost_answer_is_found_beyond_what_was_known_when_it_was_sent(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    """Messages from before the bot's start have lower ids, and arrive after the answer is lost."""
    ana.write(chat, QUESTION)
    async with Bot(TOKEN, f"{server.url}/bot") as bot:
        (update,) = await bot.get_updates()
        await bot.get_updates(offset=update.update_id + 1)
        assert examples.inbox(123).keep([Arrived(update.update_id, f"chat:{chat.id}", update.to_dict())])
    for number in range(12):
        other = server.person(f"Budi {number}")
        other.write(server.private(other), "/privacy")
    server.fail_next("sendMessage", drop=True, afterwards=True)
    server.slow_next("getUpdates", 0.2)
    async with running(examples, settings, server):
        await server.quiet()
    assert len(answers(server, chat)) == 1


async def test_an_update_that_comes_twice_is_answered_once(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, QUESTION)
        server.repeat_update()
        await server.next_message(chat)
        server.repeat_update()
        await server.quiet()
    server.repeat_update()
    async with running(examples, settings, server):  # known after a restart, too
        await server.quiet()
    assert len(answers(server, chat)) == 1


async def test_updates_out_of_order_are_answered_once_each(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    questions = [QUESTION, "siapa Messi?", "kapan Whoosh diresmikan?"]
    async with running(examples, settings, server):
        with server.reversed_updates():
            asked = [ana.write(chat, question) for question in questions]
        for _ in asked:
            await server.next_message(chat)
        server.repeat_update()
        await server.quiet()
    said = answers(server, chat)
    assert len(said) == len(questions)
    assert [any(word in answer for answer in said) for word in ("BREST", "Messi", "Whoosh")] == [True] * 3


@pytest.mark.parametrize("was_sent", [False, True])
async def test_a_question_of_a_crashed_process_is_answered_once(
    was_sent: bool, examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    """The bot stopped while it was sending the answer, so it cannot know whether that arrived."""
    inbox = examples.inbox(123)
    asked = ana.write(chat, QUESTION)
    async with Bot(TOKEN, f"{server.url}/bot") as bot:
        (update,) = await bot.get_updates()
        await bot.get_updates(offset=update.update_id + 1)  # confirmed, so Telegram does not give it again
        assert inbox.keep([Arrived(update.update_id, f"chat:{chat.id}", update.to_dict())])
        inbox.begin_reply(update.update_id, asked.message_id)
        if was_sent:
            await bot.send_message(chat.id, "the answer, as it was sent")
    async with running(examples, settings, server):
        await server.next_message(chat)
        ana.write(chat, "siapa Messi?")
        await server.next_message(chat)
    assert len(answers(server, chat)) == 2
    assert answers(server, chat)[0].startswith("BREST, KABAR CONTOH")
    assert inbox.unfinished() == []


async def test_an_update_that_stops_the_process_each_time_is_given_up(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    inbox = examples.inbox(123)
    poison = Update(9).to_dict()
    inbox.keep([Arrived(9, None, poison)])
    for _ in range(2):  # and once before
        inbox.begin_attempt(9)
    async with running(examples, settings, server):
        await server.quiet()
    assert inbox.unfinished() == []


async def test_nothing_more_is_sent_to_who_blocked_the_bot_until_they_write_again(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        server.fail_next("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
        ana.write(chat, QUESTION)
        await server.quiet()
        assert [call.method for call in server.calls].count("sendMessage") == 1  # no apology, no other try
        ana.write(chat, QUESTION)
        assert "BREST" in (await server.next_message(chat)).text


async def test_html_that_telegram_refuses_is_sent_as_plain_text(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        server.fail_next("sendMessage", status=400, description="Bad Request: can't parse entities: at byte 5")
        ana.write(chat, QUESTION)
        answer = await server.next_message(chat)
    assert answer.text.startswith("BREST, KABAR CONTOH")
    assert "<" not in answer.text
    assert not [entity for entity in answer.entities if entity.type in ("bold", "blockquote")]


async def test_what_people_say_to_each_other_is_not_stored(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Newsroom")
    async with running(examples, settings, server):
        ana.write(group, "rahasia kami, apa yang disepakati?")
        ana.write(group, "tanya @budi_wati saja")
        ana.write(group, "/ask@other_bot apa yang disepakati?")
        ana.write(group, "jawab aku", reply_to=ana.write(group, "halo"))
        ana.write(group, "/ask apa yang disepakati?")
        await server.next_message(group)
    with examples.inbox(123).database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(updates)).scalar_one() == 1


async def test_a_link_that_telegram_refuses_is_left_out(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        refused = "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL"
        server.fail_next("sendMessage", status=400, description=refused)
        ana.write(chat, QUESTION)
        answer = await server.next_message(chat)
    assert answer.buttons == [["More ›", "Context", "Why"], ["👍", "👎"]]
    assert [entity for entity in answer.entities if entity.type == "blockquote"]
