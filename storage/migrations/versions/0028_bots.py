"""Chats, and what goes to them, belong to one of several bots."""

import sqlalchemy as sa
from alembic import op

revision = "0028_bots"
down_revision = "0027_outage_of_contact"
branch_labels = None
depends_on = None

WAITS = sa.text("next_at IS NOT NULL")
INDEXES = (
    ("ix_messages_due", ("priority", "next_at", "id")),
    ("ix_messages_by_turns", ("priority", "region", "next_at", "id")),
)


def upgrade() -> None:
    for table in ("chats", "messages"):
        # All that is there belongs to the bot that was there alone.
        op.add_column(table, sa.Column("bot", sa.Text(), nullable=False, server_default="chat"))
    for name, columns in INDEXES:
        op.drop_index(name, "messages")
        op.create_index(
            name,
            "messages",
            ["bot", *columns],
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        )
