"""sendMessage and editMessageText: what a bot writes, and everything Telegram checks about it."""

from dataclasses import replace

from tests.botapi.server.checking.params import Params
from tests.botapi.server.errors import ApiError, bad_request
from tests.botapi.server.formatting.entities import FOUND, ORDER, Entity, cleaned, formatted, utf16_length
from tests.botapi.server.formatting.html import parse_html
from tests.botapi.server.world.keyboards import parse_keyboard
from tests.botapi.server.world.models import Chat, Message
from tests.botapi.server.world.world import World, now

MAX_LENGTH = 4096
MAX_SENT_BYTES = 1 << 15
MAX_QUOTE = 1024


async def send_message(world: World, params: Params) -> object:
    chat = world.find_open_chat(params.values.get("chat_id"))
    text, entities = _formatted_text(params)
    keyboard = parse_keyboard(params.json_object("reply_markup"))
    reply_to = _replied_message(world, chat, params)
    topic = _topic(world, chat, params, reply_to)
    message = Message(
        chat=chat,
        message_id=world.next_message_id(chat),
        sender=world.bot,
        date=now(),
        text=text,
        entities=entities,
        html=params.text("text"),
        keyboard=keyboard,
        reply_to=reply_to,
        topic=topic,
        extra=_preview(params),
    )
    world.sent.put(chat.id, world.add_message(message))
    return message.to_json()


async def edit_message_text(world: World, params: Params) -> object:
    chat = world.find_open_chat(params.values.get("chat_id"))
    message = world.messages.get((chat.id, params.integer("message_id")))
    if not message:
        raise bad_request("message to edit not found")
    if message.sender != world.bot:
        raise bad_request("message can't be edited")
    text, entities = _formatted_text(params)
    keyboard = parse_keyboard(params.json_object("reply_markup"))
    if (text, entities, keyboard) == (message.text, message.entities, message.keyboard):
        raise bad_request(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    changed = replace(
        message,
        text=text,
        entities=entities,
        html=params.text("text"),
        keyboard=keyboard,
        extra=_preview(params),
    )
    edited = world.replace_message(changed)
    world.edited.put((chat.id, edited.message_id), edited)
    return edited.to_json()


def _formatted_text(params: Params) -> tuple[str, tuple[Entity, ...]]:
    sent = params.text("text")
    if len(sent.encode("utf-8", "surrogatepass")) > MAX_SENT_BYTES:
        raise bad_request("text is too long")
    text, entities = formatted(*_parsed(sent, params))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_LENGTH:
        raise bad_request("message is too long")
    return text, entities


def _parsed(sent: str, params: Params) -> tuple[str, list[Entity]]:
    mode = params.text("parse_mode").lower()
    if mode == "html":
        return parse_html(sent)
    if mode in ("markdown", "markdownv2"):
        raise ApiError(501, "Not Implemented: the fake Bot API parses HTML only")
    if mode not in ("", "none"):
        raise bad_request("unsupported parse_mode")
    given = params.json_array("entities")
    return (sent, _given_entities(sent, given)) if given else (cleaned(sent), [])


def _given_entities(text: str, given: list[object]) -> list[Entity]:
    entities = [_given_entity(item) for item in given]
    end = utf16_length(text)
    for entity in entities:
        if entity.offset >= end:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > end:
            raise bad_request(
                f"entity beginning at UTF-16 offset {entity.offset} "
                f"ends after the end of the text at UTF-16 offset {entity.end}"
            )
    return [entity for entity in entities if entity.length and entity.type not in FOUND]


def _given_entity(item: object) -> Entity:
    if not isinstance(item, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind, offset, length = (item.get(name) for name in ("type", "offset", "length"))
    if not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" and "length" must be of type Number')
    if kind not in ORDER:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    attributes = (str(item.get(name, "")) for name in ("url", "language", "custom_emoji_id"))
    return Entity(kind, offset, length, *attributes)


def _replied_message(world: World, chat: Chat, params: Params) -> Message | None:
    reply = Params(params.json_object("reply_parameters"))
    number = reply.integer("message_id")
    if not number:
        return None
    found = world.messages.get((chat.id, number))
    if not found and not reply.flag("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    if found:
        _check_quote(reply.text("quote"), found)
    return found


def _check_quote(quote: str, message: Message) -> None:
    if quote not in message.text or utf16_length(quote) > MAX_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")


def _topic(world: World, chat: Chat, params: Params, reply_to: Message | None) -> int:
    """Return the topic that the message goes to: the one asked for, or the one of its reply."""
    topic = params.integer("message_thread_id")
    if topic and (chat.id, topic) not in world.topics:
        raise bad_request("message thread not found")
    return topic or (reply_to.topic if reply_to else 0)


def _preview(params: Params) -> dict[str, object]:
    options = params.json_object("link_preview_options")
    return {"link_preview_options": options} if options else {}
