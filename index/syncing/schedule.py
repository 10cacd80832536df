"""When a source is asked again: as often as it wants to be read, never more often than its server can bear."""

from datetime import datetime, timedelta
from random import Random

from index.model.feeds import NO_PUSHES, FeedAnswer, Pushes
from index.model.sources import Counted, Source, State
from index.store.sources.hub_store import PUSH_GAP
from index.store.sources.statements import LEAST_SECONDS

DAY = 86_400
# A server may say that its feed is fresh for a year. Nobody who follows it would wait for that.
_LONGEST_FRESH, _LONGEST_RETRY = DAY, 30 * DAY
_LONGEST_BACKOFF = DAY
PAUSED_AFTER = timedelta(days=30)
# The part of a wait by which it may grow, so that the readers of the world do not come all at once.
_JITTER = 0.1
# After so many answers without a new item, a quiet feed is asked half as often, and then a quarter as often.
_QUIET, _VERY_QUIET = 12, 48
# A feed is polled so much less often while its hub pushes what is new.
_WHILE_PUSHED = 4


def next_due(
    source: Source,
    counted: Counted,
    answer: FeedAnswer,
    now: datetime,
    chance: Random,
    pushes: Pushes = NO_PUSHES,
) -> datetime:
    """Return when a source is due after an answer with status 200 or 304."""
    if pushes.came_since:
        return now + PUSH_GAP
    seconds = float(source.every)
    if not counted.is_first and counted.new * 2 > counted.all:
        seconds /= 4  # it may lose items before we come back
    elif pushes.caused_this and not (counted.new or counted.changed):
        seconds = LEAST_SECONDS  # the answer may be older than the push
    elif pushes.are_relied_on:
        seconds *= _WHILE_PUSHED
    elif not counted.new:
        seconds *= 4 if source.unchanged >= _VERY_QUIET else 2 if source.unchanged >= _QUIET else 1
    fresh = min(answer.wait or 0, _LONGEST_FRESH)
    return now + timedelta(seconds=_jittered(max(seconds, LEAST_SECONDS, fresh), chance))


def after_failure(source: Source, wait: int | None, now: datetime, chance: Random) -> tuple[datetime, State]:
    """Return when a source is due after a failure, or that it is given up after 30 days of nothing else.

    Args:
        wait: the seconds that its server wants, if it says so.
    """
    seconds = min(float(max(source.every, LEAST_SECONDS)) * 2 ** min(source.failures, 10), _LONGEST_BACKOFF)
    seconds = max(seconds, min(wait or 0, _LONGEST_RETRY))
    has_ended = source.failing_since is not None and now - source.failing_since >= PAUSED_AFTER
    due_at = now + timedelta(seconds=_jittered(seconds, chance))
    return due_at, State.FAILED if has_ended else State.ACTIVE


def _jittered(seconds: float, chance: Random) -> float:
    return seconds * (1 + chance.uniform(0, _JITTER)) + 1
