"""The buttons for votes on a quote."""

from typing import Any

from bot.telegram.application import BotApplication
from index.library import Library
from tests.bot.telegram.test_conversation import data_of, labels, pressed, said
from tests.fakes import SITI, RecordingRequest, Updates

GROUP = -5
BREST = "apa yang disepakati di Brest?"


async def notice(bot: BotApplication, request: RecordingRequest, update: Any) -> dict[str, Any]:
    before = len(request.calls)
    await bot.process_update(update)
    (call,) = request.calls[before:]
    assert call.method == "answerCallbackQuery"
    return call.parameters


async def test_who_asked_judges_each_quote_and_may_think_again(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    first = await said(bot, request_, updates.text(BREST))
    second = await pressed(bot, request_, updates.press(data_of(first, "More")))
    presses = [(first, "👍"), (first, "👍"), (first, "👎"), (second, "👍")]
    told = [await notice(bot, request_, updates.press(data_of(view, name))) for view, name in presses]
    assert [one["text"] for one in told] == [
        "Noted, thank you.",
        "Already noted.",
        "Changed, thank you.",
        "Noted, thank you.",
    ]
    assert not any(one.get("show_alert") for one in told)
    assert [(vote.question, vote.rank, vote.helpful) for vote in examples.votes.all()] == [
        (BREST, 1, False),
        (BREST, 2, True),
    ]


async def test_in_a_group_others_may_read_and_not_judge(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    answer = await said(bot, request_, updates.text(f"/ask {BREST}", GROUP))
    refusal = await notice(bot, request_, updates.press(data_of(answer, "👍"), GROUP, by=SITI))
    assert refusal == {
        "callback_query_id": "1",
        "text": "Hanya orang yang bertanya yang dapat menilai jawaban ini.",
        "show_alert": True,
    }
    assert examples.votes.all() == []
    shown = await pressed(bot, request_, updates.press(data_of(answer, "More"), GROUP, by=SITI))
    assert "2 " in shown["text"]
    assert "👎" in labels(shown)


async def test_old_and_forged_votes_are_told_so(
    bot: BotApplication, request_: RecordingRequest, updates: Updates, examples: Library
) -> None:
    answer = await said(bot, request_, updates.text(BREST))
    data = data_of(answer, "👍")
    elsewhere = await notice(bot, request_, updates.press(data, GROUP))
    forged = [await notice(bot, request_, updates.press(f"u:{key}:1")) for key in ("x", "0" * 20)]
    other_quote = await notice(bot, request_, updates.press(data.rpartition(":")[0] + ":9223372036854775807"))
    for told in (elsewhere, *forged, other_quote):
        assert told["text"] == "I no longer have this answer. Please ask again."
    for data in ("u:", "u:a:b", "u:a:99999999999999999999", "U:a:1"):
        assert (await notice(bot, request_, updates.press(data)))["show_alert"]
    assert examples.votes.all() == []
