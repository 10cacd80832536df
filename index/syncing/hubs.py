"""Ask hubs to push what is new in feeds, and request a feed less often while they do.

A push only makes its feed due: what is new comes from the server of the feed, as in a poll. A push cannot put
anything into an article, its body is not read, and the limits of the host hold for it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from index.ingestion.reading.pool import Results
from index.ingestion.reading.requests import HubRequest
from index.model.feeds import NO_PUSHES, FeedAnswer, HubAnswer, Pushes, Subscription, SubscriptionState
from index.model.sources import Counted, Source
from index.store.sources.hub_store import HubStore

# Ten days, which is what most hubs give.
_LEASE_SECONDS = 864_000
_GAP = timedelta(seconds=2)
# A feed may be the same for some minutes after a push, where a cache stands before its server.
_CACHED = timedelta(minutes=30)


class Hubs:
    """Asks hubs where there is an address that they can push to. Any method may raise StoreError."""

    def __init__(self, store: HubStore, address: str, agent: str, clock: Callable[[], datetime]) -> None:
        """``address`` is where we listen, empty if we do not; ``agent`` says to servers who asks."""
        self._store, self._address, self._agent, self._clock = store, address, agent, clock

    def due(self, busy: set[str]) -> list[Subscription]:
        """Return the subscriptions about which a hub is to be asked now."""
        return self._store.due(self._address, self._clock(), busy) if self._address else []

    def soonest(self) -> datetime | None:
        """Return when a hub is to be asked next."""
        return self._store.soonest(self._address, self._clock()) if self._address else None

    def begin(self, due: Subscription) -> HubRequest | None:
        """Return the request to a hub, None if it is given up."""
        if not self._store.claim(due, self._address, self._clock()):
            return None
        is_ending = due.state is SubscriptionState.ENDING
        fields = {
            "hub.callback": f"{self._address}/{due.key}",
            "hub.mode": "unsubscribe" if is_ending else "subscribe",
            "hub.topic": due.topic,
        }
        if not is_ending:
            fields |= {"hub.secret": due.secret, "hub.lease_seconds": str(_LEASE_SECONDS)}
        return HubRequest(due.hub, self._agent, fields)

    def take(self, asked: Subscription, results: Results) -> timedelta:
        """Take the answer of a hub, and return for how long its host is left alone.

        Whether it does what it was asked for, it says at our address; if it does not, it is asked again later.
        """
        answer = results[0] if results else None
        wait = timedelta(seconds=min(answer.wait or 0, _LEASE_SECONDS) if isinstance(answer, HubAnswer) else 0)
        if wait:
            self._store.put_off(asked, self._clock() + wait)
        return min(max(_GAP, wait), timedelta(hours=1))

    def pushes(self, source: Source, asked_at: datetime) -> Pushes:
        """Return what a hub has pushed of a source that was requested at a moment, and before that as it says."""
        found = self._store.find(source.url) if self._address else None
        if found is None or found.state is not SubscriptionState.LIVE:
            return NO_PUSHES
        is_in_time = found.expires_at is not None and found.expires_at > self._clock()
        pushed_at = found.pushed_at or datetime.min
        return Pushes(
            are_relied_on=found.is_proven and is_in_time,
            caused_this=pushed_at > asked_at - _CACHED or pushed_at >= (source.tried_at or asked_at),
            came_since=pushed_at > asked_at,
        )

    def note_answer(self, source: Source, answer: FeedAnswer, counted: Counted, pushes: Pushes) -> None:
        """Note which hub a feed names, and whether what is new was pushed."""
        if answer.status != 200:
            return
        if pushes.are_relied_on and counted.new and not (pushes.caused_this or counted.is_first):
            self._store.distrust(source.url)
        self._store.name(answer.url, answer.hub, self._clock())
