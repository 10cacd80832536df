"""The time as the store keeps it."""

from datetime import UTC, date, datetime


def utc_now() -> datetime:
    """Return the present time in UTC without a time zone, as columns of the database hold it."""
    return datetime.now(UTC).replace(tzinfo=None)


def day_of(moment: datetime) -> date:
    """Return the day of a moment that ``utc_now`` gave, in the time zone in which days are counted."""
    return moment.replace(tzinfo=UTC).astimezone().date()
