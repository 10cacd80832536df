"""A reply to an answer is asked within the quoted article first."""

from typing import Any

import pytest

from bot.telegram.application import BotApplication
from bot.telegram.delivery.html import plain
from index.library import Library
from index.model.records import SHARED, Credits
from tests.bot.telegram.test_conversation import data_of, pressed, said
from tests.fakes import BOT, RecordingRequest, Updates, message

BOTH = "berapa orang tewas terseret arus?"
FLOODS = [
    ("Banjir Semarang", "Tiga orang tewas terseret arus."),
    ("Banjir Demak", "Tujuh orang tewas terseret arus."),
]


@pytest.fixture
def floods(examples: Library) -> list[int]:
    for title, text in FLOODS:
        assert list(examples.add_text(f"{title} belum surut.\n\n{text}", "message", Credits(title=title), SHARED))
    return [article.id for article in examples.articles() if article.title.startswith("Banjir")]


def shown(reply: dict[str, Any], chat_id: int = 7) -> dict[str, Any]:
    """Return a message of the bot as an update that replies to it contains it."""
    return {**message(chat_id, reply["text"]), "from": BOT, "reply_markup": reply["reply_markup"]}


@pytest.mark.parametrize(("chat_id", "city"), [(7, "Semarang"), (7, "Demak"), (-5, "Demak")])
async def test_a_reply_to_an_answer_is_asked_within_its_article(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, floods: list[int], chat_id: int, city: str
) -> None:
    answer = await said(bot, request_, updates.text(f"/ask Apakah banjir {city} surut?", chat_id))
    followed = await said(bot, request_, updates.text(BOTH, chat_id, reply_to_message=shown(answer, chat_id)))
    assert dict(FLOODS)[f"Banjir {city}"] in plain(followed["text"])


async def test_it_is_the_quote_on_the_screen_that_counts_in_any_view(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, floods: list[int]
) -> None:
    first = await said(bot, request_, updates.text(BOTH))
    second = await pressed(bot, request_, updates.press(data_of(first, "More")))
    city = "Demak" if "Demak" in second["text"] else "Semarang"
    for name in ("Context", "Why"):
        view = await pressed(bot, request_, updates.press(data_of(second, name)))
        followed = await said(bot, request_, updates.text("surut?", reply_to_message=shown(view)))
        assert f"Banjir {city}" in followed["text"]


async def test_a_reply_to_the_page_of_an_article_is_asked_within_it(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    for name in ("Semarang", "Demak"):
        text = f"Banjir {name} belum surut.\n\n" + "\n\n".join(
            f"Kabar ke-{n} dari {name}. " * 30 for n in range(9)
        )
        assert list(examples.add_text(text, "message", Credits(title=f"Banjir {name}"), SHARED))
    number = next(article.id for article in examples.articles() if article.title == "Banjir Demak")
    page = await said(bot, request_, updates.text(f"/article {number}"))
    followed = await said(bot, request_, updates.text("apakah banjir surut?", reply_to_message=shown(page)))
    assert "Banjir Demak" in followed["text"]


async def test_a_question_of_one_word_follows_up_on_what_was_asked(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    answer = await said(bot, request_, updates.text("Kapan Whoosh melintasi jalur?"))
    alone = await said(bot, request_, updates.text("berapa?"))
    assert "reply_markup" not in alone
    followed = await said(bot, request_, updates.text("berapa?", reply_to_message=shown(answer)))
    assert "142,3 kilometer" in followed["text"]


@pytest.mark.parametrize("data", ["c:forged:1", "a:999999:0", "c:x", "l:id"])
async def test_a_reply_to_anything_else_is_asked_everywhere(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, data: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "?", "callback_data": data}]]}
    replied = {**message(7, "?"), "from": BOT, "reply_markup": markup}
    followed = await said(bot, request_, updates.text("apa yang disepakati di Brest?", reply_to_message=replied))
    assert "koridor-kemanusiaan-brest" in followed["text"]


async def test_another_article_than_the_one_replied_to_is_said_to_be_one(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, floods: list[int]
) -> None:
    answer = await said(bot, request_, updates.text("Apakah banjir Semarang surut?"))
    for question in ("apa yang disepakati di Brest?", "what did Podolyak say?"):
        followed = await said(bot, request_, updates.text(question, reply_to_message=shown(answer)))
        assert followed["text"].startswith("<i>The article you replied to does not surely answer this.")
    followed = await said(bot, request_, updates.text(BOTH, reply_to_message=shown(answer)))
    assert "another one" not in followed["text"]
