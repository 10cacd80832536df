"""How many calls an update led to, by which Telegram's limits are kept also over a crash."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("updates", sa.Column("calls", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("updates", "calls")
