"""Photos and files with captions, over HTTP because albums arrive that way."""

import pytest

from bot.runtime.settings import Settings
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person


@pytest.mark.parametrize(
    ("caption", "says"),
    [
        ("/add Kapal karam di laut Contoh.", "Added Kapal karam di laut Contoh."),
        ("/ask siapa Messi?", "Messi"),
        ("/HELP@kutip_bot", "In a private chat, every message is a question."),
        ("/article_3", "1. Presiden Joko Widodo"),
        ("/forget", "I keep nothing about you."),
        ("/remove", "Which article?"),
        ("/foo", "I do not know this command."),
        ("siapa Podolyak?", "Podolyak"),
        ("", "Send me your question as text"),
    ],
)
async def test_a_caption_is_read_as_a_text_is(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, caption: str, says: str
) -> None:
    async with running(examples, settings, server):
        ana.send_photos(chat, [caption])
        assert says in (await server.next_message(chat)).text


async def test_in_a_group_only_what_is_for_the_bot_is(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        for caption in ("/ask@other_bot siapa Messi?", "/foo", "siapa Messi?", ""):
            ana.send_photos(group, [caption])
        ana.send_photos(group, ["/ask siapa Messi?"])
        assert "Messi" in (await server.next_message(group)).text
        await server.quiet()
        assert len([message for message in server.history(group) if message.sender.is_bot]) == 1


async def test_an_album_is_answered_once_and_again_where_it_says_something(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.send_photos(chat, ["Tanggul jebol.", "", "", ""], forwarded=True)
        ana.send_photos(chat, ["", "", "siapa Messi?", ""])
        ana.send_photos(chat, ["", ""])
        await server.quiet()
    said = [message.text for message in server.history(chat) if message.sender.is_bot]
    assert len(said) == 4
    assert said[0].startswith("Add this text to this chat's library")
    assert said[1].startswith(how_to := "Send me your question as text")
    assert "Messi" in said[2]
    assert said[3].startswith(how_to)


async def test_a_command_below_a_forwarded_photo_is_part_of_the_post(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.send_photos(chat, ["/start kabar hari ini"], forwarded=True)
        assert (await server.next_message(chat)).text.startswith("Add this text to this chat's library")


@pytest.mark.parametrize("text", ["/sources_2", "/forget_1", "/ask_1 siapa Messi?", "/foo_1"])
async def test_a_number_in_a_command_that_has_none_is_no_known_command(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, text: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, text)
        assert (await server.next_message(chat)).text.startswith("I do not know this command.")


async def test_a_question_below_a_file_is_answered_about_it_and_the_file_is_offered(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    text = "Banjir di Lumbir\n\nLima orang tewas di Lumbir, kata polisi.\n\nTanggul jebol pada Senin."
    async with running(examples, settings, server):
        ana.send_file(chat, "lumbir.txt", text.encode(), caption="berapa orang tewas?")
        answer = await server.next_message(chat)
        assert "Lima orang tewas di Lumbir" in answer.text
        assert answer.buttons == []
        offer = await server.next_message(chat)
        assert offer.text.startswith("Add lumbir.txt to this chat's library?")
        ana.press(offer, "Add")
        await server.next_edit(offer)
        assert (await server.next_edit(offer)).text.startswith("Added Banjir di Lumbir")
        ana.send_file(chat, "kosong.txt", b"", caption="berapa orang tewas?")
        assert (await server.next_message(chat)).text.startswith("kosong.txt is empty")
        for caption in ("makasih", "tambahkan ya", "ini beritanya kak, makasih", "buat arsip min"):
            ana.send_file(chat, "terima.txt", text.encode(), caption=caption)
            assert (await server.next_message(chat)).text.startswith("Add terima.txt")
