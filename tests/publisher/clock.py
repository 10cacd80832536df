"""The time of the publisher and of whoever fetches from it: it passes only where somebody says so."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

START = datetime(2026, 11, 2, 6, 0)


class FakeClock:
    """Called, it returns the time in UTC without a zone."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def http_date(self, seconds: float = 0) -> str:
        """Return the moment in so many seconds as headers write it."""
        return format_datetime((self.now + timedelta(seconds=seconds)).replace(tzinfo=UTC), usegmt=True)
