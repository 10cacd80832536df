from collections.abc import Hashable
from concurrent.futures import Future

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from index.ingestion.reading.requests import Fetched, Request, TextRequest
from index.library import Library
from index.model.errors import Fault, ReadError
from tests.fakes import BOT, NO_LIMITS, SITI, ReadingsInProcess, RecordingRequest, Updates, message

TEXT = "Banjir merendam Kota Contoh sejak kemarin.\n\nTanggul jebol di dua tempat, kata wali kota. "
TEXT += "Warga mengungsi. " * 9


@pytest.mark.parametrize(("chat_id", "call"), [(7, ""), (-5, "/ask "), (-5, "@kutip_bot ")])
async def test_a_question_that_replies_to_a_text_is_answered_from_it_alone(
    bot: BotApplication, examples: Library, updates: Updates, request_: RecordingRequest, chat_id: int, call: str
) -> None:
    text = {**message(chat_id, TEXT), "from": SITI}
    before = examples.size()
    await bot.process_update(updates.text(f"{call}Di mana tanggul jebol?", chat_id, reply_to_message=text))
    await bot.process_update(updates.text(f"{call}siapa Podolyak?", chat_id, reply_to_message=text))
    found, other = request_.sent()
    assert "Tanggul jebol" in found["text"]
    assert "reply_markup" not in found
    assert "/article" not in found["text"]  # it has no number outside
    assert all("reply to it again" in reply["text"] for reply in (found, other))
    assert "Podolyak" not in other["text"].split("“")[0]
    assert examples.size() == before


async def test_a_post_of_a_channel_is_asked_however_short_it_is(
    bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    channel = {"id": -77, "type": "channel", "title": "Kabar Contoh"}
    origin = {"type": "channel", "chat": channel, "message_id": 1, "date": 1}
    post = {**message(-5, "Tanggul jebol di dua tempat."), "from": SITI, "forward_origin": origin}
    await bot.process_update(updates.text("/ask di mana tanggul jebol?", -5, reply_to_message=post))
    answer = request_.sent()[-1]["text"]
    assert "Tanggul jebol" in answer
    assert "Kabar Contoh" in answer


@pytest.mark.parametrize("replied", [{**message(7, "Halo."), "from": SITI}, {**message(7, TEXT), "from": BOT}])
async def test_short_texts_and_the_bots_own_are_not_asked(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, replied: dict[str, object]
) -> None:
    await bot.process_update(updates.text("Di mana tanggul jebol?", reply_to_message=replied))
    assert "Tanggul jebol" not in request_.sent()[-1]["text"]


class StoppedReadings(ReadingsInProcess):
    """Reading processes that are all killed."""

    def __init__(self) -> None:
        self.requests: list[tuple[Hashable, Request]] = []

    def submit(self, owner: Hashable, request: Request) -> "Future[list[Fetched]]":
        self.requests.append((owner, request))
        future: Future[list[Fetched]] = Future()
        future.set_result([ReadError(Fault.READING_STOPPED, source=request.source)])
        return future


async def test_a_text_is_read_in_a_reading_process_as_one_of_the_person_who_asks(
    examples: Library, settings: Settings, request_: RecordingRequest
) -> None:
    readings = StoppedReadings()
    async with build_application(examples, settings, request_, NO_LIMITS, readings=readings) as bot:
        for text, more in ((TEXT, {}), (TEXT, {"quote": {"text": "Tanggul jebol", "position": 45}})):
            replied = {**message(-5, text), "from": SITI}
            asked = Updates(bot.bot).text("/ask di mana?", -5, reply_to_message=replied, **more)
            await bot.process_update(asked)
            assert "more time or memory" in request_.sent()[-1]["text"]
    owners, requests = zip(*readings.requests, strict=True)
    assert owners == (7, 7)
    assert [one.text for one in requests if isinstance(one, TextRequest)] == [TEXT, "Tanggul jebol"]
