"""The guard of a group, which speaks up unasked about altered quotations and about nothing else."""

from datetime import date, timedelta
from typing import Any

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication
from index.conversations.guards import MOST_A_DAY
from index.library import Library
from tests.fakes import RecordingRequest, Updates

GROUP = -100
SAID = "Whoosh melintasi jalur sepanjang 142,3 kilometer dengan kecepatan operasi hingga 350 kilometer per jam."
ALTERED = SAID.replace("142,3", "152,3")
QUIET = [
    SAID,
    SAID.lower().replace(",", "").replace(".", ""),
    ALTERED.replace(".", "?"),
    "Whoosh 152,3 km!",
    "greysia polli dan aprriyani rahsyu merebut medali emas bulu tangkis ganda putri olimpiade tokyo 2020",
    "di final pasangan indonesia itu menundukkan wakil china chen qingchem jia yifann dua gim langsung 21-19",
    "the united states can do big things biden saidd the pictures would remind the world that",
    "Pemerintah kota membuka dua belas taman baru di pinggir sungai mulai pekan depan tanpa biaya masuk.",
    "Siapa yang mau ikut arisan hari Sabtu besok jam 10 pagi di rumah Bu Ani, tolong bawa iuran 50 ribu ya",
]
FORWARDED = {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Budi"}}


async def sent_after(
    bot: BotApplication, request: RecordingRequest, updates: Updates, text: str, **more: Any
) -> list[str]:
    """Return what the bot says in the group about a message."""
    before = len(request.sent())
    await bot.process_update(updates.text(text, GROUP, **more))
    return [call["text"] for call in request.sent()[before:]]


async def test_the_guard_speaks_up_about_an_altered_quotation_alone(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    request_.administrators = {7}
    assert await sent_after(bot, request_, updates, ALTERED, **FORWARDED) == []
    (said,) = await sent_after(bot, request_, updates, "/guard on")
    assert said.startswith("The guard is on")
    (said,) = await sent_after(bot, request_, updates, ALTERED, **FORWARDED)
    assert said.startswith("❗ <b>Altered:</b>")
    for text in QUIET:
        assert await sent_after(bot, request_, updates, text, **FORWARDED) == [], text
    assert await sent_after(bot, request_, updates, ALTERED) == []  # somebody's own words


async def test_the_guard_speaks_up_three_times_a_day_at_most(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    request_.administrators = {7}
    await bot.process_update(updates.text("/guard on", GROUP))
    said = [await sent_after(bot, request_, updates, ALTERED, **FORWARDED) for _ in range(MOST_A_DAY + 2)]
    assert [len(one) for one in said] == [1] * MOST_A_DAY + [0, 0]


async def test_only_administrators_switch_the_guard_and_one_tap_silences_it(
    bot: BotApplication, request_: RecordingRequest, updates: Updates
) -> None:
    (said,) = await sent_after(bot, request_, updates, "/guard on")
    assert said.startswith("Only administrators")
    request_.administrators = {7}
    await bot.process_update(updates.text("/guard on", GROUP))
    request_.administrators = set()
    await bot.process_update(updates.press("g:off", GROUP))
    assert await sent_after(bot, request_, updates, ALTERED, **FORWARDED)
    request_.administrators = {7}
    await bot.process_update(updates.press("g:off", GROUP))
    assert await sent_after(bot, request_, updates, ALTERED, **FORWARDED) == []


def test_a_guard_moves_with_its_group_is_forgotten_with_it_and_counts_each_day(
    library: Library, settings: Settings
) -> None:
    guards, today = library.guards, date(2026, 11, 28)
    guards.switch("chat:-1", on=True)
    assert [guards.speak("chat:-1", today) for _ in range(4)] == [True, True, True, False]
    assert guards.speak("chat:-1", today + timedelta(days=1))
    library.transfers.transfer_chat("chat:-1", "chat:-2")
    assert not guards.is_on("chat:-1")
    assert guards.is_on("chat:-2")
    guards.switch("chat:-2", on=False)
    assert not guards.speak("chat:-2", today)
