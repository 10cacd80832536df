"""Who is answered in which language."""

import re
from typing import Any

import pytest

from bot.app import App
from bot.telegram.application import Bot
from index.errors import Fault, StoreError
from tests.botapi.html import parse_html
from tests.fakes import ANA, SITI, RecordingRequest, Updates

ENGLISH, INDONESIAN = "Ask\nIn a private chat", "Bertanya\nDi obrolan pribadi"


def by(person: dict[str, Any]) -> dict[str, Any]:
    return {"from": person}


BY_SITI = by(SITI)


async def said(bot: Bot, request: RecordingRequest, update: Any) -> dict[str, Any]:
    """Handle an update and return the one message that it was answered with."""
    before = len(request.sent())
    await bot.process_update(update)
    (reply,) = request.sent()[before:]
    return reply


def plain(reply: dict[str, Any]) -> str:
    return parse_html(reply["text"])[0]


def labels(reply: dict[str, Any]) -> list[str]:
    return [button["text"] for row in reply["reply_markup"]["inline_keyboard"] for button in row]


async def test_a_person_is_answered_in_the_language_of_their_telegram(
    bot: Bot, request_: RecordingRequest, updates: Updates
) -> None:
    for person, begins in [(ANA, ENGLISH), (SITI, INDONESIAN), ({**SITI, "language_code": "ms"}, INDONESIAN)]:
        assert plain(await said(bot, request_, updates.text("/help", **by(person)))).startswith(begins)
    for code in ("de", "", None):
        person = {**SITI, "language_code": code}
        assert plain(await said(bot, request_, updates.text("/help", **by(person)))).startswith(ENGLISH)


async def test_an_answer_is_the_same_quote_in_both_languages(
    bot: Bot, request_: RecordingRequest, updates: Updates
) -> None:
    english = await said(bot, request_, updates.text("apa yang disepakati di Brest?"))
    indonesian = await said(bot, request_, updates.text("apa yang disepakati di Brest?", **BY_SITI))
    quotes = [re.findall(r"<blockquote>.*</blockquote>", reply["text"]) for reply in (english, indonesian)]
    assert quotes[0] == quotes[1] != []
    assert re.search(r"3 March 2022 · paragraph 1 · 1 of \d$", plain(english))
    assert re.search(r"3 Maret 2022 · paragraf 1 · 1 dari \d$", plain(indonesian))
    assert "(dari Kantor Berita Contoh)" in plain(indonesian)
    assert labels(english) == ["More ›", "Context", "Why"]
    assert labels(indonesian) == ["Lagi ›", "Konteks", "Alasan"]


async def test_a_view_is_in_the_language_of_who_presses_for_it(
    bot: Bot, request_: RecordingRequest, updates: Updates
) -> None:
    answer = await said(bot, request_, updates.text("apa yang disepakati?"))
    data = [button["callback_data"] for button in answer["reply_markup"]["inline_keyboard"][0]]
    shown = []
    for view in data:
        await bot.process_update(updates.press(view, by=SITI))
        shown.append(request_.calls[-1].parameters)
    more, context, why = shown
    assert re.search(r" · paragraf \d · 2 dari 3$", plain(more))
    assert labels(more) == ["‹ Kembali", "Lagi ›", "Konteks", "Alasan"]
    assert re.search(r" · paragraf \d · /article_\d$", plain(context))
    assert labels(context) == labels(why) == ["‹ Kutipan"]
    assert re.search(
        r"^Mengapa paragraf ini di urutan 1\n.*^Kata yang cocok: disepakati \d,\d\d$.*^Mencakup 100% pertanyaan"
        r".*^Skor: \d+,\d\d \(kata, artikel\)\. Berikutnya \d+,\d\d: paragraf \d dari “",
        plain(why),
        flags=re.DOTALL | re.MULTILINE,
    )


async def test_an_article_is_added_and_removed_in_indonesian(
    bot: Bot, request_: RecordingRequest, updates: Updates
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
        ("/privacy", "agar tombol di bawahnya berfungsi: 30 hari."),
        ("/sources", "10 artikel\n"),
        ("/article 3", "1. Presiden Joko Widodo meresmikan"),
        ("/article 99", "Tidak ada artikel 99 di sini: /sources menampilkan daftarnya."),
        ("/article tiga", "“tiga” bukan nomor artikel."),
        ("/article", "Artikel yang mana?"),
        ("/remove 1", "Artikel 1 termasuk koleksi bersama"),
        ("/add", "Untuk menambah artikel ke koleksi obrolan ini"),
        ("/add ---\ntitle: x: y", "Teks ini: bagian awal (front matter) yang dimulai di baris 1 tidak ditutup"),
        ("/ask", "Kirim pertanyaan sebagai teks"),
        ("/nonsense", "Perintah ini tidak dikenal."),
        ("harga minyak goreng?", "Tidak ditemukan. Tidak ada sumber yang menyebut “harga”, “minyak”, “goreng”."),
        ("???", "Tidak ditemukan. Pertanyaan ini tidak memuat kata yang bisa dicari."),
    ],
)
async def test_every_reply_is_in_indonesian_for_who_reads_it(
    bot: Bot, request_: RecordingRequest, updates: Updates, text: str, says: str
) -> None:
    assert says in plain(await said(bot, request_, updates.text(text, **BY_SITI)))


async def test_a_bug_is_told_in_the_language_too(
    bot: Bot, request_: RecordingRequest, updates: Updates, examples: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(examples, "_search")
    assert plain(await said(bot, request_, updates.text("apa?", **BY_SITI))).startswith(
        "Maaf, ada yang tidak beres"
    )


async def test_people_are_answered_though_the_choices_can_not_be_read(
    bot: Bot, request_: RecordingRequest, updates: Updates, examples: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(name: str) -> str | None:
        raise StoreError(Fault.DATABASE_LOCKED, path="kutip.db")

    monkeypatch.setattr(examples.chats, "language", locked)
    assert plain(await said(bot, request_, updates.text("/help", **BY_SITI))).startswith(INDONESIAN)


async def test_a_chosen_language_whose_catalogue_is_gone_is_as_if_none_was_chosen(
    bot: Bot, request_: RecordingRequest, updates: Updates, examples: App
) -> None:
    examples.chats.choose_language("chat:7", "xx")
    assert plain(await said(bot, request_, updates.text("/help"))).startswith(ENGLISH)
