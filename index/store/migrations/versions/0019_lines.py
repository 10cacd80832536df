"""Several processes receive the updates of a bot: who has which chat, and what happened in the last minute."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("updates", sa.Column("line", sa.String(80)))
    op.create_index(
        "ix_updates_line",
        "updates",
        ["receiver", "line"],
        postgresql_where=sa.text("done_at IS NULL"),
        sqlite_where=sa.text("line IS NOT NULL"),
    )
    op.create_table(
        "lines",
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("owner", sa.String(32)),
        sa.Column("leased_until", sa.DateTime()),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("joined", sa.String(80)),
        sa.Column("closed_until", sa.DateTime()),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("newest_message", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "name", name="pk_lines"),
    )
    op.create_table(
        "processes",
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("seen_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "name", name="pk_processes"),
    )
    op.create_table(
        "recent",
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("kept_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "name", name="pk_recent"),
    )


def downgrade() -> None:
    for name in ("recent", "processes", "lines"):
        op.drop_table(name)
    op.drop_index("ix_updates_line", "updates")
    op.drop_column("updates", "line")
