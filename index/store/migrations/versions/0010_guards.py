"""The groups in which the bot speaks up unasked about altered quotations."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guards",
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("spoken", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_guards"),
    )


def downgrade() -> None:
    op.drop_table("guards")
