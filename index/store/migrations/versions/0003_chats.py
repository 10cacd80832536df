"""What a chat leaves beside articles: updates in hand, votes, settings; and who may edit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answers", sa.Column("asker", sa.String(80)))
    op.create_index("ix_answers_place", "answers", ["place"])
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(16), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("voter", sa.String(80), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("voted_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
        sa.UniqueConstraint("answer_id", "paragraph_id", "voter", name="uq_votes_answer_id_paragraph_id_voter"),
    )
    op.create_index("ix_votes_place", "votes", ["place"])
    op.create_index("ix_votes_voter", "votes", ["voter"])
    op.create_table(
        "chats",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("gone_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("name", name="pk_chats"),
    )
    op.create_table(
        "editors",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("named_by", sa.BigInteger(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_editors"),
    )
    op.create_table(
        "updates",
        sa.Column("receiver", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.String(80)),
        sa.Column("content", sa.JSON()),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("latest_message", sa.BigInteger()),
        sa.Column("done_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("receiver", "number", name="pk_updates"),
    )
    op.create_index("ix_updates_done_at", "updates", ["done_at"])


def downgrade() -> None:
    for table in ("updates", "editors", "chats", "votes"):
        op.drop_table(table)
    op.drop_index("ix_answers_place", "answers")
    op.drop_column("answers", "asker")
