"""The files by which articles are known again: the innermost name first, to find those of a moved folder."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from index.store.identity.files import file_identity
from index.store.migrations.identities import ARTICLES, write_identities

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FILE = "file:"


def upgrade() -> None:
    connection = op.get_bind()
    is_file = ARTICLES.c.identity.startswith(_FILE)
    rows = connection.execute(sa.select(ARTICLES.c.id, ARTICLES.c.identity).where(is_file)).all()
    files = ((row.id, Path(row.identity.removeprefix(_FILE))) for row in rows)
    write_identities(connection, [(number, file_identity(path)) for number, path in files])


def downgrade() -> None:
    """Do nothing: an older release adds the files again."""
