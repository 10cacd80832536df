"""Posts over HTTP: the running bot asks for them, adds them, changes them, and never writes in a channel."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import UPDATES
from bot.telegram.channels import receiving
from index.library import Library
from index.model.errors import Fault, StoreError
from index.model.sources import State
from tests.bot.telegram import over_http, running
from tests.bot.telegram.channels.posts import BRIDGE, DAM, DAM_NOW, FERRY, QUESTION, connect, titles
from tests.botapi.server import BotApiServer, Chat, Person


@pytest.mark.parametrize("webhook", [False, True])
async def test_the_running_bot_asks_telegram_for_posts_and_quotes_them(
    webhook: bool,
    library: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    channel: Chat,
) -> None:
    connect(library, channel, chat)
    async with running.running(library, running.settings_for(settings, server, webhook=webhook)) as bot:
        await running.until(lambda: {"channel_post", "edited_channel_post"} <= {*server.world.updates.wanted})
        post = server.channels.publish(channel, ana, DAM)
        ana.write(chat, QUESTION)
        await server.quiet()
        await running.handled(bot)
        assert titles(library, chat) == ["Tanggul jebol di dua tempat"]
        server.channels.edit(post, ana, DAM_NOW)
        await server.quiet()
        await running.handled(bot)
        ana.write(chat, "kapan wali kota meninjau tanggul di Krajan?")
        while "Selasa" not in (await server.next_message(chat)).text:
            pass
        assert titles(library, chat) == ["Tanggul jebol di tiga tempat"]
        assert server.history(channel) == [server.world.current(post)]


def test_updates_of_channels_are_asked_for() -> None:
    assert {"channel_post", "edited_channel_post"} <= {*UPDATES}


async def test_a_question_right_behind_a_post_is_answered_from_it(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    async with over_http.running(library, settings, server):
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        ana.write(chat, QUESTION)
        answer = await server.next_message(chat)
        assert answer.text.startswith("Wali kota meninjau tanggul di Krajan")
        assert "Kabar Contoh" in answer.text


async def test_two_albums_that_come_interleaved_are_two_articles(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    async with over_http.running(library, settings, server):
        for caption, album in (
            (DAM, "1"),
            (BRIDGE, "2"),
            ("", "1"),
            ("", "2"),
            ("Warga mengungsi sejak Senin.", "1"),
        ):
            server.channels.publish_photo(channel, ana, caption, media_group_id=album)
        await server.quiet()
        assert titles(library, chat) == ["Tanggul jebol di dua tempat", "Jembatan baru dibuka"]
        assert [one.paragraph_count for one in library.articles(frozenset({f"chat:{chat.id}"}))] == [2, 1]


@pytest.mark.parametrize("captions", [(DAM, "", ""), ("", DAM, ""), ("", "", DAM)])
async def test_an_album_of_three_is_one_article(
    captions: tuple[str, ...],
    library: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    channel: Chat,
) -> None:
    connect(library, channel, chat)
    async with over_http.running(library, settings, server):
        posts = server.channels.publish_photos(channel, ana, captions)
        await server.quiet()
        assert titles(library, chat) == ["Tanggul jebol di dua tempat"]
        server.channels.edit(posts[captions.index(DAM)], ana, DAM_NOW)
        await server.quiet()
        assert titles(library, chat) == ["Tanggul jebol di tiga tempat"]
        server.channels.edit(posts[captions.index(DAM)], ana, "")
        await server.quiet()
        assert titles(library, chat) == []


async def test_what_is_no_news_and_what_nobody_has_connected_is_ignored(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    other = server.channels.make("Lain", admins=[ana])
    poll = {"id": "1", "question": "Siapa yang akan menang di babak akhir nanti?", "total_voter_count": 0}
    poll |= {
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    options = [{"text": name, "voter_count": 0, "persistent_id": name} for name in ("Contoh Raya", "Krajan Putra")]
    async with over_http.running(library, settings, server):
        server.channels.publish(channel, ana, "", new_chat_title="Kabar")
        gone = {"chat": channel.to_json(), "message_id": 1, "date": 0}
        server.channels.publish(channel, ana, "", pinned_message=gone)
        server.channels.publish_photos(channel, ana, [""])
        server.channels.publish(channel, ana, DAM, via_bot=server.world.bot.to_json())
        server.channels.publish(other, ana, DAM)
        server.channels.publish(channel, ana, "", poll={**poll, "options": options})
        await server.quiet()
        assert titles(library, chat) == ["Siapa yang akan menang di babak akhir nanti?"]
        assert server.history(other)[-1].text == DAM
    assert [call for call in server.calls if call.method == "sendMessage"] == []


async def test_a_post_that_calls_the_bot_is_not_answered_where_telegram_repeats_it(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, channel: Chat
) -> None:
    group = server.group("Warga", admins=(ana,))
    server.channels.link(channel, group)
    connect(examples, channel, group)
    async with over_http.running(examples, settings, server):
        examples.guards.switch(f"chat:{group.id}", on=True)
        server.channels.publish(channel, ana, "@kutip_bot apa yang disepakati oleh kedua pihak di Brest?")
        server.channels.publish(channel, ana, "/ask apa yang disepakati oleh kedua pihak di Brest?")
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        assert len(titles(examples, group)) == 3
        assert [one for one in server.history(group) if one.sender.is_bot] == []


async def test_a_bot_that_is_removed_says_so_and_goes_on_when_it_is_back(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    from bot.telegram.application import tidy

    connect(library, channel, chat)
    async with over_http.running(library, settings, server) as bot:
        server.channels.publish(channel, ana, DAM)
        server.channels.shut_out(channel, ana)
        await server.quiet()
        await tidy(bot, library)
        assert "I was removed from the channel Kabar Contoh" in (await server.next_message(chat)).text
        ana.write(chat, "/sources")
        assert "I am not in the channel any more · 1 item" in (await server.next_message(chat)).text
        server.channels.publish(channel, ana, BRIDGE)  # it does not come
        server.channels.let_in(channel, ana)
        server.channels.publish(channel, ana, FERRY)
        await server.quiet()
        assert titles(library, chat) == ["Tanggul jebol di dua tempat", "Feri kandas di muara"]
        assert library.source_stores.sources.get(1).state is State.ACTIVE


async def test_a_new_name_of_a_channel_leads_to_its_earlier_posts(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    async with over_http.running(library, settings, server):
        server.channels.publish(channel, ana, DAM)
        server.channels.publish(server.channels.rename(channel, "kabar_baru"), ana, BRIDGE)
        await server.quiet()
        found = library.articles(frozenset({f"chat:{chat.id}"}))
        assert [one.url for one in found] == ["https://t.me/kabar_baru/1", "https://t.me/kabar_baru/2"]
        ana.write(chat, "/disconnect @kabar_baru")
        assert "no longer followed" in (await server.next_message(chat)).text


async def test_posts_pass_where_only_some_chats_may_use_the_bot(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    async with over_http.running(library, replace(settings, allowed_chats=frozenset({chat.id})), server):
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        assert len(titles(library, chat)) == 1
        server.channels.shut_out(channel, ana)
        await server.quiet()
        assert library.source_stores.sources.get(1).state is State.GONE


async def test_a_channel_that_posts_without_end_is_cut_and_holds_up_nobody(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    connect(library, channel, chat)
    began, go_on = asyncio.Event(), asyncio.Event()
    loop, store = asyncio.get_running_loop(), library.channel_posts.store

    def held(*args: Any, **named: Any) -> int:
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
        return store(*args, **named)

    library.channel_posts.store = held  # type: ignore[method-assign]
    async with over_http.running(library, settings, server):
        for number in range(400):
            server.channels.publish(channel, ana, f"Laporan nomor {number} dari lapangan hari ini")
        others = [server.channels.make(f"Lain {number}", admins=[ana]) for number in range(300)]
        for other in others:
            server.channels.publish(other, ana, DAM)
        await began.wait()
        ana.write(chat, "/help")  # while the first post is still being stored
        assert "Ask" in (await server.next_message(chat)).text
        go_on.set()
        await server.quiet()
        assert len(titles(library, chat)) == 60


async def test_a_post_waits_for_a_database_that_cannot_be_written_for_a_moment(
    library: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    channel: Chat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect(library, channel, chat)
    monkeypatch.setattr(receiving, "_AGAIN_AFTER", (0.0, 0.0))
    store, failures = library.channel_posts.store, [1, 2]

    def failing(*args: Any, **named: Any) -> int:
        if failures:
            failures.pop()
            raise StoreError(Fault.DATABASE_FAILED, path="x", problem="busy")
        return store(*args, **named)

    library.channel_posts.store = failing  # type: ignore[method-assign]
    async with over_http.running(library, settings, server):
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        assert len(titles(library, chat)) == 1
        failures.extend((1, 2, 3))
        server.channels.publish(channel, ana, BRIDGE)
        await server.quiet()
    assert len(server.history(channel)) == 2  # no apology in a channel
