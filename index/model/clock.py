"""The time as the store keeps it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present time in UTC without a time zone, as columns of the database hold it."""
    return datetime.now(UTC).replace(tzinfo=None)
