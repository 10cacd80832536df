"""The flood limits, with a clock that the tests set."""

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from tests.botapi.server import BotApiServer, FloodLimits
from tests.botapi.server.errors import ApiError
from tests.botapi.server.world.models import Chat

ANA = Chat(5, "private", "Ana")
NEWSROOM = Chat(-100, "supergroup", "Newsroom")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> FloodLimits:
    return FloodLimits(clock)


def told_to_wait(limits: FloodLimits, chat: Chat | None, method: str = "sendMessage") -> int:
    """Return the seconds to wait before the next try, 0 for an accepted call."""
    try:
        limits.count(method, chat)
    except ApiError as error:
        return error.retry_after or -1
    return 0


def test_a_private_chat_takes_a_short_burst_and_then_one_message_a_second(
    limits: FloodLimits, clock: Clock
) -> None:
    assert [told_to_wait(limits, ANA) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    for _ in range(60):
        clock.now += 1
        assert [told_to_wait(limits, ANA) for _ in range(2)] == [0, 1]
    clock.now += 5
    assert [told_to_wait(limits, ANA) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_group_takes_20_messages_a_minute(limits: FloodLimits, clock: Clock) -> None:
    assert [told_to_wait(limits, NEWSROOM) for _ in range(21)] == [0] * 20 + [60]
    clock.now += 59.5
    assert told_to_wait(limits, NEWSROOM) == 1
    clock.now += 0.5
    assert told_to_wait(limits, NEWSROOM) == 0


def test_all_chats_together_take_30_messages_a_second(limits: FloodLimits, clock: Clock) -> None:
    chats = [Chat(number, "private", "Ana") for number in range(1, 32)]
    assert [told_to_wait(limits, chat) for chat in chats] == [0] * 30 + [1]
    clock.now += 1
    assert told_to_wait(limits, chats[30]) == 0


def test_who_waits_as_long_as_told_is_served(limits: FloodLimits, clock: Clock) -> None:
    for _ in range(50):
        while (wait := told_to_wait(limits, ANA)) == 0:
            clock.now += 0.3
        clock.now += wait
        assert told_to_wait(limits, ANA) == 0


@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("sendPhoto", True),
        ("editMessageText", True),
        ("editMessageReplyMarkup", True),
        ("forwardMessages", True),
        ("copyMessage", True),
        ("sendChatAction", False),
        ("sendMessageDraft", False),
        ("answerCallbackQuery", False),
        ("editForumTopic", False),
        ("getUpdates", False),
    ],
)
def test_messages_and_edits_count_and_nothing_else(limits: FloodLimits, method: str, counts: bool) -> None:
    for _ in range(5):
        limits.count(method, ANA)
    assert bool(told_to_wait(limits, ANA)) is counts


@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
async def test_a_bot_that_floods_is_told_how_long_to_wait(server: BotApiServer, bot: Bot, clock: Clock) -> None:
    group = server.group("Newsroom", username="newsroom")
    server.limits = FloodLimits(clock)
    message = await bot.send_message(group.id, "0")
    for number in range(1, 20):
        await bot.edit_message_text(str(number), group.id, message.message_id)
    clock.now += 20
    for chat_id in (group.id, "@newsroom"):
        with pytest.raises(RetryAfter, match="40"):
            await bot.send_message(chat_id, "a")
    assert len(server.history(group)) == 1
    clock.now += 40
    await bot.send_message(group.id, "a")
    assert len(server.history(group)) == 2


async def test_a_server_without_limits_takes_what_comes(server: BotApiServer, bot: Bot) -> None:
    chat = server.private(server.person("Ana"))
    for _ in range(10):
        await bot.send_message(chat.id, "a")
    assert len(server.history(chat)) == 10
