"""An article that is pasted into a private chat is offered to be added, and not asked as a question."""

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Message, Person
from tests.fakes import RecordingRequest, Updates
from tests.index.text.test_pasted import ARTICLE


async def accepted(server: BotApiServer, ana: Person, offer: Message) -> str:
    assert offer.text.startswith("Add this text to this chat's library?")
    ana.press(offer, "Add")
    assert (await server.next_edit(offer)).text == "Adding …"
    return (await server.next_edit(offer)).text


async def test_a_pasted_article_is_offered_and_added_at_a_press(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        ana.write(chat, ARTICLE)
        added = await accepted(server, ana, await server.next_message(chat))
    assert added.startswith("Added Banjir Rendam Lumbir (3 paragraphs")


async def test_a_question_below_a_pasted_article_is_answered_from_it_and_left_out_of_what_is_added(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        ana.write(chat, f"{ARTICLE}\n\nberapa warga yang mengungsi?")
        answer = (await server.next_message(chat)).text
        assert "dua ratus warga mengungsi" in answer
        assert answer.endswith("I searched only the text that you sent. To ask more about it, reply to it.")
        added = await accepted(server, ana, await server.next_message(chat))
    assert added.startswith("Added Banjir Rendam Lumbir (3 paragraphs")


@pytest.mark.parametrize(("text", "chat_id"), [(f"/ask {ARTICLE}", 7), (f"@kutip_bot {ARTICLE}", -5)])
async def test_a_text_that_calls_the_bot_is_a_question_however_long_it_is(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, text: str, chat_id: int
) -> None:
    await bot.process_update(updates.text(text, chat_id))
    assert "Add this text" not in "".join(sent["text"] for sent in request_.sent())
