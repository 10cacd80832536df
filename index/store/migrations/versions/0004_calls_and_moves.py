"""How many calls an update led to, by which limits are kept over a crash; and which group a supergroup was."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("updates", sa.Column("calls", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("chats", sa.Column("moved_from", sa.String(80)))


def downgrade() -> None:
    op.drop_column("chats", "moved_from")
    op.drop_column("updates", "calls")
