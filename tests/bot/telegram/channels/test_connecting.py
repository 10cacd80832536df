"""/connect and /disconnect, with the rights that Telegram states."""

from dataclasses import replace

import pytest

from bot.runtime.settings import Settings
from index.library import Library
from index.model.records import SHARED
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person

DAM = "Tanggul jebol di dua tempat\n\nWali kota meninjau tanggul di Krajan pada hari Senin."
QUESTION = "siapa yang meninjau tanggul di Krajan?"


async def said(server: BotApiServer, person: Person, chat: Chat, text: str) -> str:
    person.write(chat, text)
    return (await server.next_message(chat)).text


@pytest.mark.parametrize("named", ["@kabar", "t.me/kabar", "https://t.me/kabar/3", "t.me/c/{id}/1", "KABAR"])
async def test_an_administrator_of_the_channel_connects_and_ends_it(
    named: str, library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    channel = server.channels.make("Kabar Contoh", username="kabar", admins=[ana])
    named = named.format(id=-1_000_000_000_000 - channel.id).replace("KABAR", "kabar")
    async with running(library, settings, server):
        reply = await said(server, ana, chat, f"/connect {named}")
        assert reply.startswith("Connected Kabar Contoh.")
        assert "/disconnect_1" in reply
        assert "is connected already" in await said(server, ana, chat, f"/connect {named}")
        assert "Kabar Contoh @kabar\nconnected · 0 items" in await said(server, ana, chat, "/sources")
        assert "no longer followed" in await said(server, ana, chat, f"/disconnect {named}")
        assert "is not connected here" in await said(server, ana, chat, "/disconnect @kabar")
        assert library.source_stores.sources.all() == []


async def test_what_is_missing_is_said(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    budi = server.person("Budi")
    server.channels.make("Kabar Budi", username="kabar_budi", admins=[budi])
    server.channels.make("Kabar Ana", username="kabar_ana", admins=[ana], has_bot=False)
    private = server.channels.make("Rahasia", admins=[budi], has_bot=False)
    server.group("Warga", username="warga", admins=(ana,))
    async with running(library, settings, server):
        for typed, reply in (
            ("/connect", "Make me an administrator of your channel"),
            ("/connect https://t.me/+AbCdEf", "Make me an administrator of your channel"),
            ("/connect @kabar_budi", "Only administrators of a channel can connect it."),
            ("/connect @kabar_ana", "I am not in that channel."),
            ("/connect @tidak_ada", "I am not in that channel."),
            (f"/connect {private.id}", "I am not in that channel."),
            ("/connect @warga", "@warga is not a channel."),
            ("/connect @kabar_ana shared", "Only operators and editors can change the shared library."),
            ("/disconnect", "Write the name of the channel"),
            ("/disconnect 3", "There is no source 3 here"),
            ("/disconnect @kabar_budi", "is not connected here"),
        ):
            assert reply in await said(server, ana, chat, typed), typed
        assert library.source_stores.sources.all() == []


async def test_in_a_group_an_administrator_of_both_connects(
    library: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    budi = server.person("Budi")
    channel = server.channels.make("Kabar Contoh", username="kabar", admins=[ana, budi])
    group = server.group("Warga", admins=(ana,))
    server.channels.link(channel, group)
    async with running(library, settings, server):
        assert (await said(server, budi, group, "/connect @kabar")).startswith("Only administrators can change")
        assert (await said(server, ana, group, "/connect")).startswith("Connected Kabar Contoh.")
        assert (await said(server, budi, group, "/disconnect @kabar")).startswith("Only administrators can change")
        post = server.channels.publish(channel, ana, DAM)
        await server.quiet()
        assert "Wali kota meninjau" in await said(server, budi, group, f"/ask {QUESTION}")
        await server.quiet()
        replies = [one for one in server.history(group) if one.sender.is_bot]
        assert len(replies) == 4  # none to the post that Telegram repeats there
        assert server.history(channel) == [post]
        (article,) = library.articles(frozenset({f"chat:{group.id}"}))
        assert article.url == "https://t.me/kabar/1"


async def test_an_operator_connects_to_the_shared_library(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    channel = server.channels.make("Kabar Contoh", username="kabar", admins=[ana])
    async with running(library, replace(settings, kutip_operators=frozenset({ana.id})), server):
        assert "of the shared library" in await said(server, ana, chat, "/connect @kabar shared")
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        budi = server.person("Budi")
        assert "Wali kota" in await said(server, budi, server.private(budi), QUESTION)
        assert [source.library for source in library.source_stores.sources.all()] == [SHARED]
        assert "no longer followed" in await said(server, ana, chat, "/disconnect @kabar shared")


async def test_follow_with_a_channel_connects_it(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    server.channels.make("Kabar Contoh", username="kabar", admins=[ana])
    async with running(library, settings, server):
        assert (await said(server, ana, chat, "/follow @kabar")).startswith("Connected Kabar Contoh.")
        assert (await said(server, ana, chat, "/follow t.me/kabar")).startswith(
            "Kabar Contoh is connected already"
        )


async def test_the_limit_of_sources_counts_channels(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    for number in range(settings.kutip_chat_sources + 1):
        server.channels.make(f"Kabar {number}", username=f"kabar_{number}", admins=[ana])
    async with running(library, settings, server):
        for number in range(settings.kutip_chat_sources):
            assert "Connected" in await said(server, ana, chat, f"/connect @kabar_{number}")
        refused = await said(server, ana, chat, f"/connect @kabar_{settings.kutip_chat_sources}")
        assert f"a chat can follow {settings.kutip_chat_sources} sources" in refused


async def test_forget_deletes_channels_with_their_articles(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    channel = server.channels.make("Kabar Contoh", username="kabar", admins=[ana])
    async with running(library, settings, server):
        await said(server, ana, chat, "/connect @kabar")
        server.channels.publish(channel, ana, DAM)
        await server.quiet()
        ana.write(chat, "/forget")
        offer = await server.next_message(chat)
        assert "1 article, 1 source" in offer.text
        ana.press(offer, "Delete everything")
        await server.next_edit(offer)
        server.channels.publish(channel, ana, "Jembatan baru dibuka\n\nMenteri membuka jembatan hari ini.")
        await server.quiet()
        assert library.source_stores.sources.all() == []
        assert library.articles(frozenset({f"chat:{chat.id}"})) == []


async def test_a_private_channel_is_named_by_a_forwarded_post(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    channel = server.channels.make("Rahasia", admins=[ana])
    async with running(library, settings, server):
        forwarded = ana.forward(chat, DAM, from_chat=channel)
        await server.next_message(chat)
        ana.write(chat, "/connect", reply_to=forwarded)
        assert "Connected Rahasia." in (await server.next_message(chat)).text
