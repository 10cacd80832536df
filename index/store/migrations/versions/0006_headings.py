"""The headings above paragraphs. Articles that are stored already get theirs when they are added again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # SQLite adds a nullable column without touching a row, however many there are.
    op.add_column("paragraphs", sa.Column("heading", sa.Text()))
    op.add_column("articles", sa.Column("headings_digest", sa.String(64)))


def downgrade() -> None:
    op.drop_column("articles", "headings_digest")
    op.drop_column("paragraphs", "heading")
