"""The files by which articles are known again: the innermost name first, to find those of a moved folder."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from index.store.identity.files import file_identity

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_ARTICLES = sa.table("articles", sa.column("id", sa.Integer), sa.column("identity", sa.Text))
_FILE = "file:"
_BATCH = 1000


def upgrade() -> None:
    connection = op.get_bind()
    is_file = _ARTICLES.c.identity.startswith(_FILE)
    rows = connection.execute(sa.select(_ARTICLES.c.id, _ARTICLES.c.identity).where(is_file)).all()
    written = (
        sa.update(_ARTICLES).where(_ARTICLES.c.id == sa.bindparam("number")).values(identity=sa.bindparam("file"))
    )
    for start in range(0, len(rows), _BATCH):
        batch = [
            {"number": row.id, "file": file_identity(Path(row.identity.removeprefix(_FILE)))}
            for row in rows[start : start + _BATCH]
        ]
        connection.execute(written, batch)


def downgrade() -> None:
    """Do nothing: an older release adds the files again."""
