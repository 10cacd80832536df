"""The server as python-telegram-bot's Bot sees it: methods, checks and failures."""

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from tests.botapi.server import BotApiServer

MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More ▾", callback_data="more:1")]])


@pytest.mark.asyncio
async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.is_bot) == (123, "kutip_bot", True)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot123:wrong/getMe", 401, "Unauthorized"),
        ("/file/bot123:wrong/documents/file_1.txt", 401, "Unauthorized"),
        ("/bot123:test/sendTelegram", 404, "Not Found"),
        ("/file/bot123:test/documents/file_1.txt", 404, "Not Found"),
        ("/", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_unknown_methods_are_refused(
    server: BotApiServer, path: str, status: int, description: str
) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.get(server.url + path)
    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.asyncio
async def test_parameters_come_in_the_url_as_a_form_in_parts_or_as_json(server: BotApiServer) -> None:
    chat = server.private(server.person("Ana"))
    url = f"{server.url}/bot123:test/sendMessage"
    params = {"chat_id": str(chat.id), "text": "5"}
    async with httpx.AsyncClient() as client:
        await client.get(url, params=params)
        await client.post(url, data=params)
        await client.post(url, files={name: (None, value) for name, value in params.items()})
        await client.post(url, json={"chat_id": chat.id, "text": "5"})
    assert [(call.method, call.params) for call in server.calls] == [
        ("sendMessage", {"chat_id": chat.id, "text": "5"})
    ] * 4
    assert [message.text for message in server.history(chat)] == ["5"] * 4


@pytest.mark.asyncio
async def test_a_sent_message_is_seen_by_the_test_and_returned_to_the_bot(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana", language_code="id")
    chat = server.private(ana)
    asked = ana.write(chat, "What was agreed?")
    returned = await bot.send_message(
        chat.id,
        "🙂 <b>A &lt; B</b>",
        parse_mode="HTML",
        reply_markup=MORE,
        reply_parameters=ReplyParameters(asked.message_id, quote="agreed"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    reply = await server.next_message(chat)
    assert (reply.text, reply.html) == ("🙂 A < B", "🙂 <b>A &lt; B</b>")
    assert [(e.type, e.offset, e.length) for e in reply.entities] == [("bold", 3, 5)]
    assert reply.buttons == [["More ▾"]]
    assert reply.reply_to == asked
    assert (returned.message_id, returned.text) == (reply.message_id, reply.text)
    assert returned.entities == (MessageEntity("bold", 3, 5),)
    assert returned.reply_to_message
    assert returned.reply_to_message.text == "What was agreed?"
    assert returned.reply_markup == MORE


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<x>a</x>", 'Can\'t parse entities: unsupported start tag "x" at byte offset 0'),
        ("é <x", "Can't parse entities: unclosed start tag at byte offset 3"),
        ("<b>a", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b>aé</i>", 'unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("a</b>", "Can't parse entities: unexpected end tag at byte offset 1"),
        ("a" * 4097, "Message is too long"),
        ("🙂" * 2048 + "a", "Message is too long"),
        ("", "Message text is empty"),
        (" \n ", "Message text is empty"),
        ("<b> </b>", "Message text is empty"),
    ],
)
async def test_a_bad_text_is_refused(server: BotApiServer, bot: Bot, text: str, reason: str) -> None:
    chat = server.private(server.person("Ana"))
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(chat.id, text, parse_mode="HTML")
    assert reason.lower() in caught.value.message.lower()
    assert server.history(chat) == []


@pytest.mark.asyncio
async def test_the_limit_of_4096_counts_utf16_code_units_without_tags(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    await bot.send_message(chat.id, "<b>" + "🙂" * 2048 + "</b>", parse_mode="HTML")
    assert (await server.next_message(chat)).entities[0].length == 4096


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("button", "reason"),
    [
        (InlineKeyboardButton("a", callback_data="é" * 32 + "a"), "Button_data_invalid"),
        (InlineKeyboardButton("a", callback_data=""), "Button_data_invalid"),
        (InlineKeyboardButton("a"), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("a", url="localhost"), "URL 'localhost' is invalid: Wrong HTTP URL"),
    ],
)
async def test_a_bad_button_is_refused(
    server: BotApiServer, bot: Bot, button: InlineKeyboardButton, reason: str
) -> None:
    chat = server.private(server.person("Ana"))
    with pytest.raises(BadRequest) as caught:
        await bot.send_message(chat.id, "a", reply_markup=InlineKeyboardMarkup([[button]]))
    assert reason.lower() in caught.value.message.lower()


@pytest.mark.asyncio
async def test_a_reply_needs_its_message_unless_the_bot_can_do_without(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "a", reply_parameters=ReplyParameters(99))
    await bot.send_message(chat.id, "a", reply_to_message_id=99, allow_sending_without_reply=True)
    assert (await server.next_message(chat)).reply_to is None


@pytest.mark.asyncio
async def test_a_quote_must_be_in_the_message_it_replies_to(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    asked = ana.write(chat, "What was agreed?")
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(chat.id, "a", reply_parameters=ReplyParameters(asked.message_id, quote="x"))


@pytest.mark.asyncio
async def test_the_bot_sees_only_chats_that_it_is_in(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(ana.user.id, "a")
    chat = server.private(ana)
    group = server.group("Newsroom", username="newsroom", admins=(ana,))
    assert (await bot.get_chat(chat.id)).first_name == "Ana"
    assert (await bot.get_chat("@newsroom")).title == "Newsroom"
    assert (await bot.get_chat_member(group.id, ana.user.id)).status == "administrator"
    assert [member.user.first_name for member in await bot.get_chat_administrators(group.id)] == ["Ana"]


@pytest.mark.asyncio
async def test_an_answer_in_a_forum_goes_to_the_topic_of_its_question(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    forum = server.group("Newsroom", is_forum=True)
    asked = ana.write(forum, "What was agreed?", topic=7)
    await bot.send_message(forum.id, "a", reply_parameters=ReplyParameters(asked.message_id))
    assert (await server.next_message(forum)).topic == 7
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "a", message_thread_id=8)


@pytest.mark.asyncio
async def test_the_bot_edits_its_own_messages_only(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    asked = ana.write(chat, "What was agreed?")
    await bot.send_message(chat.id, "Searching", reply_markup=MORE)
    first = await server.next_message(chat)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and"):
        await bot.edit_message_text("Searching", chat.id, first.message_id, reply_markup=MORE)
    await bot.edit_message_text("<i>Found</i>", chat.id, first.message_id, parse_mode="HTML")
    second = await server.next_edit(first)
    assert (first.text, second.text, second.buttons) == ("Searching", "Found", [])
    assert first.edits == [second]
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("a", chat.id, 99)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("a", chat.id, asked.message_id)


@pytest.mark.asyncio
async def test_chat_actions_are_checked_and_recorded(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    await bot.send_chat_action(chat.id, "typing")
    assert server.calls[-1] == ("sendChatAction", {"chat_id": chat.id, "action": "typing"})
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(chat.id, "thinking")


@pytest.mark.asyncio
async def test_commands_are_kept_by_scope_and_language(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    await bot.set_my_commands([("ask", "Ask a question")])
    await bot.set_my_commands([("ask", "Bertanya")], BotCommandScopeChat(chat.id), language_code="id")
    assert server.commands == {
        ("default", ""): [{"command": "ask", "description": "Ask a question"}],
        (f"chat:{chat.id}", "id"): [{"command": "ask", "description": "Bertanya"}],
    }
    assert [command.description for command in await bot.get_my_commands()] == ["Ask a question"]
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([("Ask!", "Ask a question")])


@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
@pytest.mark.asyncio
async def test_ordered_failures_happen_once_and_change_nothing(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    server.fail_next("sendMessage", retry_after=3)
    server.fail_next("sendMessage", status=403, description="Forbidden: bot was blocked by the user")
    server.fail_next("sendMessage", times=2)
    server.fail_next("sendMessage", drop=True)
    for error in (RetryAfter, Forbidden, NetworkError, NetworkError, NetworkError):
        with pytest.raises(error):
            await bot.send_message(chat.id, "a")
    assert server.history(chat) == []
    await bot.send_message(chat.id, "a")
    assert len(server.calls) == 7


@pytest.mark.asyncio
async def test_waiting_in_vain_says_what_did_not_come(server: BotApiServer) -> None:
    chat = server.private(server.person("Ana"))
    with pytest.raises(TimeoutError, match="no message of the bot for"):
        await server.next_message(chat, timeout=0.01)
