"""Channels are followed too, and the captions of their albums make one article."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sources", sa.Column("username", sa.String(64)))
    op.create_table(
        "album_captions",
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("album", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("came_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "album", "number", name="pk_album_captions"),
    )
    op.create_index("ix_album_captions_came_at", "album_captions", ["came_at"])


def downgrade() -> None:
    op.drop_table("album_captions")
    op.drop_column("sources", "username")
