"""The sources that are followed, their items, and what the hosts of these ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("library", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("tried_at", sa.DateTime()),
        sa.Column("succeeded_at", sa.DateTime()),
        sa.Column("failing_since", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("unchanged", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("problem", sa.JSON()),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("item_count", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("is_reported", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("library", "url", name="uq_sources_library_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sources_state_due_at", "sources", ["state", "due_at"])
    op.create_index("ix_sources_url", "sources", ["url"])
    op.create_table(
        "source_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text()),
        sa.Column("page", sa.Text()),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("updated", sa.Text()),
        sa.Column("article_id", sa.Integer()),
        sa.Column("host", sa.String(255)),
        sa.Column("content", sa.JSON()),
        sa.Column("due_at", sa.DateTime()),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_source_items"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name="fk_source_items_source_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_source_items_source_id_guid", "source_items", ["source_id", "guid"])
    op.create_index("ix_source_items_source_id_page", "source_items", ["source_id", "page"])
    op.create_index("ix_source_items_source_id_digest", "source_items", ["source_id", "digest"])
    op.create_index("ix_source_items_due_at", "source_items", ["due_at"])
    op.create_table(
        "web_hosts",
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("free_at", sa.DateTime(), nullable=False),
        sa.Column("robots", sa.Text()),
        sa.Column("delay", sa.Float(), nullable=False, server_default="0"),
        sa.Column("robots_until", sa.DateTime()),
        sa.PrimaryKeyConstraint("name", name="pk_web_hosts"),
    )
    op.create_index("ix_web_hosts_free_at", "web_hosts", ["free_at"])


def downgrade() -> None:
    for table in ("web_hosts", "source_items", "sources"):
        op.drop_table(table)
