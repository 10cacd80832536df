"""Links are found wherever they stand in a message, and no article is made of addresses."""

import re
from typing import Any

import pytest
from telegram import Message

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.replies.to_add import texts_to_add
from index.ingestion.fetching import web
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person
from tests.fakes import RecordingRequest, Updates, message

ONE, TWO = "https://kabar.example/berita/1", "https://kabar.example/berita/2"
WIKI = "https://ensiklopedia.example/wiki/Lumbir_(kecamatan)"
LEAD = "Api menghanguskan dua ratus kios sejak Senin dini hari, kata petugas. " * 3
CHANNEL = {"id": -77, "type": "channel", "title": "Kabar Contoh"}
CHANNEL_LINK = "t.me/kabarcontoh"
POSTED = {"type": "channel", "chat": CHANNEL, "message_id": 1, "date": 1}


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls: list[str] = []

    def fetch(_: web.Session, url: str) -> web.Page:
        urls.append(url)
        text = f"Banjir merendam Kota Contoh nomor {len(urls)}. Tanggul jebol di dua tempat pada Senin pagi."
        page = f"<html><head><title>Banjir {len(urls)}</title></head><body><article><p>{text}</p></article></body>"
        return web.Page(url, is_html=True, data=page.encode())

    monkeypatch.setattr(web.Session, "fetch", fetch)
    return urls


def said(updates: Updates, text: str, **more: Any) -> Message:
    message = updates.text(text, **more).message
    assert message
    return message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE, (ONE,)),
        (f"  {ONE}\n", (ONE,)),
        (f"Pasar Lembayung terbakar\n{ONE}", (ONE,)),
        (f"tolong simpan {ONE}", (ONE,)),
        (f"lihat {ONE} dong", (ONE,)),
        (f"lihat ({ONE}).", (ONE,)),
        ("www.kabar.example/berita/1", ("https://www.kabar.example/berita/1",)),
        (f"{ONE} {TWO}\n{ONE}", (ONE, TWO)),
        (f"{ONE} apa isinya?", (ONE,)),
        ("siapa presiden?", ()),
        (f"Judul\n\nIsi berita yang panjang.\nSumber: {ONE}", ()),
        (f"{'Isi berita yang panjang. ' * 20} Source (web): {ONE}", ()),
        (f"{'Isi berita yang panjang. ' * 60}\n{ONE}", ()),
        (f"Judul\n\nSatu.\n\nDua.\n\n{ONE}", ()),
        (f"{LEAD} Menurut {ONE} hujan turun. {LEAD}", ()),
        (f"Pasar terbakar\n\n{LEAD}\n\n{ONE}", (ONE,)),
        (f"{ONE}\n\nPasar terbakar\n{LEAD}", (ONE,)),
        (f"{LEAD} {LEAD}\n{ONE}", (ONE,)),
        (f"Pasar terbakar\n\nBaca selengkapnya: {ONE}", (ONE,)),
        (f"Sumber air kering\n\n{LEAD} {ONE}", (ONE,)),
        (f"Pasar terbakar\n{ONE}\n\nberapa korbannya?", (ONE,)),
        (f"{WIKI} ({WIKI}), [{ONE}] {{{TWO}}}.", (WIKI, ONE, TWO)),
        ("https://kabar.example/a_(b)_(c)).", ("https://kabar.example/a_(b)_(c)",)),
        ("apa itu http://?", ()),
        (f"{ONE} kabar.com/b tempo.co/c", (ONE, "https://kabar.com/b", "https://tempo.co/c")),
        ("cek di sini: bit.ly/abc", ("https://bit.ly/abc",)),
        ("kapan banjir menurut bit.ly/abc ?", ("https://bit.ly/abc",)),
        ("kabar.com tempo.co", ("https://kabar.com", "https://tempo.co")),
        ("siapa pemilik kabar.com?", ()),
        ("ana@kabar.com/1 dan.atau/misalnya p.m./a.m. Rp3.500/kg S.H./M.H.", ()),
        ("harga 3.500/kg di www", ()),
    ],
)
async def test_where_addresses_are_found(
    bot: BotApplication, updates: Updates, text: str, found: tuple[str, ...]
) -> None:
    assert addresses_to_add(said(updates, text)) == found


