"""The real application, handlers and templates; only the network is recorded."""

import logging
import re
from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from index.model.errors import EngineUnavailable, Fault, SettingsError
from index.model.records import Credits
from tests.fakes import BOT, RecordingRequest, Updates, message


async def said(bot: BotApplication, request: RecordingRequest, update: Any) -> dict[str, Any]:
    """Handle an update and return the one message that answers it."""
    before = len(request.sent())
    await bot.process_update(update)
    (reply,) = request.sent()[before:]
    return reply


def labels(reply: dict[str, Any]) -> list[str]:
    markup = reply.get("reply_markup")
    return [button["text"] for row in markup["inline_keyboard"] for button in row] if markup else []


def data_of(reply: dict[str, Any], label: str) -> str:
    buttons = [button for row in reply["reply_markup"]["inline_keyboard"] for button in row]
    return str(next(button["callback_data"] for button in buttons if label in button["text"]))


async def pressed(bot: BotApplication, request: RecordingRequest, update: Any) -> dict[str, Any]:
    await bot.process_update(update)
    assert request.calls[-1].method == "editMessageText", request.calls[-1]
    return request.calls[-1].parameters


async def test_a_private_message_is_a_question(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    reply = await said(bot, request_, updates.text("apa yang disepakati di Brest?"))
    assert reply["parse_mode"] == "HTML"
    assert reply["text"].startswith("<blockquote><b>BREST, KABAR CONTOH - Rusia dan Ukraina sepakat")
    assert "</b> Kesepakatan itu dicapai" in reply["text"]
    assert '<a href="https://kabar.example/internasional/koridor-kemanusiaan-brest">' in reply["text"]
    for credit in ("Kabar Contoh", "Kantor Berita Contoh", "3 March 2022", "paragraph 1"):
        assert credit in reply["text"]
    assert labels(reply) == ["More ›", "Context", "Why", "👍", "👎", "Open the page"]


async def test_an_article_without_a_page_can_be_opened_in_the_chat(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    await said(bot, request_, updates.text("/add Tanggul jebol di dua tempat.\n\nWarga mengungsi."))
    reply = await said(bot, request_, updates.text("di mana tanggul jebol?"))
    assert "paragraph 1 · /article_11" in reply["text"]
    assert "Open the page" not in labels(reply)
    assert "Warga mengungsi." in (await said(bot, request_, updates.text("/article_11")))["text"]
    assert "/article" not in (await said(bot, request_, updates.text("apa yang disepakati?")))["text"]


async def test_what_is_not_found_is_said_without_buttons(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    reply = await said(bot, request_, updates.text("resep rendang?"))
    assert reply["text"] == "<b>Not found.</b> No article mentions “resep”, “rendang”."
    assert labels(reply) == []


@pytest.mark.parametrize(
    "text",
    [
        "/ask apa yang disepakati?",
        "/ask@kutip_bot apa yang disepakati?",
        "@kutip_bot apa yang disepakati?",
        "apa yang @Kutip_Bot disepakati?",
    ],
)
async def test_a_group_is_answered_when_it_asks(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, text: str
) -> None:
    reply = await said(bot, request_, updates.text(text, chat_id=-5))
    assert reply["text"].startswith("<blockquote>")
    assert reply["reply_parameters"]["message_id"] == 100


@pytest.mark.parametrize("text", ["apa yang disepakati?", "@other_bot apa?", "/ask@other_bot apa?", "/unknown"])
async def test_a_group_that_does_not_ask_is_left_in_peace(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, text: str
) -> None:
    await bot.process_update(updates.text(text, chat_id=-5))
    assert request_.sent() == []


async def test_a_reply_to_the_bot_is_a_question_and_to_others_is_not(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    of_bot, of_ana = {**message(-5, "hello"), "from": BOT}, message(-5, "hello")
    await said(bot, request_, updates.text("apa yang disepakati?", chat_id=-5, reply_to_message=of_bot))
    await bot.process_update(updates.text("apa yang disepakati?", chat_id=-5, reply_to_message=of_ana))
    assert len(request_.sent()) == 1


@pytest.mark.parametrize("text", ["/ask", "@kutip_bot"])
async def test_a_bare_call_answers_the_message_it_replies_to(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, text: str
) -> None:
    asked = message(-5, "apa yang disepakati?")
    reply = await said(bot, request_, updates.text(text, chat_id=-5, reply_to_message=asked))
    assert reply["text"].startswith("<blockquote>")
    without = await said(bot, request_, updates.text(text, chat_id=-5))
    assert "/ask what was agreed?" in without["text"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/start", "quoting it"),
        ("/help", "every message is a question"),
        ("/privacy", "30 days"),
        ("/articles", "10 articles"),
        ("/sources", "No source is followed yet"),
        ("/follow", "Write the address of a site"),
        ("/article 3", "1. Presiden Joko Widodo meresmikan"),
        ("/article_3", "1. Presiden Joko Widodo meresmikan"),
        ("/article 99", "There is no article 99"),
        ("/article tiga", "“tiga” is not an article number"),
        ("/article", "Which article?"),
        ("/article 99999999999999999999", "is not an article number"),
        ("/remove 1", "is in the shared library"),
        ("/add", "reply to its text"),
        ("/nonsense", "do not know this command"),
    ],
)
async def test_each_command_answers(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, command: str, says: str
) -> None:
    assert says in (await said(bot, request_, updates.text(command)))["text"]


async def test_a_chat_adds_asks_and_removes_its_own_article(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    text = "Gempa di kota\nGempa mengguncang kota pada Senin.\nWarga berlarian ke luar rumah."
    added = await said(bot, request_, updates.text(f"/add {text}"))
    assert added["text"] == "Added <b>Gempa di kota</b> (2 paragraphs, /article_11)"
    assert "Already here" in (await said(bot, request_, updates.text(f"/add {text}")))["text"]
    assert "<blockquote>" in (await said(bot, request_, updates.text("kapan gempa?")))["text"]
    for foreign in ("kapan gempa?", "/article 11", "/remove 11"):
        reply = await said(bot, request_, updates.text(foreign, chat_id=8))
        assert "Gempa mengguncang" not in reply["text"]
        assert "Not found" in reply["text"] or "no article 11" in reply["text"]
    assert "Removed <b>Gempa di kota</b>" in (await said(bot, request_, updates.text("/remove 11")))["text"]
    assert "Not found" in (await said(bot, request_, updates.text("kapan gempa?")))["text"]


async def test_a_forwarded_post_is_added_with_its_origin(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    channel = {"id": -100, "type": "channel", "title": "Radio Contoh", "username": "radiocontoh"}
    origin = {"type": "channel", "chat": channel, "message_id": 42, "date": 1675555200}
    post = message(7, "Gempa mengguncang kota pada Senin.", forward_origin=origin)
    await said(bot, request_, updates.text("/add", reply_to_message=post))
    reply = await said(bot, request_, updates.text("gempa"))
    assert 'href="https://t.me/radiocontoh/42"' in reply["text"]
    assert "Radio Contoh · 5 February 2023" in reply["text"]


async def test_bad_input_to_add_is_one_line(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    reply = await said(bot, request_, updates.text("/add +++\ntitle = <b>x</b>\n+++\nIsi berita."))
    assert reply["text"].count("\n") == 0
    assert "front matter" in reply["text"]


async def test_text_of_a_source_reaches_telegram_as_text(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    nasty = "<b>Gempa</b> & @everyone lihat /start dan #berita, kata a@b.id pada 3/3/2022 </blockquote>"
    await said(bot, request_, updates.text(f"/add {nasty}"))
    html = (await said(bot, request_, updates.text("gempa")))["text"]
    assert "&lt;b&gt;Gempa&lt;<code>/b</code>&gt; &amp; <code>@everyone</code> lihat <code>/start</code>" in html
    assert "<code>#berita</code>, kata a@b.id pada 3/3/2022 &lt;<code>/blockquote</code>&gt;" in html


async def test_a_bug_is_logged_with_an_id_and_told_without_details(
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret details of 123:test")

    monkeypatch.setattr(examples, "ask", broken)
    reply = await said(bot, request_, updates.text("a private question"))
    (error_id,) = re.findall(r"\(error (\w{8})\)", reply["text"])
    assert "secret" not in reply["text"]
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert error_id in record.getMessage()
    assert record.exc_info


async def test_while_the_search_engine_is_away_a_person_is_asked_to_try_again(
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def away(*_: object) -> None:
        raise EngineUnavailable("http://10.0.0.7:9200", "connection")

    monkeypatch.setattr(examples, "ask", away)
    reply = await said(bot, request_, updates.text("a private question"))
    assert "ask again in a few minutes" in reply["text"]
    assert "10.0.0.7" not in reply["text"]
    assert "private" not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_without_a_token_there_is_no_bot(examples: Library) -> None:
    with pytest.raises(SettingsError) as error:
        build_application(examples, Settings())
    assert error.value.fault is Fault.NO_TOKEN


async def test_the_articles_begin_with_the_chats_own_and_leave_none_out(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    for number in range(13):
        assert list(examples.add_text(f"Kabar {number} milik sendiri.", "message", Credits(title=""), "chat:7"))
    pages = [(await said(bot, request_, updates.text("/articles")))["text"]]
    for page in (1, 2):
        pages.append((await pressed(bot, request_, updates.press(f"s:all:{page}")))["text"])
    listed = [[int(number) for number in re.findall(r"/article_(\d+)", page)] for page in pages]
    assert [len(page) for page in listed] == [10, 10, 3]
    own = [article.id for article in examples.articles(frozenset({"chat:7"}))]
    assert [number for page in listed for number in page] == own + [article.id for article in examples.articles()]
