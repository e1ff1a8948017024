"""Messages have a priority, and a fence that counts their claims."""

import sqlalchemy as sa
from alembic import op

revision = "0014_post"
down_revision = "0013_lanes"
branch_labels = None
depends_on = None

_PRIORITIES = {
    0: ("tap", "prompt", "notice", "rules"),
    1: ("reminder", "alert"),
    2: ("check",),
    3: ("change", "summary", "digest"),
}


def upgrade() -> None:
    for name in ("priority", "fence"):
        op.add_column("messages", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    messages = sa.table(
        "messages", sa.column("kind"), sa.column("priority"), sa.column("tries"), sa.column("fence")
    )
    for priority, kinds in _PRIORITIES.items():
        of_kind = messages.update().where(messages.c.kind.in_(kinds))
        op.execute(of_kind.values(priority=priority, fence=messages.c.tries))
    op.execute(
        messages.update().where(messages.c.tries > 0, messages.c.priority > 1).values(priority=1)
    )
    waits = sa.text("next_at IS NOT NULL")
    op.drop_index("ix_messages_due", "messages")
    for index, columns in (
        ("ix_messages_due", ["priority", "next_at", "id"]),
        ("ix_messages_waiting_in_chat", ["chat_id", "id"]),
    ):
        op.create_index(index, "messages", columns, sqlite_where=waits, postgresql_where=waits)
