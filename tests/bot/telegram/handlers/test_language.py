"""The language of each reply, and /language."""

import re
from typing import Any

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from index.model.errors import Fault, StoreError
from tests.bot.telegram.over_http import TOKEN, running
from tests.botapi.server import BotApiServer
from tests.botapi.server.formatting.html import parse_html
from tests.fakes import ANA, SITI, ReadingsInProcess, RecordingRequest, Updates, message

GROUP = -5
ENGLISH, INDONESIAN = "Ask\nIn a private chat", "Bertanya\nDi obrolan pribadi"


def by(person: dict[str, Any]) -> dict[str, Any]:
    return {"from": person}


BY_SITI = by(SITI)


async def said(bot: BotApplication, request: RecordingRequest, update: Any) -> dict[str, Any]:
    """Handle an update and return the one message that answers it."""
    before = len(request.sent())
    await bot.process_update(update)
    (reply,) = request.sent()[before:]
    return reply


def plain(reply: dict[str, Any]) -> str:
    return parse_html(reply["text"])[0]


def labels(reply: dict[str, Any]) -> list[str]:
    return [button["text"] for row in reply["reply_markup"]["inline_keyboard"] for button in row]


async def test_a_person_is_answered_in_the_language_of_their_telegram(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for person, begins in [(ANA, ENGLISH), (SITI, INDONESIAN), ({**SITI, "language_code": "ms"}, INDONESIAN)]:
        assert plain(await said(bot, request_, updates.text("/help", **by(person)))).startswith(begins)
    for code in ("de", "", None):
        person = {**SITI, "language_code": code}
        assert plain(await said(bot, request_, updates.text("/help", **by(person)))).startswith(ENGLISH)


async def test_an_answer_is_the_same_quote_in_both_languages(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    english = await said(bot, request_, updates.text("apa yang disepakati di Brest?"))
    indonesian = await said(bot, request_, updates.text("apa yang disepakati di Brest?", **BY_SITI))
    quotes = [re.findall(r"<blockquote>.*</blockquote>", reply["text"]) for reply in (english, indonesian)]
    assert quotes[0] == quotes[1] != []
    assert re.search(r"3 March 2022 · paragraph 1 · 1 of \d$", plain(english))
    assert re.search(r"3 Maret 2022 · paragraf 1 · 1 dari \d$", plain(indonesian))
    assert "(dari Kantor Berita Contoh)" in plain(indonesian)
    assert labels(english) == ["More ›", "Context", "Why", "👍", "👎", "Open the page"]
    assert labels(indonesian) == ["Lainnya ›", "Konteks", "Alasan", "👍", "👎", "Buka halamannya"]


async def test_a_view_is_in_the_language_of_who_presses_for_it(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    answer = await said(bot, request_, updates.text("apa yang disepakati?"))
    data = [button["callback_data"] for button in answer["reply_markup"]["inline_keyboard"][0]]
    shown = []
    for view in data:
        await bot.process_update(updates.press(view, by=SITI))
        shown.append(request_.calls[-1].parameters)
    more, context, why = shown
    assert re.search(r" · paragraf \d · 2 dari 5$", plain(more))
    assert labels(more) == ["‹ Kembali", "Lainnya ›", "Konteks", "Alasan", "👍", "👎", "Buka halamannya"]
    assert re.search(r" · paragraf \d · /article_\d$", plain(context))
    assert labels(context) == labels(why) == ["‹ Kutipan"]
    assert re.search(
        r"^Mengapa paragraf ini di urutan ke-1\n.*^Kata yang cocok: disepakati \d,\d\d$"
        r".*^Mencakup 100% dari pertanyaan"
        r".*^Skor: \d+,\d\d \(kata, artikel\)\. Skor berikutnya \d+,\d\d: paragraf \d dari “",
        plain(why),
        flags=re.DOTALL | re.MULTILINE,
    )


async def test_an_article_is_added_and_removed_in_indonesian(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    for text, says in [
        ("/add Gempa di kota.", "Ditambahkan: Gempa di kota. (1 paragraf, /article_11)"),
        ("/add Gempa di kota.", "Sudah ada: Gempa di kota. (1 paragraf, /article_11)"),
        ("/remove 11", "Dihapus: Gempa di kota. (1 paragraf)."),
    ]:
        assert plain(await said(bot, request_, updates.text(text, **BY_SITI))) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("/start", "Kutip menjawab pertanyaan tentang berita"),
        ("/privacy", "agar tombol di bawah jawaban berfungsi: selama 30 hari."),
        ("/articles", "10 artikel\n"),
        ("/article 3", "1. Presiden Joko Widodo meresmikan"),
        ("/article 99", "Tidak ada artikel 99 di sini: /articles menampilkan daftarnya."),
        ("/article tiga", "“tiga” bukan nomor artikel."),
        ("/article", "Artikel yang mana?"),
        ("/remove 1", "Artikel 1 ada di koleksi bersama"),
        ("/add", "Untuk menambahkan artikel ke koleksi obrolan ini"),
        (
            "/add ---\ntitle: &a x\nauthor: *a\n---\nIsi.",
            "Teks ini, baris 3: front matter bukan YAML yang sah",
        ),
        ("/ask", "Apa yang ingin Anda ketahui?"),
        ("/nonsense", "Perintah ini tidak dikenal."),
        ("resep rendang?", "Tidak ditemukan. Tidak ada artikel yang menyebut “resep”, “rendang”."),
        ("???", "Apa yang ingin Anda ketahui?"),
        ("di mana?", "Tidak ditemukan. Pertanyaan Anda tidak memuat kata yang bisa dicari."),
        ("/language xx", "Bahasa “xx” belum tersedia."),
    ],
)
async def test_every_reply_is_in_indonesian_for_who_reads_it(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, text: str, says: str
) -> None:
    assert says in plain(await said(bot, request_, updates.text(text, **BY_SITI)))


async def test_a_bug_is_told_in_the_language_too(
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(examples, "ask", None)
    assert plain(await said(bot, request_, updates.text("apa?", **BY_SITI))).startswith("Maaf, terjadi kesalahan")


async def test_a_language_that_is_chosen_in_private_is_for_oneself_and_survives_a_restart(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, settings: Settings
) -> None:
    reply = await said(bot, request_, updates.text("/language id"))
    assert plain(reply) == "Bahasa saya di sini: Bahasa Indonesia."
    assert plain(await said(bot, request_, updates.text("/help"))).startswith(INDONESIAN)
    in_group = await said(bot, request_, updates.text("/ask", chat_id=GROUP))
    assert plain(in_group).startswith("Apa yang ingin Anda ketahui?")
    of_another = await said(bot, request_, updates.text("/help", 9, **by({**ANA, "id": 9})))
    assert plain(of_another).startswith(ENGLISH)
    calls = RecordingRequest()
    with open_configured_library(settings) as reopened:
        restarted = build_application(reopened, settings, calls, readings=ReadingsInProcess())
        await restarted.initialize()
        assert plain(await said(restarted, calls, Updates(restarted.bot).text("/help"))).startswith(INDONESIAN)
        await restarted.shutdown()


async def test_without_a_code_the_languages_are_shown_to_choose_from(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    reply = await said(bot, request_, updates.text("/language"))
    assert plain(reply) == "I speak English here. No language is set: I use the language of your Telegram."
    assert labels(reply) == ["English", "Bahasa Indonesia", "As in Telegram"]
    rows = reply["reply_markup"]["inline_keyboard"]
    for row, shown in [
        (1, "Bahasa saya di sini: Bahasa Indonesia."),
        (0, "I speak English here."),
        (2, "I speak English here. No language is set: I use the language of your Telegram."),
    ]:
        await bot.process_update(updates.press(rows[row][0]["callback_data"]))
        answered, edited = request_.calls[-2:]
        assert "text" not in answered.parameters
        assert edited.method == "editMessageText"
        assert plain(edited.parameters) == shown


@pytest.mark.parametrize("data", ["l:", "l:xx", "l:EN", "l:../id", "l:id:1", "l:auto2"])
async def test_a_forged_choice_changes_nothing(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, data: str, examples: Library
) -> None:
    await bot.process_update(updates.press(data))
    assert request_.calls[-1].method == "answerCallbackQuery"
    assert request_.calls[-1].parameters["show_alert"] is True
    assert examples.chats.language("chat:7") is None


async def test_only_administrators_choose_the_language_of_a_group(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    refused = await said(bot, request_, updates.text("/language id", chat_id=GROUP))
    assert plain(refused) == "Only administrators can choose a group's language."
    await bot.process_update(updates.press("l:id", chat_id=GROUP))
    assert request_.calls[-1].method == "answerCallbackQuery"
    assert request_.calls[-1].parameters["text"] == plain(refused)
    assert examples.chats.language(f"chat:{GROUP}") is None
    request_.administrators.add(7)
    await said(bot, request_, updates.text("/language id", chat_id=GROUP))
    told = plain(await said(bot, request_, updates.text("/help", chat_id=GROUP)))
    assert told.startswith("Di sini, tanyakan dengan /ask")
    assert plain(await said(bot, request_, updates.text("/help"))).startswith(ENGLISH)
    await bot.process_update(updates.press("l:auto", chat_id=GROUP))
    assert plain(await said(bot, request_, updates.text("/help", chat_id=GROUP))).startswith(
        "Ask me here with /ask"
    )
    with_siti = await said(bot, request_, updates.text("/help", chat_id=GROUP, **BY_SITI))
    assert plain(with_siti).startswith("Di sini, tanyakan dengan /ask")


async def test_who_writes_in_the_name_of_the_group_is_an_administrator_and_of_a_channel_is_not(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    channel = {"id": -100, "type": "channel", "title": "Radio"}
    await said(bot, request_, updates.text("/language id", chat_id=GROUP, sender_chat=channel))
    assert examples.chats.language(f"chat:{GROUP}") is None
    itself = message(GROUP, "x")["chat"]
    await said(bot, request_, updates.text("/language id", chat_id=GROUP, sender_chat=itself))
    assert examples.chats.language(f"chat:{GROUP}") == "id"


async def test_people_are_answered_though_the_choices_can_not_be_read(
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(name: str) -> str | None:
        raise StoreError(Fault.DATABASE_LOCKED, path="kutip.db")

    monkeypatch.setattr(examples.chats, "language", locked)
    assert plain(await said(bot, request_, updates.text("/help", **BY_SITI))).startswith(INDONESIAN)


async def test_a_chosen_language_whose_catalogue_is_gone_is_as_if_none_was_chosen(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    examples.chats.set_language("chat:7", "xx")
    assert plain(await said(bot, request_, updates.text("/help"))).startswith(ENGLISH)


async def test_a_group_speaks_the_language_that_its_administrator_chose_by_a_button(
    examples: Library, settings: Settings
) -> None:
    async with BotApiServer(TOKEN, "kutip_bot") as server:
        ana, budi = server.person("Ana"), server.person("Budi")
        group = server.group("Newsroom", admins=(ana,))
        async with running(examples, settings, server):
            budi.write(group, "/language")
            shown = await server.next_message(group)
            refused = await server.next_callback_answer(budi.press(shown, "Bahasa Indonesia"))
            assert refused.text == "Only administrators can choose a group's language."
            ana.press(shown, "Bahasa Indonesia")
            assert (await server.next_edit(shown)).text == "Bahasa saya di sini: Bahasa Indonesia."
            budi.write(group, "/ask apa yang disepakati?")
            assert "paragraf 1" in (await server.next_message(group)).text
        assert not server.refused
