"""The calls that the server refuses, none of which python-telegram-bot makes."""

import contextlib

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, NetworkError, TelegramError

from tests.botapi.server import BotApiServer
from tests.botapi.server.checking.calls import find_problem
from tests.botapi.server.checking.schema import Schema

needs_schema = pytest.mark.usefixtures("schema")


@needs_schema
async def test_a_refused_call_has_no_effect_and_is_remembered(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    with pytest.raises(BadRequest, match=r'(?i)unknown parameter "colour" of sendMessage'):
        await bot.send_message(chat.id, "a", api_kwargs={"colour": "red"})
    (refused,) = server.refused
    assert refused.call.method == "sendMessage"
    assert refused.reason == 'Bad Request: unknown parameter "colour" of sendMessage'
    assert server.history(chat) == []


@needs_schema
async def test_a_json_body_is_checked_too(server: BotApiServer) -> None:
    chat = server.private(server.person("Ana"))
    async with httpx.AsyncClient() as client:
        url = f"{server.url}/bot123:test/sendMessage"
        answer = await client.post(url, json={"chat_id": chat.id, "text": 5})
    assert answer.json()["description"] == 'Bad Request: parameter "text" must be of type String'


@needs_schema
async def test_a_method_of_telegram_that_the_server_has_not_is_checked_before_it_says_so(bot: Bot) -> None:
    with pytest.raises(NetworkError, match=r"(?i)does not know sendDice"):
        await bot.send_dice(5)
    with pytest.raises(BadRequest, match=r'(?i)unknown parameter "dice" of sendDice'):
        await bot.send_dice(5, api_kwargs={"dice": "1"})


@needs_schema
async def test_what_python_telegram_bot_sends_is_taken(server: BotApiServer, bot: Bot) -> None:
    """Each call has nested parameters of all kinds; only the schema may refuse one."""
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more", style="danger")]])
    text = InputTextMessageContent("a", entities=[MessageEntity("bold", 0, 1)])
    calls = [
        bot.get_updates(offset=-1, limit=1, timeout=0, allowed_updates=["message"]),
        bot.send_message(
            5,
            "a",
            entities=[MessageEntity("text_link", 0, 1, url="https://a.example")],
            link_preview_options=LinkPreviewOptions(url="https://a.example", prefer_small_media=True),
            reply_parameters=ReplyParameters(1, quote="a", quote_entities=[MessageEntity("bold", 0, 1)]),
            reply_markup=markup,
            disable_notification=True,
        ),
        bot.edit_message_text("a", 5, 1, reply_markup=markup),
        bot.answer_callback_query("1", "a", show_alert=True, cache_time=5),
        bot.answer_inline_query("1", [InlineQueryResultArticle("1", "a", text)], is_personal=True),
        bot.set_my_commands([("a", "b")], BotCommandScopeChatMember(5, 5), "id"),
        bot.send_document(5, b"a", filename="a.txt", thumbnail=b"b"),
        bot.send_media_group(5, [InputMediaDocument(b"a"), InputMediaDocument(b"b", thumbnail=b"c")]),
        bot.send_chat_action(5, "typing"),
        bot.set_webhook("https://a.example", b"pem", max_connections=5, secret_token="s"),
        bot.delete_webhook(drop_pending_updates=False),
        bot.set_message_reaction(5, 1, "👍", is_big=False),
        bot.send_location(5, 1.5, 2),
    ]
    for call in calls:
        with contextlib.suppress(TelegramError):
            await call
    assert len(server.calls) == 1 + len(calls)  # with getMe
    assert server.refused == []


async def test_without_the_schema_calls_are_checked_only_by_their_methods(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tests.botapi.server.server.read_schema", lambda: None)
    async with BotApiServer("123:test", "kutip_bot") as lenient, Bot("123:test", f"{lenient.url}/bot") as bot:
        chat = lenient.private(lenient.person("Ana"))
        await bot.send_message(chat.id, "a", api_kwargs={"colour": "red"})
        assert [message.text for message in lenient.history(chat)] == ["a"]


async def test_what_the_server_gives_is_as_telegram_describes_it(
    server: BotApiServer, bot: Bot, schema: Schema
) -> None:
    ana = server.person("Ana", username="ana")
    forum = server.group("Newsroom", username="newsroom", is_forum=True, admins=(ana,))
    asked = ana.write(forum, "/ask@kutip_bot *who*? https://a.example", topic=7)
    ana.write(forum, "a", reply_to=asked)
    ana.edit(asked, "b")
    ana.forward(forum, "c", from_name="Budi")
    ana.forward(forum, "d", from_chat=server.channel("Kompas", username="kompas"))
    ana.send_file(forum, "a.txt", b"a", "caption")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await bot.send_message(forum.id, "<b>e</b>", parse_mode="HTML", reply_markup=markup)
    ana.press(await server.next_message(forum), "More")
    async with httpx.AsyncClient(base_url=f"{server.url}/bot123:test/") as client:
        for method, result, params in [
            ("getUpdates", "Array of Update", {}),
            ("getMe", "User", {}),
            ("getChat", "ChatFullInfo", {"chat_id": forum.id}),
            ("getChatMember", "ChatMember", {"chat_id": forum.id, "user_id": ana.id}),
            ("getChatAdministrators", "Array of ChatMember", {"chat_id": forum.id}),
            ("getWebhookInfo", "WebhookInfo", {}),
            ("sendMessage", "Message", {"chat_id": forum.id, "text": "f"}),
        ]:
            given = (await client.post(method, json=params)).json()["result"]
            assert find_problem(schema, [result], given, method) == ""
            assert given
