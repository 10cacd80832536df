"""Inline queries: answerInlineQuery, and everything Telegram checks about what is offered."""

from tests.botapi.server.checking.params import Params
from tests.botapi.server.errors import bad_request
from tests.botapi.server.formatting.entities import Entity, formatted, utf16_length
from tests.botapi.server.formatting.html import parse_html
from tests.botapi.server.world.answers import InlineAnswer, Offered
from tests.botapi.server.world.world import World

MAX_RESULTS = 50
MAX_OFFSET_BYTES = 64
MAX_ID_BYTES = 64
MAX_LENGTH = 4096
MAX_BUTTON_TEXT = 64


async def answer_inline_query(world: World, params: Params) -> object:
    query_id = params.text("inline_query_id")
    if query_id not in world.open_queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = [_offered(sent) for sent in params.json_array("results") or []]
    if len(results) > MAX_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.text("next_offset")
    if len(next_offset.encode()) > MAX_OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        tuple(results),
        params.integer("cache_time", 300),
        params.flag("is_personal"),
        next_offset,
        _button(params.json_object("button")),
    )
    world.open_queries.remove(query_id)
    world.offered.put(query_id, answer)
    return True


def _offered(sent: object) -> Offered:
    result = sent if isinstance(sent, dict) else {}
    number, content = str(result.get("id", "")), result.get("input_message_content")
    if result.get("type") != "article" or not isinstance(content, dict):
        raise bad_request("can't parse inline query result: the fake Bot API knows articles with content only")
    if not 1 <= len(number.encode()) <= MAX_ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    text, entities = _message(content)
    return Offered(number, str(result["title"]), str(result.get("description", "")), text, entities)


def _message(content: dict[str, object]) -> tuple[str, tuple[Entity, ...]]:
    sent = str(content.get("message_text", ""))
    is_html = str(content.get("parse_mode", "")).lower() == "html"
    text, entities = formatted(*(parse_html(sent) if is_html else (sent, [])))
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_LENGTH:
        raise bad_request("message is too long")
    return text, entities


def _button(sent: dict[str, object]) -> tuple[str, str] | None:
    if not sent:
        return None
    text, start = str(sent.get("text", "")), str(sent.get("start_parameter", ""))
    if not 1 <= len(text) <= MAX_BUTTON_TEXT:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not 1 <= len(start) <= MAX_ID_BYTES or not all(c.isascii() and (c.isalnum() or c in "_-") for c in start):
        raise bad_request("START_PARAM_INVALID")
    return text, start
