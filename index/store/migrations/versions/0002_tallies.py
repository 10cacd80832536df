"""How much there is, kept as it changes: counting a million paragraphs takes longer than answering."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("paragraph_count", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE articles SET paragraph_count = "
        "(SELECT count(*) FROM paragraphs WHERE paragraphs.article_id = articles.id)"
    )
    op.create_table(
        "tallies",
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("paragraphs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name="fk_tallies_library_id"),
        sa.PrimaryKeyConstraint("library_id", "language", name="pk_tallies"),
    )
    op.execute(
        "INSERT INTO tallies (library_id, language, articles, paragraphs) "
        "SELECT library_id, language, count(*), sum(paragraph_count) FROM articles GROUP BY library_id, language"
    )


def downgrade() -> None:
    op.drop_table("tallies")
    op.drop_column("articles", "paragraph_count")
