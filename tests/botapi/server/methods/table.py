"""The methods of the Bot API that the fake knows, by name."""

from collections.abc import Awaitable, Callable

from tests.botapi.server.checking.params import Params
from tests.botapi.server.errors import ApiError, bad_request
from tests.botapi.server.methods.inline import answer_inline_query
from tests.botapi.server.methods.profile import PROFILE, get_my_commands, set_my_commands
from tests.botapi.server.methods.receiving import delete_webhook, get_updates, get_webhook_info, set_webhook
from tests.botapi.server.methods.sending import edit_message_text, send_message
from tests.botapi.server.world.answers import CallbackAnswer
from tests.botapi.server.world.membership import describe_member
from tests.botapi.server.world.models import Chat
from tests.botapi.server.world.world import World

Method = Callable[[World, Params], Awaitable[object]]

MAX_ANSWER = 200
MAX_DOWNLOAD = 20 * 1024 * 1024
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


async def get_me(world: World, params: Params) -> object:
    abilities = {"can_join_groups": True, "can_read_all_group_messages": True}
    return {**world.bot.to_json(), **abilities, "supports_inline_queries": True}


async def answer_callback_query(world: World, params: Params) -> object:
    query_id = params.text("callback_query_id")
    if query_id not in world.open_queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    world.open_queries.remove(query_id)
    answer = CallbackAnswer(text, params.flag("show_alert"), params.text("url"))
    world.answered.put(query_id, answer)
    return True


async def send_chat_action(world: World, params: Params) -> object:
    world.find_chat(params.values.get("chat_id"))
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


async def get_file(world: World, params: Params) -> object:
    file = world.files.get(params.text("file_id"))
    if not file:
        raise bad_request("invalid file_id")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file.ids, "file_path": file.path}


async def get_chat(world: World, params: Params) -> object:
    chat = world.find_chat(params.values.get("chat_id"))
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    required = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    linked = {"linked_chat_id": world.linked[chat.id]} if chat.id in world.linked else {}
    return {**chat.to_json(), **required, **linked}


async def get_chat_member(world: World, params: Params) -> object:
    chat = world.find_chat(params.values.get("chat_id"))
    user = world.users.get(params.integer("user_id"))
    if not user:
        raise bad_request("user not found")
    _check_open(world, chat)
    return describe_member(world, chat, user)


async def get_chat_administrators(world: World, params: Params) -> object:
    chat = world.find_chat(params.values.get("chat_id"))
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    _check_open(world, chat)
    administrators = sorted(world.memberships[chat.id].administrators)
    return [describe_member(world, chat, world.users[user_id]) for user_id in administrators]


def _check_open(world: World, chat: Chat) -> None:
    """Raise ApiError for a channel whose administrators do not include the bot: it may not see who is in it."""
    if chat.id in world.shut_out:
        raise ApiError(403, f"Forbidden: {world.shut_out[chat.id]}")
    if chat.type == "channel" and world.bot.id not in world.memberships[chat.id].administrators:
        raise bad_request("member list is inaccessible")


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "sendChatAction": send_chat_action,
    "getFile": get_file,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    **PROFILE,
}
