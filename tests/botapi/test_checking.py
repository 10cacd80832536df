"""Calls against the schema of the Bot API: documented calls are accepted, all others are refused."""

import json

import pytest

from tests.botapi.server.checking.calls import check_call, find_problem
from tests.botapi.server.checking.params import FilePart
from tests.botapi.server.checking.schema import Schema
from tests.botapi.server.errors import ApiError

BUTTON = {"text": "More", "callback_data": "more"}


def refusal(schema: Schema, method: str, **sent: object) -> str:
    """Return the description of a refused call, without Telegram's prefix; "" if it is accepted."""
    try:
        check_call(schema, method, sent)
    except ApiError as error:
        return error.description.removeprefix("Bad Request: ")
    return ""


def test_all_methods_and_types_are_read(schema: Schema) -> None:
    assert (schema.version, len(schema.methods), len(schema.objects)) == ("Bot API 10.3", 185, 376)


def test_each_type_of_a_field_is_known(schema: Schema) -> None:
    simple = {"Integer", "String", "Boolean", "Float", "APIMethodReturn"}
    for fields in (*schema.methods.values(), *schema.objects.values()):
        for field in fields.values():
            names = {name.replace("Array of ", "") for name in field.types}
            assert names <= {*simple, *schema.objects, *schema.subtypes}


def test_an_unknown_method_is_not_found(schema: Schema) -> None:
    with pytest.raises(ApiError, match="404 Not Found"):
        check_call(schema, "sendTelegram", {})


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"texts": "a"}, 'unknown parameter "texts" of sendMessage'),
        ({"text": None}, 'parameter "text" of sendMessage is missing'),
        ({"message_thread_id": "seven"}, 'parameter "message_thread_id" must be of type Integer'),
        ({"message_thread_id": "7.0"}, 'parameter "message_thread_id" must be of type Integer'),
        ({"message_thread_id": True}, 'parameter "message_thread_id" must be of type Integer'),
        ({"message_thread_id": str(1 << 63)}, 'parameter "message_thread_id" must be of type Integer'),
        ({"protect_content": "maybe"}, 'parameter "protect_content" must be of type Boolean'),
        ({"protect_content": 1}, 'parameter "protect_content" must be of type Boolean'),
        ({"chat_id": [5]}, 'parameter "chat_id" must be of type Integer or String'),
        ({"text": 5}, 'parameter "text" must be of type String'),
        ({"text": FilePart("a.txt")}, 'parameter "text" must be of type String'),
        ({"entities": "[{"}, 'parameter "entities" must be of type Array of MessageEntity'),
        ({"entities": "{}"}, 'parameter "entities" must be of type Array of MessageEntity'),
        ({"link_preview_options": "true"}, 'parameter "link_preview_options" must be of type LinkPreviewOptions'),
    ],
)
def test_a_wrong_parameter_is_named(schema: Schema, sent: dict[str, object], reason: str) -> None:
    given = {"chat_id": "5", "text": "a", **sent}
    assert refusal(schema, "sendMessage", **{k: v for k, v in given.items() if v is not None}) == reason


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        (
            "reply_markup",
            {"inline_keyboard": [[BUTTON, {"text": 5}]]},
            'field "reply_markup.inline_keyboard[0][1].text" must be of type String',
        ),
        (
            "reply_markup",
            {"inline_keyboard": [[{**BUTTON, "colour": "red"}]]},
            'unknown field "reply_markup.inline_keyboard[0][0].colour" of InlineKeyboardButton',
        ),
        (
            "reply_markup",
            {"inline_keyboard": [BUTTON]},
            'field "reply_markup.inline_keyboard[0]" must be of type Array of InlineKeyboardButton',
        ),
        (
            "entities",
            [{"type": "bold", "offset": 0}],
            'field "entities[0].length" of MessageEntity is missing',
        ),
        (
            "entities",
            [{"type": "bold", "offset": "0", "length": 1}],
            'field "entities[0].offset" must be of type Integer',
        ),
        (
            "link_preview_options",
            {"is_disabled": "true"},
            'field "link_preview_options.is_disabled" must be of type Boolean',
        ),
        (
            "reply_parameters",
            {"message_id": None, "quote": 1},
            'field "reply_parameters.quote" must be of type String',
        ),
    ],
)
@pytest.mark.parametrize("encoded", [True, False])
def test_a_wrong_field_is_named_with_its_path(
    schema: Schema, name: str, value: object, reason: str, encoded: bool
) -> None:
    sent = {name: json.dumps(value) if encoded else value}
    assert refusal(schema, "sendMessage", chat_id=5, text="a", **sent) == reason


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"type": "article", "id": "1", "title": "a"}, 'field "results[0].input_message_content" of InlineQuery'),
        ({"type": "article", "id": 1, "title": "a"}, 'field "results[0].input_message_content" of InlineQuery'),
        ({"type": "picture", "id": "1"}, 'field "results[0]" must be of type InlineQueryResult'),
        (
            {"type": "article", "id": "1", "title": "a", "input_message_content": {"message_text": 5}},
            'field "results[0].input_message_content.message_text" must be of type String',
        ),
        (
            {"type": "photo", "id": "1", "photo_file_id": "x", "titel": "a"},
            'unknown field "results[0].titel" of InlineQueryResultCachedPhoto',
        ),
    ],
)
def test_an_inline_result_is_checked_as_what_it_says_it_is(
    schema: Schema, result: dict[str, object], reason: str
) -> None:
    told = refusal(schema, "answerInlineQuery", inline_query_id="1", results=json.dumps([result]))
    assert told.startswith(reason)


@pytest.mark.parametrize(
    ("method", "sent"),
    [
        ("sendMessage", {"chat_id": "-100", "text": "5", "protect_content": "True", "message_thread_id": "7"}),
        (
            "sendMessage",
            {"chat_id": "@news", "text": "[", "entities": "[]", "reply_markup": '{"force_reply":true}'},
        ),
        ("sendMessage", {"chat_id": 5, "text": "", "reply_parameters": {"message_id": 1, "quote": None}}),
        ("sendLocation", {"chat_id": 5, "latitude": "-6.2", "longitude": 107}),
        (
            "sendDocument",
            {"chat_id": 5, "document": FilePart("a.pdf"), "thumbnail": "attach://t", "t": FilePart("t")},
        ),
        ("sendDocument", {"chat_id": 5, "document": "BQACAgUAAxkBAAM1"}),
        ("setWebhook", {"url": "", "certificate": FilePart("a.pem")}),
        ("setMyCommands", {"commands": '[{"command":"a","description":"b"}]', "scope": '{"type":"default"}'}),
        ("sendRichMessage", {"chat_id": 5, "rich_message": {"html": "<p>a</p>"}}),
        ("getMe", {}),
    ],
)
def test_what_telegram_documents_is_taken(schema: Schema, method: str, sent: dict[str, object]) -> None:
    assert refusal(schema, method, **sent) == ""


def test_a_file_that_nothing_refers_to_is_unknown(schema: Schema) -> None:
    told = refusal(schema, "sendMessage", chat_id=5, text="attach://t", u=FilePart("t"))
    assert told == 'unknown parameter "u" of sendMessage'


def test_a_rich_text_is_a_string_an_array_or_an_object(schema: Schema) -> None:
    for text in ("a", ["a", {"type": "bold", "text": ["b"]}], {"type": "bold", "text": "b"}):
        assert find_problem(schema, ["RichText"], text, "text") == ""
    assert find_problem(schema, ["RichText"], {"type": "bold", "text": 5}, "text")