async def test_addresses_that_telegram_marks_are_found(bot: BotApplication, updates: Updates) -> None:
    behind = [{"type": "text_link", "offset": 0, "length": 5, "url": ONE}]
    message = {**said(updates, "Pasar terbakar").to_dict(), "entities": behind}
    assert addresses_to_add(Message.de_json(message, bot.bot)) == (ONE,)


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (f"Pasar Lembayung terbakar\n{ONE}", [ONE]),
        (f"Pasar Lembayung terbakar\n\n{LEAD}\n\n{ONE}", [ONE]),
        (ONE, [ONE]),
        (f"Pasar terbakar.\n{LEAD * 5}\n{ONE}", [f"Pasar terbakar.\n{LEAD * 5}"]),
        ("Pasar terbakar pagi ini.\nhttps://t.me/kabarcontoh", ["Pasar terbakar pagi ini."]),
        (f"Menurut {ONE} pasar terbakar.", [f"Menurut {ONE} pasar terbakar."]),
        (f"Pasar terbakar pagi ini. Sumber: {ONE}", [f"Pasar terbakar pagi ini. Sumber: {ONE}"]),
    ],
)
async def test_a_forwarded_post_is_its_page_or_its_text(
    bot: BotApplication, updates: Updates, text: str, added: list[str]
) -> None:
    assert list(texts_to_add(said(updates, text, forward_origin=POSTED))) == added


async def test_a_linked_headline_of_a_post_is_its_page(bot: BotApplication, updates: Updates) -> None:
    for text, found in (("Pasar terbakar\nPagi ini.", (ONE,)), ("Pasar terbakar, kata polisi.", ())):
        entities = [{"type": "text_link", "offset": 0, "length": 14, "url": ONE}]
        post = {**said(updates, text, forward_origin=POSTED).to_dict(), "entities": entities}
        assert addresses_to_add(Message.de_json(post, bot.bot)) == found


async def test_hosts_alone_are_pages_and_among_words_names(bot: BotApplication, updates: Updates) -> None:
    def marked(text: str) -> tuple[str, ...]:
        hosts = list(re.finditer(r"[\w.]+\.(?:example|com)\b", text))
        entities = [{"type": "url", "offset": host.start(), "length": len(host[0])} for host in hosts]
        return addresses_to_add(Message.de_json({**said(updates, text).to_dict(), "entities": entities}, bot.bot))

    assert marked("kabar.example kabar.com") == ("https://kabar.example", "https://kabar.com")
    assert marked("siapa pemilik kabar.com") == ()


@pytest.mark.parametrize("text", ["kabar.contoh lain.contoh", "halo", f"Terbakar\n{CHANNEL_LINK}", CHANNEL_LINK])
async def test_neither_words_nor_addresses_alone_become_an_article(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    before = examples.size(frozenset({"chat:7"}))
    await bot.process_update(updates.text(f"/add {text}"))
    await bot.process_update(updates.press("o:add", reply_to_message=message(7, text, forward_origin=POSTED)))
    assert examples.size(frozenset({"chat:7"})) == before


async def test_a_shared_page_is_offered_and_added(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, fetched: list[str]
) -> None:
    async with running(library, settings, server):
        ana.write(chat, f"Pasar Lembayung terbakar\n{ONE}")
        offer = await server.next_message(chat)
        assert offer.text.startswith(f"Add the article at {ONE} to this chat's library?")
        query = ana.press(offer, "Add")
        assert (await server.next_edit(offer)).text == "Adding …"
        assert (await server.next_edit(offer)).text.startswith("Added Banjir 1")
        assert query
        ana.write(chat, f"dua berita: {ONE} {TWO}")
        offer = await server.next_message(chat)
        assert offer.text.startswith("Add the articles at these 2 addresses to this chat's library?")
        assert TWO in offer.text


async def test_an_offer_that_was_accepted_is_not_accepted_again_after_a_restart(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, fetched: list[str]
) -> None:
    async with running(library, settings, server):
        ana.write(chat, ONE)
        offer = await server.next_message(chat)
        ana.press(offer, "Add")
        await server.next_edit(offer)
        assert (await server.next_edit(offer)).text.startswith("Added Banjir 1")
    ana.forge(offer, "o:add")
    async with running(library, settings, server):
        await server.quiet()
    assert server.history(chat)[-1].text.startswith("Added Banjir 1")
    assert fetched == [ONE]


async def test_a_second_press_changes_nothing(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, fetched: list[str]
) -> None:
    async with running(library, settings, server):
        ana.write(chat, ONE)
        offer = await server.next_message(chat)
        ana.press(offer, "Add")
        ana.forge(offer, "o:add")
        assert (await server.next_edit(offer)).text == "Adding …"
        assert (await server.next_edit(offer)).text.startswith("Added Banjir 1")
        ana.write(chat, "/articles")
        await server.next_message(chat)
    assert fetched == [ONE]


async def test_add_reads_the_pages_and_never_makes_an_article_of_addresses(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, fetched: list[str]
) -> None:
    async with running(library, settings, server):
        ana.write(chat, f"/add {ONE} dua kata {TWO}")
        lines = (await server.next_message(chat)).text.splitlines()
        assert [line.split(" (")[0] for line in lines] == ["Added Banjir 1", "Added Banjir 2"]
        for slip in ("/add halo", "/add halo dunia", "/add hello everyone"):
            ana.write(chat, slip)
            assert (await server.next_message(chat)).text.startswith("To add an article to this chat's library")
    assert fetched == [ONE, TWO]


@pytest.mark.parametrize("name", ["laporan.doc", "a.pptx", "b.ZIP", "c.exe", "d.xlsx"])
async def test_a_file_that_no_reader_takes_is_refused_at_once(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, name: str
) -> None:
    async with running(library, settings, server):
        for caption in ("", "/add"):
            ana.send_file(chat, name, b"%PDF-", caption)
            told = await server.next_message(chat)
            assert told.text.startswith(
                f"{name} is skipped: Kutip cannot read .{name.split('.')[1].lower()} files"
            )
            assert told.buttons == []
    assert not any(method == "getFile" for method, _ in server.calls)


async def test_in_a_group_nothing_is_offered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(f"lihat {ONE}", -5))
    assert request_.sent() == []


