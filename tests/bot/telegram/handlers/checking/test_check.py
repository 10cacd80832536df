"""/check, and the buttons that check what people send."""

import pytest

from bot.runtime.settings import Settings
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person

SAID = "Whoosh melintasi jalur sepanjang 142,3 kilometer dengan kecepatan operasi hingga 350 kilometer per jam."
ALTERED = SAID.replace("142,3", "152,3")
ELSEWHERE = "Pemerintah kota membuka dua belas taman baru di pinggir sungai mulai pekan depan tanpa biaya masuk."


@pytest.mark.parametrize("command", ["/check", "/cek", "/check@kutip_bot"])
async def test_the_verdict_comes_first_and_the_difference_is_marked(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, command: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, f"{command} {ALTERED}")
        shown = await server.next_message(chat)
    assert shown.text.startswith("❗ Altered: an article says it differently.")
    assert "152,3 142,3 kilometer dengan kecepatan operasi" in shown.text
    assert "Jokowi Resmikan Whoosh" in shown.text
    marked = {entity.type: entity for entity in shown.entities if entity.type in ("strikethrough", "underline")}
    texts = {kind: shown.text[one.offset : one.offset + one.length] for kind, one in marked.items()}
    assert texts == {"strikethrough": "152,3", "underline": "142,3"}


@pytest.mark.parametrize(
    ("text", "verdict"), [(SAID, "✅ Exact:"), (ELSEWHERE, "❔ Not here:"), (SAID.lower()[:-1], "✅ Exact:")]
)
async def test_what_stands_in_an_article_is_exact_and_what_does_not_is_not_here(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, text: str, verdict: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, f"/check {text}")
        assert (await server.next_message(chat)).text.startswith(verdict)


async def test_a_reply_with_check_checks_the_message_that_it_replies_to(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    async with running(examples, settings, server):
        group = server.group("Keluarga")
        sent = ana.write(group, ALTERED)
        ana.write(group, "/check", reply_to=sent)
        assert (await server.next_message(group)).text.startswith("❗ Altered:")


async def test_without_a_text_the_command_says_how(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, "/check")
        assert (await server.next_message(chat)).text.startswith("Write the text to check after /check")


async def test_a_forwarded_text_can_be_checked_or_asked(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.forward(chat, ALTERED, from_name="Budi")
        offer = await server.next_message(chat)
        assert offer.buttons == [["Check the wording", "Ask"], ["Add", "No"]]
        ana.press(offer, "Check the wording")
        assert (await server.next_message(chat)).text.startswith("❗ Altered:")
        ana.press(offer, "Ask")
        assert "142,3 kilometer" in (await server.next_message(chat)).text


async def test_the_answer_to_a_long_message_can_be_checked(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, ALTERED)
        answer = await server.next_message(chat)
        assert answer.buttons[-1][-1] == "Check the wording"
        ana.press(answer, "Check the wording")
        assert (await server.next_message(chat)).text.startswith("❗ Altered:")
        ana.write(chat, f"WHO melaporkan hal yang sama pekan ini. {ELSEWHERE}")
        assert "Check the wording" in str((await server.next_message(chat)).buttons)
        ana.write(chat, "berapa panjang jalur kereta cepat Whoosh?")
        assert "Check the wording" not in str((await server.next_message(chat)).buttons)


async def test_a_text_without_a_sentence_is_told_so(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, "/check Diteruskan berkali-kali")
        assert (await server.next_message(chat)).text == "This text has no sentence to check."
        ana.write(chat, f"/check {SAID} {ELSEWHERE}")
        assert (await server.next_message(chat)).text.startswith("❔ Not here: 1 of 2 sentences.")


async def test_a_sent_text_is_shown_as_text_and_mentions_nobody(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, f"/check {SAID.replace('Whoosh', '<b>@presiden</b> /start Whoosh')} {ELSEWHERE}")
        shown = await server.next_message(chat)
    assert "<b>@presiden</b> /start" in shown.text
    assert {entity.type for entity in shown.entities}.isdisjoint({"mention", "bot_command"})


@pytest.mark.parametrize("asked", ["Apakah benar {}?", "Pak, mohon info, benarkah {}?", "{}, hoax atau bukan?"])
async def test_who_asks_whether_a_long_text_is_true_can_check_its_wording(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat, asked: str
) -> None:
    async with running(examples, settings, server):
        ana.write(chat, asked.format(SAID[:-1]))
        answer = await server.next_message(chat)
        ana.press(answer, "Check the wording")
        assert (await server.next_message(chat)).text.startswith("✅ Exact:")
