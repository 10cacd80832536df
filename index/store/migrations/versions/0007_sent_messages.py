"""The messages that a bot has to know again: answers that an edit may change, and accepted offers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_messages",
        sa.Column("receiver", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kept_until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "place", "message", name="pk_sent_messages"),
    )
    op.create_index("ix_sent_messages_kept_until", "sent_messages", ["kept_until"])


def downgrade() -> None:
    op.drop_table("sent_messages")
