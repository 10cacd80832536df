"""Other uses of the bot than questions, over HTTP: inline queries, blocks, moves, its profile."""

from dataclasses import replace

from bot.runtime.settings import Settings
from bot.telegram.delivery.outgoing import RateLimits
from bot.telegram.profile import introduce
from index.library import Library
from index.model.records import SHARED, Credits
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Person

QUESTION = "apa yang disepakati?"


async def test_quotes_are_offered_in_any_chat_page_by_page(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    for number in range(25):
        text = f"Harga beras di pasar {number} naik.\n\nPedagang {number} mengeluh."
        assert list(examples.add_text(text, "message", Credits(title=f"Beras {number}"), SHARED))
    shown: list[str] = []
    async with running(examples, settings, server):
        offset, pages = "", 0
        while offset or not pages:
            answer = await server.next_inline_answer(ana.type_inline("harga beras naik?", offset))
            assert answer.is_personal
            assert len(answer.results) <= 10
            assert all(f"{result.title}" in result.text for result in answer.results)
            shown += [result.id for result in answer.results]
            offset, pages = answer.next_offset, pages + 1
        nothing = await server.next_inline_answer(ana.type_inline("zebra ungu?"))
    assert pages > 1
    assert len(set(shown)) == len(shown) > 20
    assert nothing.results == ()
    assert nothing.button is not None
    ana_asks = f"/start {nothing.button[1]}"
    chat = server.private(ana)
    async with running(examples, settings, server):
        ana.write(chat, ana_asks)
        assert "zebra" in (await server.next_message(chat)).text


async def test_a_bot_that_was_shut_out_says_nothing_until_it_is_let_in(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    chat = server.private(ana)
    async with running(examples, settings, server):
        ana.write(chat, QUESTION)
        await server.next_message(chat)
        server.shut_out(chat, ana)
        await server.quiet()
        server.let_in(chat, ana)
        ana.write(chat, QUESTION)
        assert (await server.next_message(chat)).text


async def test_a_library_follows_its_group(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    old = server.basic_group("Warga", admins=(ana,))
    async with running(examples, settings, server):
        ana.write(old, "/language id")
        await server.next_message(old)
        ana.write(old, "/add Tanggul jebol di dua tempat.")
        assert "ditambahkan" in (await server.next_message(old)).text.casefold()
        new = server.migrate(old, ana)
        ana.write(new, "/ask di mana tanggul jebol?")
        assert "Tanggul jebol di dua tempat." in (await server.next_message(new)).text
        ana.write(new, "/help")
        assert "Di sini, tanyakan" in (await server.next_message(new)).text


async def test_what_waits_in_a_group_that_moves_is_done_before_its_library_moves(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    old = server.basic_group("Warga", admins=(ana,))
    async with running(examples, settings, server, RateLimits(chat=(1, 0.3))):
        ana.write(old, "/add Tanggul jebol di dua tempat.")
        await server.next_message(old)
        for _ in range(2):
            ana.write(old, "/ask di mana tanggul jebol?")
        ana.write(old, "/add Kelapa biru tumbuh di Banyuwangi.")
        new = server.migrate(old, ana)
        ana.write(new, "/ask di mana kelapa biru tumbuh?")
        said = [(await server.next_message(new)).text for _ in range(4)]
    assert said[0].startswith("Tanggul jebol di dua tempat.")
    assert said[1].startswith("Tanggul jebol di dua tempat.")
    assert said[3].startswith("Kelapa biru tumbuh di Banyuwangi.")


async def test_buttons_in_a_group_that_moved_say_that_they_are_gone(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    old = server.basic_group("Warga", admins=(ana,))
    async with running(examples, settings, server):
        ana.write(old, "/add Tanggul jebol di dua tempat.")
        await server.next_message(old)
        shown = []
        for order in ("/forget", "/language", "/articles"):
            ana.write(old, order)
            shown.append(await server.next_message(old))
        before = await server.next_callback_answer(ana.press(shown[1], "Bahasa Indonesia"))
        assert not before.show_alert
        new = server.migrate(old, ana)
        ana.write(new, "/help")
        await server.next_message(new)
        for message, button in zip(shown, ("Delete everything", "English", "More"), strict=True):
            told = await server.next_callback_answer(ana.press(message, button))
            assert told.show_alert
        assert len(examples.articles(frozenset({f"chat:{new.id}"}))) == 1


async def test_telegram_is_told_of_the_bot_once_in_each_language(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    server.private(ana)
    operated = replace(settings, kutip_operators=frozenset({ana.id, 999}))  # who is 999 has not written yet
    calls = []
    for _ in range(2):
        before = len(server.calls)
        async with running(examples, operated, server) as application:
            await introduce(application.bot, operated.kutip_operators)
        calls.append([call.method for call in server.calls[before:] if call.method.startswith("setMy")])
    assert len(calls[0]) == 22
    assert calls[1] == []  # nor in English what others are shown already
    assert server.profile["Description", "id"].startswith("Tanyakan soal berita")
    assert server.profile["ShortDescription", ""].startswith("Answers questions")
    theirs = [command["command"] for command in server.commands[f"chat:{ana.id}", "id"]]
    assert theirs[-2:] == ["share", "editors"]
    assert [command["command"] for command in server.commands["default", "id"]] == theirs[:-2]
