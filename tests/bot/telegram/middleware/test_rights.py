"""Who may change which library: people in private, administrators of groups, editors, operators and readers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from telegram.error import TimedOut

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from index.model.records import SHARED
from tests.bot.telegram.test_conversation import said
from tests.fakes import ANA, BOT, NO_LIMITS, SITI, ReadingsInProcess, RecordingRequest, Updates, message

GROUP, OPERATOR = -5, {"id": 1000, "is_bot": False, "first_name": "Olga", "language_code": "en"}
ARTICLE = "Tanggul jebol di dua tempat."
OWN, OF_GROUP = frozenset({"chat:7"}), frozenset({"chat:-5"})


@pytest.fixture
async def bot(examples: Library, settings: Settings, request_: RecordingRequest) -> AsyncIterator[BotApplication]:
    application = build_application(
        examples,
        replace(settings, kutip_operators=frozenset({1000})),
        request_,
        NO_LIMITS,
        readings=ReadingsInProcess(),
    )
    await application.initialize()
    yield application
    await application.shutdown()


def by(person: dict[str, Any]) -> dict[str, Any]:
    return {"from": person}


async def named(bot: BotApplication, request: RecordingRequest, updates: Updates) -> None:
    """Make Ana an editor."""
    await said(bot, request, updates.text("/editors add 7", 1000, **by(OPERATOR)))


async def test_readers_of_a_group_change_nothing_there(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    refusal = "Only administrators can change a group's library."
    assert (await said(bot, request_, updates.text(f"/add {ARTICLE}", GROUP)))["text"].startswith(refusal)
    request_.administrators.add(8)
    added = await said(bot, request_, updates.text(f"/add {ARTICLE}", GROUP, **by(SITI)))
    assert "ditambahkan" in added["text"].casefold()
    (article,) = examples.articles(OF_GROUP)
    assert (await said(bot, request_, updates.text(f"/remove {article.id}", GROUP)))["text"].startswith(refusal)
    assert examples.articles(OF_GROUP) == [article]
    await said(bot, request_, updates.text(f"/remove {article.id}", GROUP, **by(SITI)))
    assert examples.articles(OF_GROUP) == []


@pytest.mark.parametrize("sender", [-5, -77])
async def test_a_group_may_speak_for_itself_and_a_channel_not(
    sender: int, bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    chat = {"id": sender, "type": "supergroup", "title": "News"}
    await said(bot, request_, updates.text(f"/add {ARTICLE}", GROUP, sender_chat=chat))
    assert len(examples.articles(OF_GROUP)) == (1 if sender == GROUP else 0)


async def test_only_operators_and_editors_share(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    before = examples.size().articles
    for order in (f"/share {ARTICLE}", "/share", "/share 1", "/share_1"):
        refused = await said(bot, request_, updates.text(order))
        assert refused["text"].startswith("Only operators and editors can change the shared library.")
    assert examples.size().articles == before
    await named(bot, request_, updates)
    assert (await said(bot, request_, updates.text("/share")))["text"].startswith(
        "To add an article to the shared library"
    )
    assert "Added" in (await said(bot, request_, updates.text(f"/share {ARTICLE}")))["text"]
    assert (
        "Tanggul jebol" in (await said(bot, request_, updates.text("tanggul jebol?", 99, **by(OPERATOR))))["text"]
    )
    assert examples.size().articles == before + 1


async def test_an_article_of_a_chat_is_shared_by_its_number(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    await named(bot, request_, updates)
    await said(bot, request_, updates.text(f"/add {ARTICLE}"))
    await said(bot, request_, updates.text("/add Feri tenggelam di selat.", GROUP))
    (mine,), (of_group,) = examples.articles(OWN), examples.articles(OF_GROUP)
    theirs = await said(bot, request_, updates.text(f"/share {of_group.id}"))
    assert theirs["text"] == f"There is no article {of_group.id} here: /articles lists them."
    shared = await said(bot, request_, updates.text(f"/share {mine.id}"))
    assert shared["text"] == f"Now in the shared library: <b>Tanggul jebol di dua tempat.</b> /article_{mine.id}"
    assert examples.article(mine.id)[0].library == SHARED
    assert examples.articles(OWN) == []
    assert "Tanggul jebol" in (await said(bot, request_, updates.text("tanggul jebol?", 99)))["text"]
    await said(bot, request_, updates.text("/share Feri tenggelam di selat."))
    again = await said(bot, request_, updates.text(f"/share {of_group.id}", GROUP))
    assert again["text"] == "The shared library already has this article."


async def test_an_article_that_is_shared_already_is_left(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    before = examples.articles()
    again = await said(bot, request_, updates.text("/share 1", 1000, **by(OPERATOR)))
    assert again["text"] == "The shared library already has this article."
    assert examples.articles() == before


async def test_the_shared_library_is_removed_from_by_those_who_may(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    request_.administrators.add(8)
    for person in (ANA, SITI):
        refused = await said(bot, request_, updates.text("/remove 1", GROUP, **by(person)))
        assert "1" in refused["text"]
    assert examples.article(1)
    await named(bot, request_, updates)
    for update, presser in (
        (updates.text("/remove 1"), ANA),
        (updates.text("/remove_2", 1000, **by(OPERATOR)), OPERATOR),
    ):
        question = await said(bot, request_, update)
        await bot.process_update(
            updates.press(question["reply_markup"]["inline_keyboard"][0][0]["callback_data"], by=presser)
        )
    assert not {1, 2} & {article.id for article in examples.articles()}


async def test_editors_are_named_listed_and_dismissed_by_operators(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    async def ordered(text: str, **more: Any) -> str:
        return str((await said(bot, request_, updates.text(text, 1000, **by(OPERATOR), **more)))["text"])

    assert (await ordered("/editors")).startswith("There are no editors")
    assert await ordered("/editors add 7") == "<code>7</code> can now change the shared library."
    assert await ordered("/editors add 7") == "<code>7</code> is already an editor."
    reply = {**message(1000, "halo"), "from": SITI}
    assert (
        await ordered("/editors ADD", reply_to_message=reply)
        == "<code>8</code> can now change the shared library."
    )
    listed = await ordered("/editors")
    assert "<code>7</code> Ana · since" in listed
    assert [editor.user_id for editor in examples.editors.all()] == [7, 8]
    assert await ordered("/editors remove 7") == "<code>7</code> can no longer change the shared library."
    assert await ordered("/editors remove 7") == "<code>7</code> is not an editor."
    assert 7 not in examples.editors
    for wrong in ("/editors add", "/editors add ana", "/editors promote 7", "/editors add 7 8"):
        assert (await ordered(wrong)).startswith("<code>/editors add 123456789</code>")
    assert (await ordered("/editors add", reply_to_message={**message(1000, "x"), "from": BOT})).startswith(
        "<code>/e"
    )
    assert [editor.user_id for editor in examples.editors.all()] == [8]


async def test_who_opened_a_topic_is_not_named_by_a_word_in_it(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    """Telegram marks each message of a topic as a reply to the topic's first message."""
    opening = {**message(GROUP, ""), "from": SITI, "forum_topic_created": {"name": "Berita", "icon_color": 1}}
    order = updates.text("/editors add", GROUP, **by(OPERATOR), reply_to_message=opening)
    assert (await said(bot, request_, order))["text"].startswith("<code>/editors add 123456789</code>")
    assert examples.editors.all() == []


