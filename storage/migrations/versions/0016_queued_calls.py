"""Calls wait for a line in a queue, and are claimed by one worker at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0016_queued_calls"
down_revision = "0015_forms"
branch_labels = None
depends_on = None

TEXT = sa.Text()
WHOLE = sa.Integer()
FIRST = "2"
"""Priority of what was never tried before."""


def upgrade() -> None:
    _add("lane", TEXT, "")
    _add("priority", WHOLE, FIRST)
    _add("holder", TEXT, "")
    _add("fence", WHOLE, "0")
    _add("missed", WHOLE, "0")
    _index("ix_attempts_due", ["lane", "priority", "made_at", "id"], "state = 'DUE'")
    begun = "channel = 'voice' AND state <> 'DUE' AND state <> 'FINAL'"
    _index("ix_attempts_begun", ["deadline", "id"], begun)
    # A call that was under way when the program was updated may be asked about at once.
    op.execute("UPDATE attempts SET lane = 'voice' WHERE channel = 'voice'")


def _add(name: str, kind: sa.Text | sa.Integer, default: str) -> None:
    op.add_column("attempts", sa.Column(name, kind, nullable=False, server_default=default))


def _index(name: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "attempts", columns, sqlite_where=condition, postgresql_where=condition)
