"""The offer to add a file or a forwarded post in private, over HTTP because files are."""

import pytest
from telegram import Document
from telegram.error import TimedOut

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication
from bot.telegram.replies import adding
from index.ingestion.fetching import web
from index.library import Library
from tests.bot.telegram.over_http import TOKEN, running
from tests.botapi.server import BotApiServer, Chat, Message, Person
from tests.fakes import ANA, RecordingRequest, Updates, message

FLOOD = "Banjir merendam Kota Contoh.\n\nTanggul jebol di dua tempat."


async def _done(server: BotApiServer, offer: Message) -> Message:
    """Return an accepted offer as it is when the work is done; at once it says that it has begun."""
    assert (await server.next_edit(offer)).text == "Adding …"
    return await server.next_edit(offer)


async def test_a_file_is_added_at_a_press(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        sent = ana.send_file(chat, "banjir.txt", FLOOD.encode())
        offer = await server.next_message(chat)
        assert offer.text.startswith("Add banjir.txt to this chat's library?")
        assert offer.reply_to is not None
        assert offer.reply_to.message_id == sent.message_id
        assert offer.buttons == [["Add", "No"]]
        ana.press(offer, "Add")
        done = await _done(server, offer)
        assert done.text.startswith("Added Banjir merendam Kota Contoh.")
        assert done.buttons == []
        ana.write(chat, "di mana tanggul jebol?")
        assert "Tanggul jebol di dua tempat." in (await server.next_message(chat)).text
    assert [article.library for article in library.articles(frozenset({f"chat:{chat.id}"}))] == [f"chat:{chat.id}"]


async def test_a_forwarded_post_is_added_with_its_channel_or_left(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        channel = server.channel("Kabar Contoh", username="kabarcontoh")
        ana.forward(chat, FLOOD, from_chat=channel)
        offer = await server.next_message(chat)
        assert offer.text.startswith("Add this post by Kabar Contoh to this chat's library?")
        ana.press(offer, "No")
        assert (await server.next_edit(offer)).text == "Not added."
        assert not library.articles(frozenset({f"chat:{chat.id}"}))
        ana.forward(chat, FLOOD, from_chat=channel)
        offer = await server.next_message(chat)
        ana.press(offer, "Add")
        await _done(server, offer)
    (added,) = library.articles(frozenset({f"chat:{chat.id}"}))
    assert added.publisher == "Kabar Contoh"


async def test_a_file_that_telegram_does_not_give_is_told(
    library: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[Document] = []

    async def get_file(document: Document) -> None:
        tries.append(document)
        raise TimedOut

    monkeypatch.setattr(Document, "get_file", get_file)
    monkeypatch.setattr(adding, "_DOWNLOAD_AGAIN_AFTER", (0.0, 0.0, 0.0))
    told = "banjir.txt could not be downloaded from Telegram: send it again in a minute."
    async with running(library, settings, server):
        ana.send_file(chat, "banjir.txt", FLOOD.encode(), caption="/add")
        assert (await server.next_message(chat)).text == told
        assert len(tries) == 3
        ana.send_file(chat, "banjir.txt", FLOOD.encode())
        offer = await server.next_message(chat)
        ana.press(offer, "Add")
        assert (await _done(server, offer)).text == told


async def test_a_file_that_is_no_article_is_one_line(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        ana.send_file(chat, "gambar.txt", b"\x00\x01\x02" * 100)
        offer = await server.next_message(chat)
        ana.press(offer, "Add")
        assert "gambar.txt" in (await _done(server, offer)).text
    assert not library.articles(frozenset({f"chat:{chat.id}"}))


@pytest.mark.parametrize(
    ("replied", "chat_id"),
    [
        (None, 7),  # deleted meanwhile
        ({**message(7, ""), "from": ANA}, 7),
        ({**message(-5, FLOOD), "from": ANA}, -5),  # in a group nothing is offered, so it is forged
    ],
)
async def test_a_press_without_what_was_offered_adds_nothing(
    bot: BotApplication,
    examples: Library,
    request_: RecordingRequest,
    updates: Updates,
    replied: object,
    chat_id: int,
) -> None:
    before = examples.size(frozenset({f"chat:{chat_id}"}))
    press = updates.press("o:add", chat_id, reply_to_message=replied)
    await bot.process_update(press)
    (told,) = request_.calls[-1:]
    assert told.method == "answerCallbackQuery"
    assert told.parameters["text"].startswith("That message is gone.")
    assert examples.size(frozenset({f"chat:{chat_id}"})) == before


async def test_a_link_is_added_at_a_press_and_by_add(
    library: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = f"<html><head><title>Banjir</title></head><body><article><p>{FLOOD}</p></article></body></html>"
    fetched: list[str] = []

    def fetch(_: web.Session, url: str) -> web.Page:
        fetched.append(url)
        return web.Page(url, is_html=True, data=page.encode())

    monkeypatch.setattr(web.Session, "fetch", fetch)
    async with running(library, settings, server):
        ana.write(chat, "https://kabar.example/banjir")
        offer = await server.next_message(chat)
        assert offer.text.startswith("Add the article at https://kabar.example/banjir to this chat's library?")
        assert fetched == []
        ana.press(offer, "Add")
        assert (await _done(server, offer)).text.startswith("Added Banjir")
        ana.write(chat, "/add https://kabar.example/banjir")
        assert (await server.next_message(chat)).text.startswith("Already here: Banjir")
    assert len(fetched) == 2


async def test_a_page_that_can_not_be_fetched_is_one_line(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        ana.write(chat, f"/add {server.url}/bot{TOKEN}/getMe")
        reply = (await server.next_message(chat)).text
        assert reply.endswith("cannot be fetched: its server cannot be reached from the internet.")
    assert not library.articles(frozenset({f"chat:{chat.id}"}))
