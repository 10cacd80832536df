"""Alembic's migrations of the store, run from code: nobody has to know the command."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection


class UnknownVersion(Exception):  # noqa: N818
    """The database was written by a newer release."""


def configuration(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date within the connection's transaction."""
    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        raise UnknownVersion from error
