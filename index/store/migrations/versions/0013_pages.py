"""The pages that paragraphs of documents begin on. Articles that are stored get theirs when added again."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("paragraphs", sa.Column("page", sa.Integer()))


def downgrade() -> None:
    op.drop_column("paragraphs", "page")
