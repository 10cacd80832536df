"""An old answer whose article has changed, in a chat: it says so, and a button shows the word diff."""

import pytest

from bot.telegram.application import BotApplication
from index.library import Library
from index.model.records import SHARED, Credits
from tests.bot.telegram.test_conversation import data_of, labels, pressed, said
from tests.fakes import BOT, RecordingRequest, Updates, message

TEXT = "Banjir merendam kota.\n\nSebanyak 120 warga Semarang mengungsi ke sekolah. Bantuan datang.\n\nAir surut."
ASKED = "berapa warga Semarang mengungsi?"


def write(library: Library, text: str) -> int:
    credits_ = Credits(title="Banjir di Semarang", url="https://kabar.example/banjir", language="id")
    (result,) = library.add_text(text, "kabar", credits_, SHARED)
    assert not isinstance(result, Exception)
    return result.article.id


@pytest.fixture
def number(examples: Library) -> int:
    return write(examples, TEXT)


@pytest.mark.parametrize("name", ["Context", "Why"])
async def test_a_button_of_a_changed_quote_shows_it_with_the_day(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, number: int, name: str
) -> None:
    first = await said(bot, request_, updates.text(ASKED))
    assert "120 warga" in first["text"]
    write(examples, TEXT.replace("120", "180"))
    shown = await pressed(bot, request_, updates.press(data_of(first, name)))
    assert "This sentence was changed on" in shown["text"]
    assert "120 warga" in shown["text"]
    assert {"Context", "Why", "👍"}.isdisjoint(labels(shown))
    changed = await pressed(bot, request_, updates.press(data_of(shown, "What changed")))
    assert "<s>120</s> <u>180</u> warga" in changed["text"]
    back = await pressed(bot, request_, updates.press(data_of(changed, "Quote")))
    assert back["text"] == shown["text"]


async def test_a_quote_of_a_changed_article_that_stayed_works_as_before(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, number: int
) -> None:
    first = await said(bot, request_, updates.text(ASKED))
    write(examples, f"Hujan turun sepanjang hari Minggu di kota itu.\n\n{TEXT}")
    context = await pressed(bot, request_, updates.press(data_of(first, "Context")))
    assert "<blockquote>" in context["text"]
    back = await pressed(bot, request_, updates.press(data_of(context, "Quote")))
    assert "changed on" not in back["text"]
    assert "120 warga" in back["text"]
    assert "paragraph 3" in back["text"]


async def test_a_removed_paragraph_says_so(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, number: int
) -> None:
    first = await said(bot, request_, updates.text(ASKED))
    write(examples, "Banjir merendam kota.\n\nAir surut.")
    shown = await pressed(bot, request_, updates.press(data_of(first, "Why")))
    assert "This paragraph was removed from the article on" in shown["text"]
    changed = await pressed(bot, request_, updates.press(data_of(shown, "What changed")))
    assert "<s>Sebanyak 120" in changed["text"]


async def test_a_reply_to_a_changed_quote_asks_its_article(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, number: int
) -> None:
    first = await said(bot, request_, updates.text(ASKED))
    write(examples, TEXT.replace("120", "180"))
    shown = await pressed(bot, request_, updates.press(data_of(first, "Why")))
    changed = await pressed(bot, request_, updates.press(data_of(shown, "What changed")))
    for view in (shown, changed):
        told = {**message(7, view["text"]), "from": BOT, "reply_markup": view["reply_markup"]}
        followed = await said(bot, request_, updates.text("surut?", reply_to_message=told))
        assert "Banjir di Semarang" in followed["text"]


async def test_an_article_that_changed_has_a_button_for_its_changes(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library, number: int
) -> None:
    plain = await said(bot, request_, updates.text(f"/article_{number}"))
    assert "reply_markup" not in plain
    write(examples, TEXT.replace("120", "180"))
    write(examples, TEXT.replace("120", "190") + "\n\nGubernur tiba di lokasi pada Selasa.")
    article = await said(bot, request_, updates.text(f"/article_{number}"))
    newest = await pressed(bot, request_, updates.press(data_of(article, "What changed")))
    assert "<s>180</s> <u>190</u>" in newest["text"]
    assert "<u>Gubernur tiba" in newest["text"]
    assert "page 1 of 2" in newest["text"]
    older = await pressed(bot, request_, updates.press(data_of(newest, "More")))
    assert "<s>120</s> <u>180</u>" in older["text"]
    back = await pressed(bot, request_, updates.press(data_of(older, "‹ Article")))
    assert back["text"] == article["text"]


async def test_a_change_of_any_length_fits_into_a_message(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    number = write(examples, "\n\n".join(f"Kota {n} {'terendam banjir besar ' * 150}." for n in range(12)))
    write(examples, "\n\n".join(f"Desa {n} {'dilanda angin kencang ' * 150}." for n in range(15)))
    article = await said(bot, request_, updates.text(f"/article_{number}"))
    shown = await pressed(bot, request_, updates.press(data_of(article, "What changed")))
    assert len(shown["text"]) < 4096
    assert "more paragraphs" in shown["text"]