@pytest.mark.parametrize("person", [ANA, SITI])
async def test_nobody_else_names_editors(
    person: dict[str, Any], bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    await named(bot, request_, updates)
    request_.administrators.add(8)
    for order in ("/editors", "/editors add 8", "/editors remove 7"):
        reply = await said(bot, request_, updates.text(order, GROUP, **by(person)))
        assert "operator" in reply["text"]
        assert "<code>" not in reply["text"]
    assert [editor.user_id for editor in examples.editors.all()] == [7]


async def test_help_tells_of_more_to_those_who_may_in_private(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    await named(bot, request_, updates)
    told = {
        name: (await said(bot, request_, updates.text("/help", chat_id, **by(person))))["text"]
        for name, chat_id, person in [
            ("reader", 99, {**ANA, "id": 99}),
            ("editor", 7, ANA),
            ("operator", 1000, OPERATOR),
            ("group", GROUP, OPERATOR),
        ]
    }
    assert [name for name, text in told.items() if "/share" in text] == ["editor", "operator"]
    assert [name for name, text in told.items() if "/editors" in text] == ["operator"]


@pytest.mark.parametrize("order", [f"/add {ARTICLE}", "/language id", "/forget"])
async def test_who_can_not_be_looked_up_is_asked_to_try_again(
    order: str,
    bot: BotApplication,
    request_: RecordingRequest,
    updates: Updates,
    examples: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def silent(*_: Any, **__: Any) -> None:
        raise TimedOut

    monkeypatch.setattr(type(bot.bot), "get_chat_administrators", silent)
    told = await said(bot, request_, updates.text(order, GROUP))
    assert told["text"] == "Telegram does not say whether you may do that: try again in a minute."
    assert examples.articles(OF_GROUP) == []
