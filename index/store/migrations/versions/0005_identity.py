"""By what an article is known again beside its text: its page, whatever the address, or its file."""

import sqlalchemy as sa
from alembic import op

from index.store.identity.pages import page_identity

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ARTICLES = sa.table(
    "articles", sa.column("id", sa.Integer), sa.column("url", sa.Text), sa.column("identity", sa.Text)
)
_BATCH = 1000


def upgrade() -> None:
    op.add_column("articles", sa.Column("identity", sa.Text()))
    op.create_index("ix_articles_library_id_identity", "articles", ["library_id", "identity"])
    connection = op.get_bind()
    rows = connection.execute(sa.select(_ARTICLES.c.id, _ARTICLES.c.url).where(_ARTICLES.c.url.is_not(None))).all()
    written = (
        sa.update(_ARTICLES).where(_ARTICLES.c.id == sa.bindparam("number")).values(identity=sa.bindparam("page"))
    )
    for start in range(0, len(rows), _BATCH):
        batch = [{"number": row.id, "page": page_identity(row.url)} for row in rows[start : start + _BATCH]]
        connection.execute(written, batch)


def downgrade() -> None:
    op.drop_index("ix_articles_library_id_identity", "articles")
    op.drop_column("articles", "identity")
