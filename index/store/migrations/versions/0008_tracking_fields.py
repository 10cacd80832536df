"""The pages by which articles are known again: fields that may name an article count, and more variants do not."""

import sqlalchemy as sa
from alembic import op

from index.store.identity.pages import page_identity
from index.store.migrations.identities import ARTICLES, write_identities

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(ARTICLES.c.id, ARTICLES.c.url, ARTICLES.c.identity).where(ARTICLES.c.url.is_not(None))
    ).all()
    pages = ((row.id, page_identity(row.url), row.identity) for row in rows)
    write_identities(connection, [(number, page) for number, page, old in pages if page != old])


def downgrade() -> None:
    """Do nothing: a release that knows fewer variants finds fewer articles again."""
