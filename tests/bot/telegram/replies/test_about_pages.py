"""A question beside a link is answered from its page, which is then offered."""

import pytest

from bot.runtime.settings import Settings
from index.ingestion.fetching import web
from index.library import Library
from index.model.errors import Fault, ReadError
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person

FIRE, FLOOD, GONE = (f"https://kabar.example/{name}" for name in ("kebakaran", "banjir", "hilang"))
TEXTS = {
    FIRE: (
        "Pasar Lembayung terbakar",
        "Kebakaran Pasar Lembayung menewaskan tiga pedagang, kata polisi pada Senin.",
    ),
    FLOOD: ("Banjir di Lumbir", "Banjir di Lumbir merendam dua ratus rumah sejak Minggu malam, kata bupati."),
}


@pytest.fixture(autouse=True)
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []

    def fetch(_: web.Session, url: str) -> web.Page:
        urls.append(url)
        if url not in TEXTS:
            raise ReadError(Fault.PAGE_NOT_FETCHED, source=url, why="status", status=404)
        title, text = TEXTS[url]
        page = f"<html><head><title>{title}</title></head><body><article><p>{text}</p></article></body>"
        return web.Page(url, is_html=True, data=page.encode())

    monkeypatch.setattr(web.Session, "fetch", fetch)
    return urls


@pytest.mark.parametrize(
    "text",
    [
        f"berapa pedagang tewas? {FIRE}",
        f"{FIRE} berapa pedagang yang tewas",
        f"{FIRE}\nsiapa yang tewas?",
        f"halo min, {FIRE} pedagang yang tewas berapa",
        f"how many pedagang tewas ({FIRE})?",
        f"pedagang yang tewas berapa orang sih {FIRE}",
        f"mau tau berapa pedagang yang tewas {FIRE}",
        f"/ask pedagang tewas {FIRE}",
        f"Pasar Lembayung terbakar\n\nApi menyala.\n{FIRE}\n\nberapa pedagang tewas?",
    ],
)
async def test_the_page_answers_and_is_offered(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, text: str
) -> None:
    async with running(examples, settings, server):
        sent = ana.write(chat, text)
        answer = await server.next_message(chat)
        assert TEXTS[FIRE][1] in answer.text
        assert "I searched only this page." in answer.text
        offer = await server.next_message(chat)
        assert offer.text.startswith(f"Add the article at {FIRE} to this chat's library?")
        assert offer.reply_to is not None
        assert offer.reply_to.message_id == sent.message_id
        ana.press(offer, "Add")
        await server.next_edit(offer)
        assert (await server.next_edit(offer)).text.startswith("Added Pasar Lembayung terbakar")
    assert any(TEXTS[FIRE][1] in message.text for message in server.history(chat))  # not overwritten by the offer


@pytest.mark.parametrize("text", [f"Pasar Lembayung terbakar\n{FIRE}", f"lihat {FIRE} dong", FIRE, f"/ask {FIRE}"])
async def test_without_a_question_the_page_is_only_offered(
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    ana: Person,
    chat: Chat,
    text: str,
    fetched: list[str],
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, text)
        told = await server.next_message(chat)
        assert told.text.startswith(("Add the article at", "To ask about a page"))
    assert fetched == []


@pytest.mark.parametrize("text", [f"{FIRE} ini apa?", f"apa itu? {FIRE}"])
async def test_a_question_without_words_gets_the_beginning(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, text: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, text)
        said = (await server.next_message(chat)).text
        begins, _, article = said.partition("\n\n")
        assert begins in ("The article begins:", "Awal artikelnya:")
        assert article.startswith("Pasar Lembayung terbakar\nKebakaran Pasar Lembayung")


async def test_several_pages_answer_together_and_one_that_is_gone_has_a_line(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, f"berapa rumah terendam di Lumbir? {FIRE} {FLOOD} {GONE}")
        answer = (await server.next_message(chat)).text
        assert "dua ratus rumah" in answer
        assert f"{GONE} cannot be fetched: its server answered 404." in answer
        await server.next_message(chat)
        ana.write(chat, f"berapa rumah terendam? {GONE}")
        assert (await server.next_message(chat)).text == f"{GONE} cannot be fetched: its server answered 404."
        await server.quiet()
    assert server.history(chat)[-1].text.startswith(GONE)


async def test_a_reply_to_a_link_asks_about_its_page_also_in_a_group(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Warga")
    async with running(examples, settings, server):
        link = ana.write(group, f"Banjir lagi\n\nSungai meluap.\n\n{FLOOD}")
        ana.write(group, "@kutip_bot berapa rumah terendam?", reply_to=link)
        answer = await server.next_message(group)
        assert "dua ratus rumah" in answer.text
        assert "reply to the link with /add" in answer.text
        ana.write(group, f"/ask berapa pedagang tewas? {FIRE}")
        assert "tiga pedagang" in (await server.next_message(group)).text
        await server.quiet()
    assert len([message for message in server.history(group) if message.sender.is_bot]) == 2
