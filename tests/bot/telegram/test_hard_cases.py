"""Strangers, floods and a failing Telegram, over HTTP against the strict server."""

import threading
from typing import Any

import pytest
from telegram.ext import ApplicationBuilder

from bot.runtime.settings import Settings
from bot.telegram.profile import introduce
from index.library import Library
from tests.bot.telegram.over_http import TOKEN, running
from tests.botapi.server import BotApiServer, Chat, Person
from tests.conftest import PATIENCE


async def test_questions_of_a_chat_are_answered_in_their_order(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    names = ["Podolyak", "Greysia", "Whoosh", "Messi", "Slutsky"] * 4
    async with running(examples, settings, server):
        for name in names:
            ana.write(chat, name)
        for name in names:
            assert name.casefold() in (await server.next_message(chat)).text.casefold()


async def test_another_chat_does_not_wait_for_a_slow_question(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done, ask = threading.Event(), examples.ask

    def slow(question: str, *scope: Any) -> object:
        if "slow" in question:
            done.wait(PATIENCE)
        return ask(question, *scope)

    monkeypatch.setattr(examples, "ask", slow)
    other = server.private(budi := server.person("Budi"))
    async with running(examples, settings, server):
        ana.write(chat, "slow Messi")
        budi.write(other, "Messi")
        assert "Messi" in (await server.next_message(other)).text
        done.set()
        assert (await server.next_message(chat)).text


async def test_an_edited_question_changes_its_answer(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        asked = ana.write(chat, "siapa Messi?")
        answer = await server.next_message(chat)
        ana.edit(asked, "siapa Podolyak?")
        assert "Podolyak" in (await server.next_edit(answer)).text
        ana.edit(asked, "makasih")
        assert (await server.next_edit(answer)).text == "You are welcome."
        assert len(server.history(chat)) == 2


async def test_what_was_no_question_before_its_edit_gets_no_answer(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        said = ana.write(group, "Messi menang")
        ana.edit(said, "@kutip_bot siapa Messi?")
        link = ana.write(chat, "https://kabar.example/berita/1")
        await server.next_message(chat)
        ana.edit(link, "siapa Messi?")
        await server.quiet()
    assert len(server.history(group)) == 1
    assert len(server.history(chat)) == 2


async def test_buttons_of_a_removed_quote_say_so_and_others_still_lead_to_theirs(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, "apa yang disepakati?")
        answer = await server.next_message(chat)
        examples.remove(4)  # the first two quotes are from it
        told = await server.next_callback_answer(ana.press(answer, "Context"))
        assert told.show_alert
        gone = await server.next_callback_answer(ana.press(answer, "More"))
        assert gone.show_alert
        assert server.history(chat)[-1].text == answer.text


async def test_a_page_of_a_removed_article_is_told_to_be_gone_to_who_presses_and_nobody_else(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        ana.write(group, "/article_3")
        shown = await server.next_message(group)
        examples.remove(3)
        for number in (3, 99):
            told = await server.next_callback_answer(ana.forge(shown, f"a:{number}:1"))
            assert told.show_alert
            assert told.text == f"There is no article {number} here: /articles lists them."
        assert server.history(group)[-1].text == shown.text


async def test_a_press_that_came_while_the_bot_was_down_still_works(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, "apa yang disepakati?")
        answer = await server.next_message(chat)
    query_id = ana.press(answer, "More")
    server.expire(query_id)  # Telegram waits for an answer only so long
    async with running(examples, settings, server):
        assert "2 of 5" in (await server.next_edit(answer)).text


async def test_many_presses_are_acknowledged_at_once_and_end_in_the_view_of_the_last(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        ana.write(group, "/ask apa yang disepakati?")
        answer = await server.next_message(group)
        with server.held("editMessageText"):  # as by Telegram's limits
            presses = [ana.press(answer, ("Context", "Why", "More")[number % 3]) for number in range(12)]
            for press in presses:
                await server.next_callback_answer(press)
        ana.write(group, "/ask siapa Messi?")
        assert "Messi" in (await server.next_message(group)).text
    assert "2 of 5" in server.history(group)[1].text


async def test_presses_on_many_messages_hold_up_neither_their_chat_nor_others(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group, other = server.group("Warga"), server.private(budi := server.person("Budi"))
    async with running(examples, settings, server):
        answers = []
        for _ in range(15):
            ana.write(group, "/ask apa yang disepakati?")
            answers.append(await server.next_message(group))
        with server.held("editMessageText"):
            presses = [ana.press(answers[number % 15], "Context") for number in range(300)]
            told = [await server.next_callback_answer(press) for press in presses]
            assert [one.text.startswith("Too many presses at once.") for one in told].count(False) == 5 * 20
            budi.write(other, "siapa Messi?")
            assert "Messi" in (await server.next_message(other)).text
            ana.write(group, "/ask siapa Messi?")
        assert "Messi" in (await server.next_message(group)).text
        await server.quiet()
    edited = {call.params["message_id"] for call in server.calls if call.method == "editMessageText"}
    assert len(edited) == 5  # of the 15 messages; the answer waited for no others


async def test_the_bot_answers_though_its_commands_can_not_be_registered(
    settings: Settings, server: BotApiServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("setMyCommands", status=500)
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{server.url}/bot")
    async with builder.build() as application:
        await introduce(application.bot)
    assert "could not be brought up to date" in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "/article_3@other_bot",
        "/remove_3@other_bot",
        "/ask@other_bot siapa Messi?",
        "hello @kutip_botfan siapa Messi?",
    ],
)
async def test_what_is_for_another_bot_is_left_alone_in_a_group(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, text: str
) -> None:
    group = server.group("Newsroom")
    async with running(examples, settings, server):
        ana.write(group, text)
        ana.send_file(group, "x.txt", b"Gempa.", caption="/add@other_bot")
        await server.quiet()
        assert len(server.history(group)) == 2
    assert examples.size().articles == 10


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Podolyak /privacy", "No article mentions “privacy”"),
        ("/ASK siapa Messi?", "Messi"),
        ("/article_3", "1. Presiden Joko Widodo"),
        ("/article 99999999999999999999", "is not an article number"),
        ("/remove_3", "is in the shared library"),
        ("/add {kata} pembuka berita itu", "Added {kata} pembuka"),
        ("/add %PDF adalah format berkas", "Added %PDF adalah"),
        ("/add ---\ntitle: " + "[" * 500 + "]" * 500 + "\n---\nIsi.", "is not valid YAML"),
        ("/add ---\ntitle: &a [x,x]\nb: [*a,*a]\n---\nIsi.", "is not valid YAML"),
    ],
)
async def test_odd_messages_are_understood(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, text: str, says: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, text)
        assert says in (await server.next_message(chat)).text


async def test_an_article_of_the_shared_library_is_not_added_twice(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    _, paragraphs = examples.article(3)
    async with running(examples, settings, server):
        ana.write(chat, "/add " + "\n".join(paragraph.text for paragraph in paragraphs))
        assert "Already here" in (await server.next_message(chat)).text


async def test_long_answers_to_add_article_and_articles_fit(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    lines = [b'{"title": "%s", "text": "Gol %d."}' % ("😀".encode() * 1000, number) for number in range(40)]
    bad = [b'{"text": 1}'] * 40
    many = "\n".join(f"Gol {number}." for number in range(3000))
    async with running(library, settings, server):
        for name, data in [
            ("a.jsonl", b"\n".join(lines)),
            ("b" * 200 + ".jsonl", b"\n".join(bad)),
            ("c.txt", many.encode()),
        ]:
            ana.send_file(chat, name, data, caption="/add")
            reply = await server.next_message(chat)
            assert "went wrong" not in reply.text
        ana.write(chat, "/articles")
        assert "41 articles" in (await server.next_message(chat)).text
        ana.write(chat, "/article 41")
        page = await server.next_message(chat)
        pages = 1
        while any("More" in label for label in page.buttons[0]):
            ana.press(page, "More")
            page = await server.next_edit(page)
            pages += 1
        assert "3000. Gol 2999." in page.text
        assert pages > 10
