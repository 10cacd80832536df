"""By what an article is known again beside its text: its page, whatever the address, or its file."""

import sqlalchemy as sa
from alembic import op

from index.store.identity.pages import page_identity
from index.store.migrations.identities import ARTICLES, write_identities

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("identity", sa.Text()))
    op.create_index("ix_articles_library_id_identity", "articles", ["library_id", "identity"])
    connection = op.get_bind()
    rows = connection.execute(sa.select(ARTICLES.c.id, ARTICLES.c.url).where(ARTICLES.c.url.is_not(None))).all()
    write_identities(connection, [(row.id, page_identity(row.url)) for row in rows])


def downgrade() -> None:
    op.drop_index("ix_articles_library_id_identity", "articles")
    op.drop_column("articles", "identity")
