"""A source may take back the articles whose pages vanish, as it takes back those of files."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE sources RENAME COLUMN mirrors TO removes_vanished")
    op.add_column("source_items", sa.Column("is_check", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("checked_at", "check_at", "missing_since"):
        op.add_column("source_items", sa.Column(name, sa.DateTime()))


def downgrade() -> None:
    for name in ("missing_since", "check_at", "checked_at", "is_check"):
        op.drop_column("source_items", name)
    op.execute("ALTER TABLE sources RENAME COLUMN removes_vanished TO mirrors")
