import asyncio
from collections.abc import Sequence

import pytest
from telegram import Bot, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest

from tests.botapi.server import BotApiServer


def offered(*ids: str, html: str = "<b>Ya</b>") -> list[InlineQueryResultArticle]:
    content = InputTextMessageContent(html, parse_mode="HTML")
    return [InlineQueryResultArticle(number, "Judul", content) for number in ids]


async def test_a_question_is_typed_and_answered_once(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    query_id = ana.type_inline("apa kabar?", "10")
    (update,) = await bot.get_updates()
    query = update.inline_query
    assert query is not None
    assert (query.id, query.query, query.offset, query.from_user.id) == (query_id, "apa kabar?", "10", ana.id)
    await query.answer(offered("1"), cache_time=7, is_personal=True, next_offset="20")
    answer = await server.next_inline_answer(query_id)
    assert (answer.cache_time, answer.is_personal, answer.next_offset, answer.button) == (7, True, "20", None)
    (result,) = answer.results
    assert (result.title, result.text, result.entities[0].type) == ("Judul", "Ya", "bold")
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await query.answer([])


# By the name of the method, as the library itself refuses some of it.
@pytest.mark.filterwarnings("ignore:Please use 'Bot.answerInlineQuery'")
@pytest.mark.parametrize(
    ("results", "more", "refused"),
    [
        (offered(*map(str, range(51))), {}, "RESULTS_TOO_MUCH"),
        (offered("1", "1"), {}, "RESULT_ID_DUPLICATE"),
        (offered("1", html="<b>Ya"), {}, "can't parse entities"),
        (offered("1", html="a" * 4097), {}, "too long"),
        (offered(), {"next_offset": "9" * 65}, "NEXT_OFFSET_INVALID"),
        (offered(), {"button": InlineQueryResultsButton("Tanya", start_parameter="a b")}, "START_PARAM_INVALID"),
    ],
)
async def test_what_telegram_would_not_show_is_refused(
    server: BotApiServer,
    bot: Bot,
    results: Sequence[InlineQueryResultArticle],
    more: dict[str, object],
    refused: str,
) -> None:
    query_id = server.person("Ana").type_inline("apa?")
    with pytest.raises(BadRequest, match=f"(?i){refused}"):
        await bot.do_api_request("answerInlineQuery", {"inline_query_id": query_id, "results": results, **more})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(server.next_inline_answer(query_id), 0.05)
