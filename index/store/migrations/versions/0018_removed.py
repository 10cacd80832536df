"""What a person has removed does not come back by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "removed_articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("library", sa.String(80), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_removed_articles"),
        sa.UniqueConstraint("library", "identity", name="uq_removed_articles_library_identity"),
    )


def downgrade() -> None:
    op.drop_table("removed_articles")
