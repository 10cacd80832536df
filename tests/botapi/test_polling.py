"""Updates, and how they reach a bot that polls, stops and starts again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.botapi.conftest import TOKEN
from tests.botapi.server import BotApiServer

MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More ▾", callback_data="more")]])


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message
    await update.effective_message.reply_text(update.effective_message.text or "", reply_markup=MORE)


async def show_more(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query
    await update.callback_query.answer("Here you are", show_alert=True)
    await update.callback_query.edit_message_text("More")


@asynccontextmanager
async def polling_bot(server: BotApiServer) -> AsyncIterator[None]:
    builder = ApplicationBuilder().token(TOKEN)
    application = builder.base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(show_more))
    assert application.updater
    async with application:
        await application.start()
        await application.updater.start_polling(poll_interval=0)
        yield
        await application.updater.stop()
        await application.stop()


@pytest.mark.asyncio
async def test_a_polling_bot_answers_edits_and_reacts_to_buttons(server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with polling_bot(server):
        ana.write(chat, "Hello")
        reply = await server.next_message(chat)
        assert (reply.text, reply.buttons) == ("Hello", [["More ▾"]])
        query_id = ana.press(reply, "More")
        answer = await server.next_callback_answer(query_id)
        assert (answer.text, answer.show_alert) == ("Here you are", True)
        assert (await server.next_edit(reply)).text == "More"
        await server.quiet()
    assert [message.text for message in server.history(chat)] == ["Hello", "More"]


@pytest.mark.asyncio
async def test_a_bot_that_starts_again_gets_what_came_while_it_was_away(server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with polling_bot(server):
        ana.write(chat, "one")
        assert (await server.next_message(chat)).text == "one"
    ana.write(chat, "two")
    with pytest.raises(TimeoutError, match="1 updates"):
        await server.quiet(timeout=0.05)
    async with polling_bot(server):
        assert (await server.next_message(chat)).text == "two"
        await server.quiet()


@pytest.mark.asyncio
async def test_updates_come_again_until_an_offset_confirms_them(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    for text in ("one", "two", "three"):
        ana.write(chat, text)
    first = await bot.get_updates(limit=2)
    assert [update.effective_message.text for update in first if update.effective_message] == ["one", "two"]
    assert await bot.get_updates(limit=2) == first
    (third,) = await bot.get_updates(offset=first[-1].update_id + 1)
    assert await bot.get_updates() == (third,)
    assert await bot.get_updates(offset=third.update_id + 1) == ()


@pytest.mark.asyncio
async def test_a_negative_offset_keeps_only_the_last_updates(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    for text in ("one", "two", "three"):
        ana.write(chat, text)
    (last,) = await bot.get_updates(offset=-1)
    assert last.effective_message
    assert last.effective_message.text == "three"


@pytest.mark.asyncio
async def test_a_long_poll_waits_for_the_next_update(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await server.polled()
    assert not poll.done()
    ana.write(chat, "Hello")
    assert len(await poll) == 1


@pytest.mark.asyncio
async def test_a_long_poll_ends_empty_after_its_time(bot: Bot) -> None:
    begin = asyncio.get_running_loop().time()
    assert await bot.get_updates(timeout=1) == ()
    assert asyncio.get_running_loop().time() - begin >= 1


@pytest.mark.asyncio
async def test_a_second_poll_ends_the_first_with_a_conflict(server: BotApiServer, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=60))
    await server.polled()
    async with Bot(TOKEN, f"{server.url}/bot") as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one"):
        await first


@pytest.mark.asyncio
async def test_a_bot_gets_only_the_kinds_of_updates_it_asked_for(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    await bot.get_updates(allowed_updates=["edited_message"])
    ana.edit(ana.write(chat, "Helo"), "Hello")
    (update,) = await bot.get_updates()
    assert update.edited_message
    assert update.edited_message.text == "Hello"


@pytest.mark.asyncio
async def test_pending_updates_can_be_dropped(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    ana.write(server.private(ana), "Hello")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.asyncio
async def test_commands_mentions_and_links_of_people_are_marked(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    ana.write(server.group("Newsroom"), "🙂 /ask@kutip_bot who? @budi_s https://example.com/a(b).")
    (update,) = await bot.get_updates()
    message = update.message
    assert message
    assert message.chat.type == "supergroup"
    assert [(e.type, message.parse_entity(e)) for e in message.entities] == [
        ("bot_command", "/ask@kutip_bot"),
        ("mention", "@budi_s"),
        ("url", "https://example.com/a(b)"),
    ]


@pytest.mark.asyncio
async def test_forwards_tell_where_they_come_from(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.forward(chat, "Talks", from_name="Budi")
    ana.forward(chat, "News", from_chat=server.channel("Kompas", username="kompas"), post_id=12)
    origins = [u.message.forward_origin.to_dict() for u in await bot.get_updates() if u.message]  # type: ignore[union-attr]
    assert [origin["type"] for origin in origins] == ["hidden_user", "channel"]
    assert origins[0]["sender_user_name"] == "Budi"
    assert (origins[1]["chat"]["username"], origins[1]["message_id"]) == ("kompas", 12)


@pytest.mark.asyncio
async def test_files_are_downloaded_up_to_20_megabytes(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    ana.send_file(chat, "artikel ü.pdf", b"%PDF", "Read this")
    ana.send_file(chat, "huge.txt", b"", size=20 * 1024 * 1024 + 1)
    first, second = [update.message for update in await bot.get_updates()]
    assert first
    assert second
    small, huge = first.document, second.document
    assert small
    assert huge
    assert (first.caption, small.file_name) == ("Read this", "artikel ü.pdf")
    assert small.mime_type == "application/pdf"
    file = await small.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF"
    with pytest.raises(BadRequest, match="File is too big"):
        await huge.get_file()
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await bot.get_file("unknown")


@pytest.mark.asyncio
async def test_a_press_is_answered_once_in_time_and_in_200_characters(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    await bot.send_message(chat.id, "a", reply_markup=MORE)
    message = await server.next_message(chat)
    query_id = ana.press(message, "More")
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.data == "more"
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query_id, "a" * 201)
    await bot.answer_callback_query(query_id, "a" * 200)
    late = ana.press(message, "More")
    server.expire(late)
    for closed in (query_id, late, "1"):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id"):
            await bot.answer_callback_query(closed)


@pytest.mark.asyncio
async def test_people_cannot_do_what_their_apps_do_not_allow(server: BotApiServer, bot: Bot) -> None:
    ana, budi = server.person("Ana"), server.person("Budi")
    chat = server.private(ana)
    message = ana.write(chat, "Hello")
    with pytest.raises(ValueError, match="cannot write in private 'Ana'"):
        budi.write(chat, "Hello")
    with pytest.raises(ValueError, match="4096"):
        ana.write(chat, "a" * 4097)
    with pytest.raises(ValueError, match="cannot edit"):
        budi.edit(message, "Hi")
    with pytest.raises(LookupError, match="no button 'More'"):
        ana.press(message, "More")
