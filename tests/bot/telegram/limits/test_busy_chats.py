"""A chat is busy while more comes from it than the bot may answer there."""

import pytest

from bot.telegram.limits.busy_chats import BusyChats


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def noted(chat: int, updates: int, seconds: float) -> tuple[BusyChats, Clock]:
    """Return chats of which one has had so many updates, one after the other at equal distances."""
    busy, clock = BusyChats(clock := Clock()), clock
    for number in range(updates):
        clock.now = number * seconds
        busy.note(chat)
    return busy, clock


@pytest.mark.parametrize(
    ("chat", "updates", "seconds", "is_busy"),
    [
        (7, 61, 0.1, True),
        (7, 60, 0.1, False),
        (7, 200, 1.1, False),
        (7, 200, 0.9, True),
        (-7, 21, 2.0, True),
        (-7, 20, 2.0, False),
        (-7, 200, 3.1, False),
    ],
)
def test_a_chat_is_busy_with_more_updates_than_messages_may_be_sent(
    chat: int, updates: int, seconds: float, is_busy: bool
) -> None:
    busy, _ = noted(chat, updates, seconds)
    assert (chat in busy) is is_busy
    assert 8 not in busy
    assert -8 not in busy


def test_a_chat_that_is_quiet_again_is_busy_no_longer() -> None:
    busy, clock = noted(7, 500, 0.1)
    clock.now += 50
    assert 7 in busy
    clock.now += 11
    assert 7 not in busy


def test_quiet_chats_are_forgotten() -> None:
    busy, clock = noted(7, 100, 0.1)
    for chat in range(10_000, 11_000):
        clock.now += 1
        busy.note(chat)
    clock.now = 50.0  # as if no time had passed: only what is kept counts
    assert 7 not in busy
