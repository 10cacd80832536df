"""What is not found has a button for the closest quotes, which works after a restart."""

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.library import Library
from index.model.records import Verdict
from tests.fakes import NO_LIMITS, RecordingRequest, Updates

# A word of the articles among words that none of them has.
QUESTION = "siapa presiden zebra flamingo kvantum xylofon?"


async def test_what_is_not_found_has_a_button_for_the_closest_quotes(
    bot: BotApplication, examples: Library, settings: Settings, updates: Updates, request_: RecordingRequest
) -> None:
    answer = examples.ask(QUESTION)
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.withheld
    await bot.process_update(updates.text(QUESTION))
    (sent,) = request_.sent()
    assert sent["text"].startswith("<b>Not found.</b>")
    ((button,),) = sent["reply_markup"]["inline_keyboard"]
    assert button["text"] == "Show the closest anyway"
    again = build_application(examples, settings, request_, NO_LIMITS)  # as a restart does
    await again.initialize()
    await again.process_update(Updates(again.bot, number=10).press(button["callback_data"]))
    await again.shutdown()
    edited = [call.parameters for call in request_.calls if call.method == "editMessageText"]
    assert edited[0]["text"].startswith("<i>This is the closest I have; it may not answer your question.")
    assert "<blockquote>" in edited[0]["text"]


async def test_what_has_nothing_close_has_no_button(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    await bot.process_update(updates.text("xyzzyqqq wvvk?"))
    assert "reply_markup" not in request_.sent()[0]


def test_the_closest_answer_is_weak_and_has_the_quotes_that_were_withheld(examples: Library) -> None:
    answer = examples.ask(QUESTION)
    assert answer.quotes == ()
    assert answer.closest.verdict is Verdict.WEAK
    assert answer.closest.quotes == answer.withheld
    found = examples.ask("apa yang disepakati?")
    assert found.closest is found