@pytest.mark.parametrize(
    "text",
    [
        "ftp://kabar.example/a dong",
        "https://",
        "lihat FTP://kabar.example/b",
        "/add sftp://a.example",
        "tg://user?id=1 who is it?",
    ],
)
async def test_an_address_of_another_scheme_is_told_to_be_none(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    await bot.process_update(updates.text(text))
    (reply,) = request_.sent()
    assert "cannot be fetched: it is not a web address." in reply["text"]
    assert "reply_markup" not in reply


async def test_each_of_several_pages_that_cannot_be_read_is_named(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    pages = " ".join(f"http://127.0.0.1:1/{number}{'a' * 300}" for number in range(7))
    await bot.process_update(updates.text(f"apa isinya? {pages}"))
    (reply,) = request_.sent()
    lines = reply["text"].splitlines()
    assert len(lines) == 5
    assert all(f"127.0.0.1:1/{number}" in line for number, line in enumerate(lines))
    assert len(reply["text"]) < 2000


async def test_addresses_that_are_left_out_are_counted(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(" ".join(f"https://kabar.example/{number}" for number in range(12))))
    (offer,) = request_.sent()
    assert "these 5 addresses" in offer["text"]
    assert "I take five addresses at a time and left out 7 more: send them again by themselves." in offer["text"]
    assert "You can then ask about them." in offer["text"]
    await bot.process_update(updates.text(" ".join(f"https://kabar.example/{number}" for number in range(5))))
    assert "left out" not in request_.sent()[-1]["text"]


@pytest.mark.parametrize(
    "text",
    ["http://[::1]:22/", "http://2130706433/ simpan", "http://rusak", "http://192.168.1.1/a http://x.local"],
)
async def test_an_address_where_no_public_server_can_be_is_refused_at_once(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str
) -> None:
    await bot.process_update(updates.text(text))
    (reply,) = request_.sent()
    assert all(
        "cannot be fetched: its server cannot be reached from the internet." in line
        for line in reply["text"].splitlines()
    )
    assert "reply_markup" not in reply


async def test_beside_an_address_that_leads_nowhere_the_other_is_offered(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(f"http://rusak {ONE}?id=3&utm_source=tg#komentar"))
    (reply,) = request_.sent()
    refusal, _, offer = reply["text"].partition("\n")
    assert refusal.startswith("http://rusak cannot be fetched")
    assert offer.strip().startswith(f"Add the article at {ONE}?id=3 to this chat's library?")
