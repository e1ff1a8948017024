"""Messages have a region, by which turns are taken."""

import sqlalchemy as sa
from alembic import op

revision = "0022_turns"
down_revision = "0021_look_up"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("region", sa.Text(), nullable=False, server_default=""))
    waits = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_messages_by_turns",
        "messages",
        ["priority", "region", "next_at", "id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
