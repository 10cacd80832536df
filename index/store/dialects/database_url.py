"""The address of a database on a server."""

from dataclasses import dataclass, field

PATTERN = r"postgresql(\+psycopg)?://([^\s/@]+@)?([^\s/@:\[\]]*|\[[\w:.]+\])(:\d{1,5})?/[^\s/?]+(\?\S*)?"
"""What an address looks like: it may name a user, a password, a host and a port, and names a database."""


@dataclass(frozen=True)
class DatabaseUrl:
    """An address with a user and perhaps a password, neither of which is shown."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        return "PostgreSQL"

    def for_driver(self, name: str) -> str:
        """Return the address for the driver of SQLAlchemy with this name."""
        return f"{name.replace('.', '+')}:{self.url.partition(':')[2]}"
