"""The pages by which articles are known again: fields that may name an article count, and more variants do not."""

import sqlalchemy as sa
from alembic import op

from index.store.identity.pages import page_identity

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ARTICLES = sa.table(
    "articles", sa.column("id", sa.Integer), sa.column("url", sa.Text), sa.column("identity", sa.Text)
)
_BATCH = 1000


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(_ARTICLES.c.id, _ARTICLES.c.url, _ARTICLES.c.identity).where(_ARTICLES.c.url.is_not(None))
    ).all()
    pages = ({"number": row.id, "page": page_identity(row.url), "old": row.identity} for row in rows)
    changed = [page for page in pages if page["page"] != page.pop("old")]
    written = (
        sa.update(_ARTICLES).where(_ARTICLES.c.id == sa.bindparam("number")).values(identity=sa.bindparam("page"))
    )
    for start in range(0, len(changed), _BATCH):
        connection.execute(written, changed[start : start + _BATCH])


def downgrade() -> None:
    """Do nothing: a release that knows fewer variants finds fewer articles again."""
