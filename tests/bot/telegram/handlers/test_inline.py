"""Inline mode and deep links, with the real application."""

import asyncio
import base64
import json
import threading
from typing import Any

import pytest

from bot.rendering.excerpt import utf16_length
from bot.telegram.application import BotApplication
from bot.telegram.delivery.html import plain
from bot.telegram.protocol.deep_links import ArticleLink, QuestionLink, link_of, payload_of
from index.library import Library
from index.model.records import Answer, Credits
from tests.conftest import PATIENCE
from tests.fakes import ANA, SITI, RecordingRequest, Updates

QUESTION = "apa yang disepakati?"


async def ask(
    bot: BotApplication,
    updates: Updates,
    request_: RecordingRequest,
    query: str,
    offset: str = "",
    by: dict[str, Any] = ANA,
) -> dict[str, Any]:
    """Return the parameters of the answer to an inline query, with its results parsed."""
    await bot.process_update(updates.inline(query, offset, by))
    (call,) = [call for call in request_.calls if call.method == "answerInlineQuery"]
    request_.calls.clear()
    parameters = dict(call.parameters)
    if isinstance(parameters["results"], str):
        parameters["results"] = json.loads(parameters["results"])
    return parameters


async def test_each_result_sends_a_whole_quote_with_its_source(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    answered = await ask(bot, updates, request_, QUESTION)
    first = answered["results"][0]
    assert first["title"].startswith("Rusia dan Ukraina Sepakati Koridor Kemanusiaan")
    text = plain(first["input_message_content"]["message_text"])
    quote = examples.rank(QUESTION, frozenset({"shared"}), 1).quotes[0]
    assert text.startswith(quote.paragraph.text)
    assert "Kabar Contoh" in text
    assert "3 March 2022" in text
    assert first["input_message_content"]["parse_mode"] == "HTML"
    assert answered["is_personal"] is True
    ids = [result["id"] for result in answered["results"]]
    assert len(ids) == len(set(ids)) <= 10


async def test_pages_follow_one_another_and_end(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    seen: list[str] = []
    offset = ""
    for _ in range(6):
        answered = await ask(
            bot, updates, request_, "Rusia Ukraina Belarus perundingan presiden juara dunia", offset
        )
        seen += [result["id"] for result in answered["results"]]
        offset = answered.get("next_offset", "")
        if not offset:
            break
    assert not offset
    assert 10 < len(seen) == len(set(seen)) <= 50


@pytest.mark.parametrize("offset", ["7", "-10", "999999999999", "ten", "10\n", "١٠"])
async def test_an_offset_that_is_not_ours_is_the_first_page(
    offset: str, bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    first = await ask(bot, updates, request_, QUESTION)
    assert await ask(bot, updates, request_, QUESTION, offset) == first


@pytest.mark.parametrize(
    ("typed", "by", "said"),
    [
        ("halo kak", SITI, "Halo! Ketik pertanyaan tentang berita"),
        ("makasih ya", SITI, "Sama-sama. Ketik pertanyaan lain"),
        ("who are you?", ANA, "I am Kutip, I quote news. Type a question"),
        ("ok", ANA, "Type a question about the news"),
    ],
)
async def test_small_talk_gets_a_fitting_button(
    bot: BotApplication,
    updates: Updates,
    request_: RecordingRequest,
    typed: str,
    by: dict[str, Any],
    said: str,
) -> None:
    answered = await ask(bot, updates, request_, typed, by=by)
    button = json.loads(answered["button"]) if isinstance(answered["button"], str) else answered["button"]
    assert (answered["results"], button["text"], button["start_parameter"]) == ([], said, "inline")


async def test_what_is_not_found_leads_to_the_private_chat_with_the_question(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    answered = await ask(bot, updates, request_, "siapa Zzyzx?")
    assert answered["results"] == []
    button = answered["button"] if isinstance(answered["button"], dict) else json.loads(answered["button"])
    assert link_of(button["start_parameter"]) == QuestionLink("siapa Zzyzx?")
    await bot.process_update(updates.text(f"/start {button['start_parameter']}"))
    assert "Zzyzx" in request_.sent()[-1]["text"]


@pytest.mark.parametrize("query", ["", "   ", "?" * 256, "a" * 256])
async def test_a_query_without_an_answer_gets_a_button_and_no_results(
    query: str, bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    answered = await ask(bot, updates, request_, query)
    assert answered["results"] == []
    assert answered["button"]


async def test_the_library_of_another_chat_is_never_shown(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    text = "Kucing Wali Kota Xanadu bernama Mochi hilang sejak kemarin sore."
    for library in ("chat:-100", f"chat:{ANA['id']}"):
        list(examples.add_text(text, "x", Credits(title="Kucing hilang"), library))
    mine = await ask(bot, updates, request_, "siapa kucing Xanadu?", by=ANA)
    assert len(mine["results"]) == 1
    assert (await ask(bot, updates, request_, "siapa kucing Xanadu?", by=SITI))["results"] == []


async def test_a_long_paragraph_fits_into_a_message(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    text = "Xanadu membangun jembatan baru. " * 400
    list(examples.add_text(text, "x", Credits(title="T" * 400), "shared"))
    (result, *_) = (await ask(bot, updates, request_, "jembatan Xanadu"))["results"]
    assert utf16_length(plain(result["input_message_content"]["message_text"])) <= 4096


async def test_results_speak_the_language_of_who_asks(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    (first, *_) = (await ask(bot, updates, request_, QUESTION, by=SITI))["results"]
    assert "3 Maret 2022" in first["input_message_content"]["message_text"]


def test_links_lead_to_what_they_were_made_of() -> None:
    for link in (ArticleLink(12), QuestionLink(QUESTION), QuestionLink("о чём договорились?")):
        payload = payload_of(link)
        assert payload is not None
        assert len(payload) <= 64
        assert link_of(payload) == link
    assert payload_of(QuestionLink("panjang " * 10)) is None


BAD = [
    "", "a_", "a_-1", "a_1x", "b_12", "q_", "q_!!", "q_A", "a_" + "9" * 60, "x" * 64,
    "q_" + base64.urlsafe_b64encode(b"\xff\xfe").decode().rstrip("="),
    "q_" + base64.urlsafe_b64encode(b"  ").decode().rstrip("="),
]  # fmt: skip


@pytest.mark.parametrize("payload", BAD)
async def test_a_payload_that_is_not_ours_opens_the_first_page(
    payload: str, bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text(f"/start {payload}"))
    assert "answers questions about news" in request_.sent()[-1]["text"]


async def test_what_is_sent_to_another_chat_names_no_number_that_means_nothing_there(
    bot: BotApplication, examples: Library, request_: RecordingRequest, updates: Updates
) -> None:
    assert list(examples.add_text("Tanggul jebol di dua tempat.", "x", Credits(title=""), "chat:7"))
    await bot.process_update(updates.inline("di mana tanggul jebol?"))
    results = request_.calls[-1].parameters["results"]
    assert "Tanggul jebol" in str(results[0])
    assert "/article" not in str(results)


async def test_a_link_to_an_article_of_another_chat_says_what_one_to_none_says(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest
) -> None:
    (added,) = examples.add_text("Kucing hilang di Xanadu.", "x", Credits(title="Rahasia"), "chat:-100")
    assert not isinstance(added, Exception)
    number = added.article.id
    told = []
    for link in (number, number + 1):
        await bot.process_update(updates.text(f"/start a_{link}"))
        told.append(request_.sent()[-1]["text"].replace(str(link), "N"))
    assert told[0] == told[1]
    assert "There is no article N here" in told[0]
    await bot.process_update(updates.text("/start a_3"))
    assert "Whoosh" in request_.sent()[-1]["text"]


async def test_inline_queries_of_different_people_are_answered_one_by_one_and_questions_meanwhile(
    bot: BotApplication,
    examples: Library,
    updates: Updates,
    request_: RecordingRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, has_begun, may_end, rank = list[str](), asyncio.Event(), threading.Event(), examples.rank
    loop = asyncio.get_running_loop()

    def held(question: str, *more: Any) -> Answer:
        begun.append(question)
        loop.call_soon_threadsafe(has_begun.set)
        may_end.wait(PATIENCE)
        return rank(question, *more)

    monkeypatch.setattr(examples, "rank", held)
    people = [{**ANA, "id": number} for number in range(1, 4)]
    queries = [asyncio.ensure_future(bot.process_update(updates.inline(QUESTION, by=one))) for one in people]
    try:
        async with asyncio.timeout(PATIENCE):
            await has_begun.wait()
            await bot.process_update(updates.text(QUESTION))
        assert "BREST" in request_.sent()[-1]["text"]
        assert len(begun) == 1
    finally:
        may_end.set()
    await asyncio.gather(*queries)
    assert len(begun) == 3
